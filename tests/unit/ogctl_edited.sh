#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What ogctl import takes for an export, of iptables and of nft as the kernel lists it: the export itself, and nothing else.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# listed RULES: as the kernel lists them
listed()
{
	# shellcheck disable=SC2016 # the shell in the namespace reads it
	unshare -rn sh -c 'nft -f "$1" && nft -j list ruleset' - "$1"
}

# One line of an export that is another, gone, twice or more, and it is none: its rules are read for what they are, and a note
# says so. Comments that say more than the rules count as little.
printf '%s\n' $'zone office eth1 10.0.0.0/8 2001:db8::/32\nzone told wg*\ninput established related loopback icmp 25/tcp 53\ninput from office 22/tcp\nforward none\nforward from office any\nlog nflog:5\nrefuse reject told' >"$work/policy"
mkdir "$work/edits" "$work/nft-edits"
"$OGCTL" export iptables --policy "$work/policy" -o "$work/edits/whole"
"$top/tests/unit/edits.py" "$work/edits/whole" "$work/edits"
kinds=iptables
"$OGCTL" export nft --policy "$work/policy" -o "$work/edited.nft"
if listed "$work/edited.nft" >"$work/nft-edits/whole"; then
	"$top/tests/unit/edits.py" "$work/nft-edits/whole" "$work/nft-edits"
	kinds+=' nft'
fi
for format in $kinds; do
	folder=$work/edits
	[ "$format" = iptables ] || folder=$work/nft-edits
	taken=() all=0
	for file in "$folder"/*; do
		all=$((all + 1))
		"$OGCTL_USED" import "$format" "$file" >"$work/back" 2>"$work/err"
		code=$?
		[ "$code" = 4 ] || grep -q 'comments tell of lists, but' "$work/err" || taken+=("${file##*/}")
	done
	line="import $format of an export that was edited in $((all - 1)) ways"
	verdict "only the export itself is taken for one, not ${taken[*]}" [ "${taken[*]}" = whole ]
	verdict 'there are many' [ "$all" -gt 50 ]
done

# A device that has no name in rules is of no zone there; a comment does not let it in.
printf '%s\n' 'reset' 'zone odd eth1 end+ a"b' 'input none' 'input from odd 22/tcp' 'forward none' >"$work/odd"
for format in $kinds; do
	"$OGCTL" export "$format" --policy "$work/odd" -o "$work/odd.rules"
	file=$work/odd.rules
	[ "$format" = iptables ] || { file=$work/odd.json && listed "$work/odd.rules" >"$file"; }
	expect 1 "$OGCTL" import "$format" "$file"
	verdict 'what it cannot say is not open' [ -z "$(grep -E '^input from' "$work/out")" ]
	err_has 'it is not for everybody who is of that zone'
done

finish
