#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Names, in whatever language: those of /etc/services, and those of who asks.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# with_services COMMAND...: where /etc/services is $work/services
with_services()
{
	# shellcheck disable=SC2016,SC2317 # for the inner shell; expect calls this
	unshare -rm sh -c 'mount --bind "$0" /etc/services && exec "$@"' "$work/services" "$@"
}

printf '%s\n' $'ma\xc3\xb1ana 4001/tcp' $'\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e 4002/tcp' '3com-tsmux 4003/tcp' \
	$'\e[31mred 4004/tcp plain-alias' $'lat\xf1n 4005/tcp' 'ordinary 4006/tcp' >"$work/services"
seq 4001 4006 | sed 's/.*/input tcp & 0 1 1 00000001/' | tally_has
expect 0 with_services "$OGCTL" ports
verdict 'nothing tells the terminal anything' [ "$(tr -cd '\033\361' <"$work/out" | wc -c)" -eq 0 ]
columns=$(cut -d ' ' -f 1 "$work/out" | sort -u | paste -sd ' ')
verdict 'the table is one' [ "$columns" = 'chain input' ]
# Where the column behind the names begins, as a terminal has it: CJK letters are two wide
places=$(python3 -c '
import sys, unicodedata
for line in list(open(sys.argv[1], encoding="utf-8"))[1:]:
    head = line.rsplit(" yes" if " yes" in line else " no", 1)[0]
    print(sum(2 if unicodedata.east_asian_width(c) == "W" else 1 for c in head))' "$work/out" | sort -u | wc -l)
verdict 'its columns are straight' [ "$places" -eq 1 ]

# What is shown is taken, and what is not shown is not
for name in $'ma\xc3\xb1ana' $'\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e' 3com-tsmux ordinary plain-alias; do
	expect 0 with_services "$OGCTL" --dry-run allow "$name" "$name/tcp"
done
expect 0 with_services "$OGCTL" --dry-run allow $'ma\xc3\xb1ana'
out_has '4001/tcp'
expect 4 with_services "$OGCTL" --dry-run allow $'\e[31mred'
verdict 'nor is it said to the terminal' lacks "$err" $'\e[31m'
expect 4 with_services "$OGCTL" --dry-run allow $'lat\xf1n'
expect 0 "$OGCTL" --dry-run allow 4001/tcp 4002-4003

# A language in which "I" is not the capital letter of "imap". By the tool as it is used: the sanitizer's own strcasecmp()
# knows no languages.
if mkdir -p "$work/locales" && localedef -i tr_TR -f UTF-8 "$work/locales/tr_TR.UTF-8" 2>/dev/null; then
	for name in IMAP imaps SUBMISSIONS; do
		expect 0 env LOCPATH="$work/locales" LC_ALL=tr_TR.UTF-8 "$OGCTL_USED" test --policy "$OG_PROFILES/outlook-classic.policy" \
			--hook forward --proto TCP --dport "$name"
	done
fi
line='user/*.c'
out=$(grep -nE '\<(strn?casecmp|strcasestr|tolower|toupper|isalpha|isalnum|isdigit|isupper|islower|isspace)\(' "$top"/user/*.c "$top"/user/*/*.c)
verdict 'nothing of the locale decides what a word is' [ -z "$out" ]

# What cannot be written is not said to be
for option in --help --usage --version; do
	expect 1 sh -c '"$@" >/dev/full' - "$OGCTL" "$option"
	err_has 'could not be written'
done
expect 1 sh -c '"$@" >/dev/full' - "$OGCTL" allow --help
expect 0 "$OGCTL" --help

finish
