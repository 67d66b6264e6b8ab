# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and play set the variables
# Learning: a policy that knows no mail port, users of Thunderbird, audit, suggest. Nobody types a port: Thunderbird has them from
# the data centre's autoconfig, the policy from the tally. What it should have learned is counted in the office, where what
# Thunderbird sends begins, and not by the module.

learn_before='input established related loopback icmp 22/tcp 8080/tcp
forward established related icmp'
# who is in the office too, and scans the data centre meanwhile
scanner4=$office_net4.66
# enough rounds that nobody could take it for a scan
learn_rounds=3

# learned_pass FROM CHAIN PORT/PROTOCOL|icmp
learned_pass()
{
	[[ $3 == icmp ]] || grep -qx "$2 $3" "$demo_dir/learned/$act_name/"{before,used}
}

learned_no()
{
	echo silent
}

# office_counts: every port that is sent to from the office, but for the scanner, by where it goes
office_counts()
{
	ip netns exec office nft -f - <<-END
	add table inet count
	delete table inet count
	table inet count {
		set input { type inet_proto . inet_service; flags dynamic; size 65535; }
		set forward { type inet_proto . inet_service; flags dynamic; size 65535; }
		chain output {
			type filter hook output priority 0;
			oif lo return
			ip saddr $scanner4 return
			meta l4proto != { tcp, udp } return
			ip daddr $gateway4 add @input { meta l4proto . th dport } return
			ip6 daddr $gateway6 add @input { meta l4proto . th dport } return
			add @forward { meta l4proto . th dport }
		}
	}
	END
}

# office_used: what was counted, "CHAIN PORT/PROTOCOL" a line
office_used()
{
	local chain
	for chain in input forward; do
		ip netns exec office nft list set inet count "$chain" | tr , '\n' |
			sed -nE "s/.*\<(tcp|udp) \. ([0-9]+).*/$chain \2\/\1/p"
	done | sort
}

# added_by: what a suggestion from stdin adds, in the same manner
added_by()
{
	sed -nE 's/^(input|forward) \+/\1 /p' | sort
}

# users_work ROUNDS [THING]...: a user of each family; whether both did all. What they did is in work.FAMILY
users_work()
{
	local family workers=() worker status=0 dir=$demo_dir/learned/$act_name
	for family in 4 6; do
		ip netns exec office "$story/work" "$family" "$@" > "$dir/work.$family" 2>&1 &
		workers+=($!)
	done
	for worker in "${workers[@]}"; do
		wait "$worker" || status=1
	done
	return "$status"
}

# not_done: by users_work's last
not_done()
{
	grep -hs ' is not done' "$demo_dir/learned/$act_name"/work.* | paste -sd ,
}

# knock PORT[-PORT]: as the scanner
knock()
{
	ip netns exec office nc -v -z -w 5 -s "$scanner4" "$server4" "$1" >> "$demo_dir/log/scanner" 2>&1
}

# others_come: somebody who is no user tries ports of the data centre, each once, the page's among them
others_come()
{
	ip -n office address add "$scanner4/24" dev eth0
	knock 985-1000 || true
	# as nobody does who only looks what is there: the policy has a port then that Thunderbird did not use
	[[ $fault != stranger ]] || { knock 22 && knock 22 && knock 22; }
	ip -n office address delete "$scanner4/24" dev eth0
}

# learn_wrong WHEN WHAT: for the table's end
learn_wrong()
{
	faults+=("$act_name: $1: $2")
}

# nothing_before: without a mail port there is no mail
nothing_before()
{
	local thing
	for thing in send fetch book; do
		! users_work 1 "$thing" || learn_wrong before "$thing is done, and nobody has listed its port"
	done
}

# compare: what was suggested is what was used and was not listed
compare()
{
	local dir=$demo_dir/learned/$act_name
	office_used > "$dir/used"
	added_by < "$dir/policy" > "$dir/suggested"
	comm -23 "$dir/used" "$dir/before" > "$dir/missed"
	[[ -s $dir/missed ]] || learn_wrong used 'nothing that was not listed'
	cmp -s "$dir/missed" "$dir/suggested" ||
		learn_wrong suggested "$(xargs < "$dir/suggested"), should be $(xargs < "$dir/missed")"
}

# learn: for the act "learning"
learn()
{
	local dir=$demo_dir/learned/$act_name things=(send fetch book)
	rm -rf "$dir"
	mkdir -p "$dir"
	printf 'input %s\n' 22/tcp 8080/tcp > "$dir/before"
	gateway "modprobe outlook_guard && echo '$learn_before' | ogctl apply -"
	users_work 1 account || die "Thunderbird: $(not_done)"
	nothing_before
	office_counts
	gateway 'ogctl audit on --for 1h'
	[[ $fault != unused ]] || things=(send fetch)
	users_work "$learn_rounds" "${things[@]}" || learn_wrong 'in audit' "$(not_done)"
	others_come
	gateway 'ogctl audit; ogctl suggest -o /run/learned'
	at_console 'cat /run/learned' > "$dir/policy"
	compare
	gateway 'ogctl audit off && ogctl apply --trial 10m /run/learned'
	administrator 'ogctl trial keep && ogctl diff /run/learned' >> "$demo_dir/log/administrator" 2>&1 ||
		die "the administrator: status $?: $(tail -n 5 "$demo_dir/log/administrator")"
	users_work 1 send fetch book || learn_wrong afterwards "$(not_done)"
	say "learned: $(xargs < "$dir/suggested")"
}
