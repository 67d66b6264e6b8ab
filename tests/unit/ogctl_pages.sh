#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# outlook_guard(4) and outlook-guard.policy(5) know what the module and its language know, and what they show parses.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"
module=$top/docs/outlook_guard.4.scd
language=$top/docs/outlook-guard.policy.5.scd

# shown PAGE WORD: in bold
# shellcheck disable=SC2317 # verdict calls it
shown()
{
	grep -qE "\*/?$2:?\*" "$1"
}

for page in "$module" "$language"; do
	input=$(<"$page") expect 0 scdoc
done

# words FILE PROGRAM: by sed, of the sources
words()
{
	sed -nE "$2" "$top/$1"
}

line='outlook_guard(4)'
mapfile -t stats < <(words kmod/show.c '/^static void show_state/,/^static void show_zones/ { /"/ { s/\\n/\n/g; p } }' | grep -oE '[a-z][a-z0-9_]+ %' | cut -d ' ' -f 1)
verdict 'stats has fourteen lines of its own' [ "${#stats[@]}" = 14 ]
mapfile -t reasons < <(words include/outlook_guard.h 's/.*OG_REASON\([A-Z_]+, [a-z]+, ([a-z]+),.*/\1/p' | sort -u)
verdict 'eight reasons' [ "${#reasons[@]}" = 8 ]
mapfile -t settings < <(words kmod/core/setting.c 's/.*\.name = "([a-z0-9]+)".*/\1/p')
for word in "${stats[@]}" "${reasons[@]}" "${settings[@]}" policy keep revert; do
	verdict "says $word" grep -qE "[*_]${word}[*_=]" "$module"
done

line='outlook-guard.policy(5)'
mapfile -t known < <({
	printf '%s\n' "${settings[@]}"
	words kmod/core/setting.c '/^static const char \*const/,/^}/ s/.*= "([a-z]+)".*/\1/p'
	words kmod/core/meaning.c 's/^\t\{ "([a-z]+)", MEANS.*/\1/p'
	words kmod/core/words.c 's/.*"([a-z]+)".*/\1/p'
} | sort -u)
verdict 'the language has its words' [ "${#known[@]}" -ge 22 ]
for word in "${known[@]}"; do
	verdict "says $word" shown "$language" "$word"
done

# Each of its examples, lines behind a tab, by itself
awk -v to="$work/example" '/^# / { wanted = /^# (DESCRIPTION|ZONES|EXAMPLES)$/ } !wanted || /^$/ { inside = 0; next }
	/^\t/ { inside = 1; files++ }
	inside { sub(/^\t/, ""); sub(/\+\+$/, ""); print >(to files ".policy") }' "$language"
line='examples'
verdict 'there are four' [ -s "$work/example4.policy" ]
for example in "$work"/example*.policy; do
	expect 0 "$OGCTL" check "$example"
done

finish
