# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What the scripts of tests/vm share: words for people, the cache, one builder at a time.

# shellcheck disable=SC2034 # used by those who source this
vm_cache=${XDG_CACHE_HOME:-$HOME/.cache}/outlook_guard/vm

say()
{
	printf '%s: %s\n' "tests/vm/${0##*/}" "$*" >&2
}

die()
{
	say "$@"
	exit 125
}

# need PROGRAM...: stop with a sentence when one is not installed
need()
{
	local program missing=()

	for program; do
		command -v "$program" >/dev/null || missing+=("$program")
	done
	[ ${#missing[@]} -eq 0 ] ||
		die "not installed: ${missing[*]}. Run: sudo packaging/install-deps"
}

# key FILE...: a short name for the content of these files
key()
{
	cat -- "$@" | sha256sum | cut -c 1-16
}

# build_once FUNCTION PATH: make PATH in the cache unless it is there. FUNCTION gets a temporary folder and
# leaves in it what is to become PATH, named `result`. Readers never see half of it: it is renamed when done.
# Runs in a subshell that must not be part of a condition, or `set -e` would not hold in FUNCTION.
build_once()
{
	local build=$1 path=$2

	[ ! -e "$path" ] || return 0
	mkdir -p "${path%/*}"
	(
		exec 9>"$path.lock"
		flock 9
		[ ! -e "$path" ] || exit 0
		tmp=$(mktemp -d "$path.XXXXXX")
		trap 'rm -rf "$tmp"' EXIT
		"$build" "$tmp"
		mv -T "$tmp/result" "$path"
	)
}
