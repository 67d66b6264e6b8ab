# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # common.sh and play set the variables
# Every port of the page, and the ports beside it, tcp and udp, both chains, both families: without a filter all of them answer,
# with one exactly the page's do; and "ogctl ports" names what was tried, and nothing else.

# shellcheck source=tests/demo/lib/scan.sh
. "$demo/lib/scan.sh"

ports_filters=(none page guard refuse)

# ports_on_page: PORT/PROTOCOL of the page
ports_on_page()
{
	local port
	for port in $page_tcp; do echo "$port/tcp"; done
	for port in $page_udp; do echo "$port/udp"; done
}

# ports_tried: the page's ports and their neighbours, each over both protocols
ports_tried()
{
	local port
	for port in $page_tcp $page_udp; do
		printf '%s\n' $((port - 1)) "$port" $((port + 1))
	done | sort -nu
}

# ports_answerers: somebody at each of them, on the gateway and in the data centre
ports_answerers()
{
	local ports
	ports=$(ports_tried | xargs)
	# shellcheck disable=SC2086 # a list
	ip netns exec servers "$story/servers/answerer" "$server4" "$server6" $ports < /dev/null > "$demo_dir/answerer" &
	ports_answerer=$!
	gateway "setsid /og/tests/story/servers/answerer $gateway4 $gateway6 $ports < /dev/null > $demo_dir/answerer 2>&1 &
		echo \$! > $demo_dir/answerer.pid"
	gateway ". /og/tests/story/lib/common.sh; wait_for 120 'the ports' grep -q ready $demo_dir/answerer"
	wait_for 120 'the ports' grep -q ready "$demo_dir/answerer"
}

# ports_knock FILTER: leaves $demo_dir/seen/ports/FILTER.CHAIN.FAMILY, lines of PORT/PROTOCOL and a word
ports_knock()
{
	local chain family address doors pids=() pid
	mapfile -t doors < <(ports_tried | sed 's|$|/tcp|; p; s|tcp|udp|')
	for chain in forward input; do
		for family in 4 6; do
			[[ $chain == input ]] && address=gateway$family || address=server$family
			ip netns exec office "$story/clients/knock" "${!address}" "${doors[@]}" > "$ports_seen/$1.$chain.$family" &
			pids+=($!)
		done
	done
	for pid in "${pids[@]}"; do
		wait "$pid" || die "knocking, $1: status $?"
	done
}

# ports_play ACT
ports_play()
{
	local filter
	ports_seen=$demo_dir/seen/$1
	mkdir -p "$ports_seen"
	ports_answerers
	for filter in "${ports_filters[@]}"; do
		say "every port of the page, and those beside it: $filter"
		filter "$filter"
		[[ $filter != guard ]] || tally_on
		fault_plant "$fault"
		ports_knock "$filter"
		[[ $filter != guard ]] || tally_seen > "$ports_seen/tally"
		fault_mend "$fault"
		firewall "$firewall"
	done
	kill "$ports_answerer"
	gateway "kill \$(< $demo_dir/answerer.pid)"
}

# ports_expect FILTER FAMILY PROTOCOL listed|beside. The kernel sends few ICMP errors a second, so that most datagrams are not told.
ports_expect()
{
	case $1/$2/$3/$4 in
	none/* | */listed | page/6/*) echo answers ;;
	refuse/*/tcp/*) echo refused ;;
	refuse/*/udp/*) echo 'refused|silent' ;;
	*) echo silent ;;
	esac
}

# ports_cell ACT FILTER CHAIN FAMILY PROTOCOL: how many answer of those that are listed, and of those beside; notes what should
# be otherwise
ports_cell()
{
	local act=$1 filter=$2 chain=$3 family=$4 door word kind wanted mark='' page
	local -A all=() answer=()
	page=" $(ports_on_page | xargs) "
	while read -r door word; do
		[[ $door == */$5 ]] || continue
		[[ $page == *" $door "* ]] && kind=listed || kind=beside
		wanted=$(ports_expect "$filter" "$family" "$5" "$kind")
		all[$kind]=$((${all[$kind]:-0} + 1))
		[[ $word != answers ]] || answer[$kind]=$((${answer[$kind]:-0} + 1))
		if [[ $word != @($wanted) ]]; then
			mark='!'
			faults+=("$chain $door, IPv$family, $act, $filter: $word, should be $wanted")
		fi
	done < "$demo_dir/seen/$act/$filter.$chain.$family"
	printf '%20s' "${answer[listed]:-0}/${all[listed]:-0}  ${answer[beside]:-0}/${all[beside]:-0}$mark"
}

# ports_wanted: what "ogctl ports" has to say then
ports_wanted()
{
	local chain door page
	page=" $(ports_on_page | xargs) "
	for chain in forward input; do
		while read -r door; do
			[[ $page == *" $door "* ]] && echo "$chain $door passed" || echo "$chain $door stopped"
		done < <(ports_tried | sed 's|$|/tcp|; p; s|tcp|udp|')
	done
}

# ports_print ACT: its table
ports_print()
{
	local filter chain protocol family
	printf '\n%s: how many answer of those on the page, and of those beside them\n%-20s' "$title" ''
	printf '%20s' 'nobody filters' "the page's rules" outlook_guard 'refuse reject'
	printf '\n'
	for chain in forward input; do
		for protocol in tcp udp; do
			for family in 4 6; do
				printf '%-9s%-5sIPv%s  ' "$chain" "$protocol" "$family"
				for filter in "${ports_filters[@]}"; do
					ports_cell "$1" "$filter" "$chain" "$family" "$protocol"
				done
				printf '\n'
			done
		done
	done
	tally_check "$1" < <(ports_wanted)
	printf 'ogctl ports names %d ports that were tried, with outlook_guard: %d passed, %d were stopped\n' \
		"$(wc -l < "$demo_dir/seen/$1/tally")" "$(grep -c passed "$demo_dir/seen/$1/tally")" \
		"$(grep -c stopped "$demo_dir/seen/$1/tally")"
}
