#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# There and back: what "ogctl import" makes of what "ogctl export" made is the policy again, byte for byte in its canonical
# form. Over the profiles, some policies by hand, and generated ones (OG_GENERATED=N for another number, OG_SEED=N for
# others; tests/unit/policies.py). What is edited is no export: ogctl_edited.sh. nft's rules go through the kernel: nft loads
# them in a namespace, and "nft -j list ruleset" is what is imported.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

mkdir "$work/hand" "$work/many" "$work/shown"

by_hand()
{
	printf '%s\n' "$2" >"$work/hand/$1"
}

by_hand page 'mode enforce'
by_hand nothing $'input none\nforward none'
by_hand anything $'input any\nforward any'
by_hand settings $'mode audit\nipv6 ignore\nearly on\ntally on\nlog nflog:65535\ninput reply established'
by_hand off $'mode off\nzone office eth1\ninput from office 53\nrefuse reject office'
by_hand ports "input $(seq -s, 0 61 65534)"$'\nforward 0-65535/udp 1/tcp 65535/tcp'
by_hand protocols $'input icmp proto:6 22/tcp proto:17 53\nforward proto:1 proto:43 proto:44 proto:51 proto:60 proto:255'
by_hand twice $'zone office eth1 10.0.0.0/8\ninput 25 53 proto:47 icmp\ninput from office 53/udp 25/tcp proto:47 icmp\nforward any\nforward from office any'
by_hand nested $'zone a 10.0.0.0/8 10.1.0.0/16 10.1.2.3\nzone b 10.1.0.0/16 0.0.0.0/0 ::/0 ::1\ninput from a 22/tcp\ninput from b 22/tcp\nforward from b any'
by_hand idle $'zone idle eth1 192.0.2.0/24\nzone told wg0 2001:db8::/32\nrefuse reject told'
by_hand long "zone long $(printf '10.0.%s.0/24 ' {0..255})"$'\nforward from long 443/tcp'
by_hand same $'zone four 10.0.0.0/8\nzone six ::/0\ninput icmp proto:1 proto:58\nforward icmp proto:1 proto:58 proto:51\ninput from four icmp proto:58 proto:1\nforward from six proto:51 proto:1'
by_hand many "input $(seq -s, 0 2 3800)"
by_hand networks 'zone long '"$(printf '2001:db8:%x:aaaa:bbbb:cccc:dddd:eeee/127 ' {1..510})"$'\nforward from long 443/tcp'
by_hand devices $'zone odd c\'d x\\y end+* abcdefghijklmno abcdefghijklmno* e* eth*\ninput from odd 22/tcp icmp\nrefuse reject'
for profile in "$top"/user/profiles/*.policy; do
	cp "$profile" "$work/hand/profile-$(basename "$profile" .policy)"
done
"$top/tests/unit/policies.py" "${OG_GENERATED:-100}" "${OG_SEED:-1}" "$work/many"

# trip OGCTL FORMAT POLICY FILE: what is imported of FILE is the policy again
trip()
{
	local ogctl=$1 format=$2 policy=$3 file=$4

	"$ogctl" import "$format" "$file" >"$work/back" 2>"$work/err" || return
	"$ogctl" show --policy "$policy" >"$work/there"
	"$ogctl" show --policy "$work/back" >"$work/back-shown" && cmp -s "$work/there" "$work/back-shown"
}

# trips OGCTL FORMAT FOLDER EXPORTED: of every policy in FOLDER
trips()
{
	local ogctl=$1 format=$2 folder=$3 exported=$4 policy name good=0 all=0

	for policy in "$folder"/*; do
		name=${policy##*/} all=$((all + 1))
		if trip "$ogctl" "$format" "$policy" "$exported/$name"; then
			good=$((good + 1))
			continue
		fi
		printf '%s of %s: %s\n' "$format" "$policy" "$(head -n 1 "$work/err")"
		diff "$work/there" "$work/back-shown" 2>/dev/null | cut -c 1-300 | head -n 6
	done
	line="import $format of export $format, ${folder##*/}"
	verdict "is each of $all policies again, not $good" [ "$good" = "$all" ]
	verdict 'some are there' [ "$all" -gt 0 ]
}

# nft_lists FOLDER EXPORTED LISTED: in a namespace of its own
# shellcheck disable=SC2016 # the shell in the namespace reads it
nft_lists='for rules in "$1"/*; do
	nft -f "$rules" && nft -j list ruleset >"$2/${rules##*/}" && nft flush ruleset || exit 1
done'

# shellcheck disable=SC2317 # expect calls it
export_all()
{
	local ogctl=$1 format=$2 folder=$3 to=$4 policy

	mkdir -p "$to"
	for policy in "$folder"/*; do
		"$ogctl" export "$format" --policy "$policy" -o "$to/${policy##*/}" 2>>"$work/notes" || return
	done
}

# A line that is too long is two to iptables-restore.
line='no line of an export for iptables is too long for iptables-restore'
expect 0 "$OGCTL" export iptables --policy "$work/hand/many"
verdict 'at most 10,239 bytes' [ "$(wc -L <"$work/out")" -lt 10240 ]
verdict 'though there is much to say' grep -q '^# ogctl 2/' "$work/out"

for folder in hand many; do
	ogctl=$OGCTL
	[ $folder = hand ] || ogctl=$OGCTL_USED
	expect 0 export_all "$ogctl" iptables "$work/$folder" "$work/iptables-$folder"
	trips "$ogctl" iptables "$work/$folder" "$work/iptables-$folder"
	unshare -rn nft list ruleset >/dev/null 2>&1 || continue
	expect 0 export_all "$ogctl" nft "$work/$folder" "$work/nft-$folder"
	mkdir "$work/listed-$folder"
	expect 0 unshare -rn sh -c "$nft_lists" - "$work/nft-$folder" "$work/listed-$folder"
	trips "$ogctl" nft "$work/$folder" "$work/listed-$folder"
done

finish
