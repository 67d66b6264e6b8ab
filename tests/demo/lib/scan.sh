# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and guest set the variables
# The scan: every port, tcp and udp, both chains, both families; only the page's may answer.

# shellcheck disable=SC2034 # used by name
page_tcp='22 25 53 110 389 465 587 636 953 993 995 1023 3268 3269 5222 5269 5280 8080'
# shellcheck disable=SC2034 # used by name
page_udp='53 953'
ports_in_all=65535
sweeps=8

# How many packets came to the gateway out of the office.
from_office()
{
	cat /sys/class/net/office/statistics/rx_packets
}

# Two sweeps at once: IPv4 and IPv6. What answered is left in $demo_dir/scan/.
scan_pair()
{
	local chain=$1 proto=$2 pids=() pid family address
	for family in 4 6; do
		[[ $chain == input ]] && address=gateway$family || address=server$family
		ip netns exec office "$here/sweep" "$proto" "${!address}" \
			> "$demo_dir/scan/$chain.$proto.$family" &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do
		wait "$pid" || die "the scan of chain $chain, $proto, could not be done"
	done
}

# A scan that sends nothing finds everything closed: all of it has to reach the gateway.
scan_make()
{
	local before sent chain proto
	mkdir -p "$demo_dir/scan"
	before=$(from_office)
	for chain in forward input; do
		for proto in tcp udp; do
			scan_pair "$chain" "$proto"
		done
	done
	sent=$(($(from_office) - before))
	((sent >= sweeps * ports_in_all)) ||
		faults+=("scan: $sent packets reached the gateway, should be $((sweeps * ports_in_all))")
}

# without LIST OTHER: what is in LIST and not in OTHER, on one line.
without()
{
	local port out=
	for port in $1; do
		[[ " $2 " == *" $port "* ]] || out+=" $port"
	done
	out=${out# }
	echo "${out:-none}"
}

# scan_cell CHAIN PROTO FAMILY: how many passed; notes it when they are not the page's.
scan_cell()
{
	local page=page_$2 seen colour=$green mark=''
	seen=$(< "$demo_dir/scan/$1.$2.$3")
	if [[ $seen != "${!page}" ]]; then
		faults+=("scan: $1 $2, IPv$3: open but not on the page: $(without "$seen" "${!page}")")
		faults+=("scan: $1 $2, IPv$3: on the page but closed: $(without "${!page}" "$seen")")
		colour=$red mark='!'
	fi
	seen=$(wc -w <<< "$seen")
	printf '  %s%-24s%s' "$colour" "$seen open, $((ports_in_all - seen)) closed$mark" "$plain"
}

scan_print()
{
	local chain proto page
	printf '\n%sa scan of all %d ports from the office, with outlook_guard%s\n' \
		"$bold" "$ports_in_all" "$plain"
	printf '%-9s %-5s  %-24s  %-24s\n' chain proto IPv4 IPv6
	for chain in forward input; do
		for proto in tcp udp; do
			printf '%-9s %-5s' "$chain" "$proto"
			scan_cell "$chain" "$proto" 4
			scan_cell "$chain" "$proto" 6
			printf '\n'
		done
	done
	for proto in tcp udp; do
		page=page_$proto
		printf 'the page lists, %s: %s\n' "$proto" "${!page}"
	done
}
