#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# ogctl import of rules that ufw, firewalld, Docker and the page's reader made (tests/imports/make): the policy, and each line that is
# said not to be in it, are those that were looked at and kept. With --keep they are kept anew: look at what git says has changed.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

imports=$(cd "$(dirname "${BASH_SOURCE[0]}")/../imports" && pwd)
cd "$imports/saved" || exit 1
while read -r name code arguments; do
	case $name in
	'' | '#'*) continue ;;
	esac
	# shellcheck disable=SC2086 # a list
	expect "$code" "$OGCTL" import $arguments
	[ "${1:-}" != --keep ] || printf '%s\n' "$out" >"$imports/expected/$name"
	verdict "what comes of $name is what was looked at" diff "$imports/expected/$name" <(printf '%s\n' "$out")
	cp "$work/out" "$work/policy"
	expect 0 "$OGCTL" check "$work/policy"
done <"$imports/cases"
finish
