#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Rules of other filters as policies: what is taken over, what is left and named, and what is no ruleset. That the kernel's verdicts
# are never more open: tests/verdict/imports.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# lists: what the policy says of chains, zones and refuse
lists()
{
	grep -E '^(input|forward|zone|refuse)' "$work/out"
}

# says TEXT
says()
{
	verdict "the policy says \"$1\", and not \"$(lists)\"" [ "$(lists)" = "$1" ]
	verdict 'it is a policy' "$OGCTL" check "$work/out" >/dev/null
}

# both RULES: a table filter for both families, INPUT and FORWARD drop
both()
{
	printf '%s\n' '# ogctl: both' '*filter' ':INPUT DROP [0:0]' ':FORWARD DROP [0:0]' ':OUTPUT ACCEPT [0:0]' "$@" COMMIT >"$work/rules"
}

# rows of: exit status | a rule a line, by \n | what the input list is
while IFS='|' read -r code rules list; do
	mapfile -t lines < <(printf '%b\n' "$rules")
	both ':some - [0:0]' "${lines[@]}"
	expect "$code" "$OGCTL" import iptables "$work/rules"
	line="$rules"
	says "input $list"$'\nforward none'
done <<'ROWS'
0|-A INPUT -p tcp -m tcp --dport 25 -j ACCEPT|25/tcp
0|[12:3456] -A INPUT -p tcp -m tcp --dport 25 -j ACCEPT|25/tcp
0|-A INPUT -p 17 -m udp --dport 53:60 -m comment --comment "a \"quoted\" -j DROP" -j ACCEPT|53-60/udp
0|-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT|established related
0|-A INPUT -m conntrack --ctstate ESTABLISHED --ctdir REPLY -j ACCEPT|reply
0|-A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT|untracked
0|-A INPUT -i lo -j ACCEPT|loopback
0|-A INPUT -p icmp -j ACCEPT\n-A INPUT -p ipv6-icmp -j ACCEPT|icmp proto:1 proto:58
0|-4 -A INPUT -p icmp -j ACCEPT\n-6 -A INPUT -p ipv6-icmp -j ACCEPT|icmp
0|-A INPUT -p 47 -j ACCEPT|proto:47
0|-A INPUT -p tcp -j ACCEPT|proto:6
0|-A INPUT -j LOG --log-prefix "x -j ACCEPT"\n-A INPUT -p tcp --dport 1 -j ACCEPT|1/tcp
0|-A INPUT -p tcp ! --dport 25 -j ACCEPT|0-24/tcp 26-65535/tcp
0|-A INPUT -p tcp --dport 20:25 -j DROP\n-A INPUT -p tcp --dport 22:30 -j ACCEPT|26-30/tcp
0|-A INPUT -p tcp --dport 25 -j ACCEPT\n-A INPUT -j DROP\n-A INPUT -p tcp --dport 26 -j ACCEPT|25/tcp
0|-A INPUT -j ACCEPT|any
0|-A INPUT -m state --state ESTABLISHED,RELATED,NEW,INVALID,UNTRACKED -j ACCEPT|any
0|-A INPUT -p tcp --dport 25 -m state --state NEW,INVALID,UNTRACKED -j ACCEPT\n-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT|established related 25/tcp
1|-A INPUT -p tcp --dport 25 -m state --state NEW -j ACCEPT|none
1|-A INPUT -m state --state INVALID -j DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -m state --state ESTABLISHED -m conntrack --ctdir ORIGINAL -j ACCEPT|none
1|-A INPUT -m state --state NEW -j ACCEPT|none
1|-A INPUT -p tcp --dport 25 -d 192.0.2.1 -j ACCEPT|none
1|-A INPUT -p tcp --dport 25 -o eth1 -j ACCEPT|none
1|-A INPUT -p tcp --sport 25 -j ACCEPT|none
1|-A INPUT -p tcp -m multiport --sports 25 -j ACCEPT|none
1|-A INPUT -p tcp -m multiport --ports 25 -j ACCEPT|none
1|-A INPUT -p tcp --dport 25 --syn -j ACCEPT|none
1|-A INPUT -p tcp -m tcp --dport 25 --tcp-flags SYN,ACK SYN -j ACCEPT|none
1|-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT|none
1|-A INPUT -f -j ACCEPT|none
1|-A INPUT -p sctp --dport 25 -j ACCEPT|none
1|-A INPUT -m mark --mark 1 -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -m set --match-set good src -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -m limit --limit 3/min -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -p tcp --dport 25 ! -i eth1 -j ACCEPT|none
1|-A INPUT -m string --string "-j" --algo bm -j ACCEPT|none
1|-A INPUT -m set --match-set bad src -j DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -p tcp -m recent --update --seconds 30 -j DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT\n-A INPUT -p udp --dport 25 -j ACCEPT|25/udp
1|-A INPUT -p tcp -j NFQUEUE --queue-num 1\n-A INPUT -p tcp --dport 25 -j ACCEPT\n-A INPUT -p udp --dport 25 -j ACCEPT|25/udp
1|-A INPUT -m addrtype --dst-type LOCAL -j RETURN\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -m addrtype --dst-type LOCAL -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -p tcp --dport 25 -j ACCEPT --syn|none
1|-A INPUT -p tcp --dport 25 -j ACCEPT --tcp-flags SYN SYN|none
1|-A INPUT -p tcp --dport 20:25 -j ACCEPT\n-A INPUT -p udp -j some --ttl-lt 3\n-A some -p udp --dport 53 -j ACCEPT|20-25/tcp
1|-A INPUT -p tcp -j RETURN --name "-j"\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
0|-A INPUT -p tcp --dport 25 -j REJECT --reject-with tcp-reset\n-A INPUT -p tcp --dport 25:26 -j ACCEPT|26/tcp
1|-A INPUT --jump=DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -p tcp --jum DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT\n-A INPUT -p udp --dport 53 -j ACCEPT|53/udp
1|-A INPUT -p tcp --goto=some\n-A INPUT -p tcp --dport 25 -j ACCEPT\n-A some -j DROP|none
1|-A INPUT -jDROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -fj DROP\n-A INPUT -p tcp -j ACCEPT|none
0|-A INPUT -m recent --name x --set\n-A INPUT -p tcp --dport 25 -j ACCEPT|25/tcp
1|-A INPUT -m conntrack --ctstate INVALID --ctdir REPLY -j DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -m conntrack --ctdir ORIGINAL --ctstate UNTRACKED -j DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
0|-A INPUT -m conntrack --ctstate INVALID -m conntrack --ctdir REPLY -j DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|25/tcp
0|-A INPUT -m conntrack --ctstate ESTABLISHED --ctdir reply -j ACCEPT|reply
0|-A INPUT -m conntrack ! --ctstate INVALID,UNTRACKED,NEW,RELATED ! --ctdir original -j ACCEPT|reply
1|-A INPUT -m conntrack --ctstate ESTABLISHED --ctdir replies -j ACCEPT|none
0|-4 -A INPUT -p ip -j DROP\n-6 -A INPUT -p hopopt -j DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
1|-A INPUT -p 00 -j DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|none
0|-A INPUT ! -p ip -j DROP\n-A INPUT -p tcp --dport 25 -j ACCEPT|25/tcp
1|-A INPUT -p tcp --dport 010 -j ACCEPT|none
1|-A INPUT -p tcp -m multiport --dports 25,0x1a -j ACCEPT|none
1|-A INPUT -p 06 -j ACCEPT|none
1|-4 -A INPUT -s 10.0.0.0/010 -p tcp --dport 25 -j ACCEPT|none
0|-4 -A INPUT -p icmp -m icmp --icmp-type any -j ACCEPT\n-6 -A INPUT -p ipv6-icmp -j ACCEPT|icmp
1|-6 -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 255 -j ACCEPT|none
1|-6 -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type any -j ACCEPT|none
1|-6 -A INPUT -p tcp --dport 25 -m addrtype --dst-type LOCAL,BROADCAST,MULTICAST -j ACCEPT|none
1|-4 -A INPUT -m addrtype ! --dst-type LOCAL,BROADCAST,MULTICAST -j DROP\n-4 -A INPUT -p 47 -j ACCEPT\n-6 -A INPUT -p 47 -j ACCEPT|proto:47
0|:LOG - [0:0]\n-A INPUT -p tcp -g LOG\n-A INPUT -p tcp --dport 22 -j ACCEPT\n-A LOG -j DROP|none
0|:MARK - [0:0]\n-A INPUT -p tcp --dport 22:25 -g MARK\n-A MARK -p tcp --dport 25 -j ACCEPT|25/tcp
1|:AUDIT - [0:0]\n-A INPUT -p tcp -j AUDIT\n-A INPUT -p tcp --dport 22 -j ACCEPT\n-A AUDIT -j DROP|none
1|:LOG - [0:0]\n-A INPUT -p tcp --dport 22 -j LOG\n-A LOG -j ACCEPT|none
1|:NFQUEUE - [0:0]\n-A INPUT -p tcp --dport 22 -j NFQUEUE\n-A NFQUEUE -j ACCEPT|none
1|:ACCEPT - [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\n-A ACCEPT -j DROP|none
1|-A INPUT -p tcp -g LOG\n-A INPUT -p tcp --dport 22 -j ACCEPT|none
1|-A INPUT -p tcp -j DNAT --to 10.0.0.1\n-A INPUT -p tcp --dport 22 -j ACCEPT|none
0|-A INPUT -p ah -j ACCEPT\n-A INPUT -p esp -j DROP|proto:51
ROWS

# a ' is a letter; an authentication header of IPv6 hides from the rules what is behind it
both "-4 -A INPUT -m comment --comment it's -s 10.0.0.0/8 -m comment --comment it's -p tcp --dport 25 -j ACCEPT"
expect 0 "$OGCTL" import iptables "$work/rules"
says $'zone from-1 10.0.0.0/8\ninput none\ninput from from-1 25/tcp\nforward none'
for hidden in '-p ah -j DROP' '! -p tcp -j RETURN'; do
	both "-6 -A INPUT $hidden" '-A INPUT -p tcp --dport 22 -j ACCEPT' "-4 -A INPUT $hidden"
	expect 1 "$OGCTL" import iptables "$work/rules"
	says $'zone all-ipv4 0.0.0.0/0\ninput none\ninput from all-ipv4 22/tcp\nforward none'
	err_has "it is for IPv6's authentication header"
done

# an address of IPv4 in IPv6's form has no place in a policy: its rule alone is left
both '-6 -A INPUT -s ::ffff:10.0.0.1 -p tcp --dport 25 -j ACCEPT' '-A INPUT -p tcp --dport 22 -j ACCEPT' '-6 -A INPUT -s ::fffe:0:1 -p tcp --dport 53 -j ACCEPT'
expect 1 "$OGCTL" import iptables "$work/rules"
says $'zone from-1 ::fffe:0:1\ninput 22/tcp\ninput from from-1 53/tcp\nforward none'
err_has "$work/rules:6: not taken over"
# what nat lets nobody pass is dropped, too, if only first packets see it; that it translates is nothing
nat()
{
	{ printf '%s\n' '# ogctl: both' '*nat' ':PREROUTING ACCEPT [0:0]' ":INPUT ${nat_policy:-ACCEPT} [0:0]" "$@" COMMIT
		printf '%s\n' '*filter' ':INPUT DROP [0:0]' ':FORWARD DROP [0:0]' '-A INPUT -p tcp --dport 22 -j ACCEPT' COMMIT; } >"$work/rules"
}
nat
expect 0 "$OGCTL" import iptables "$work/rules"
says $'input 22/tcp\nforward none'
nat ':to - [0:0]' '-A PREROUTING -p tcp --dport 80 -j to' '-A to -j DNAT --to 10.0.0.1' '-A PREROUTING -j REDIRECT --to-ports 3128' '-A INPUT -j SNAT --to 10.0.0.2'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'input 22/tcp\nforward none'
nat_policy=DROP nat
expect 1 "$OGCTL" import iptables "$work/rules"
says $'input none\nforward none'
err_has 'chains of nat see the first packet of a connection alone'
for rule in '-A INPUT -j NFQUEUE --queue-num 3' '-A INPUT -p tcp -j DROP'; do
	nat "$rule"
	expect 1 "$OGCTL" import iptables "$work/rules"
	says $'input none\nforward none'
done
nat '-A PREROUTING -p tcp -j DROP'
expect 1 "$OGCTL" import iptables "$work/rules"
err_has "$work/rules:5: not taken over, or not whole: it drops at another hook"

# ways through chains: a RETURN takes off what a chain accepts, a goto does not come back
both ':some - [0:0]' ':more - [0:0]' '-A INPUT -p tcp -j some' '-A INPUT -p udp -g more' '-A INPUT -p udp --dport 99 -j ACCEPT' \
	'-A some -p tcp --dport 25 -j RETURN' '-A some -p tcp --dport 20:30 -j ACCEPT' '-A some -j more' \
	'-A more -p tcp --dport 80 -j ACCEPT' '-A more -p udp --dport 53 -j ACCEPT'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'input 20-24/tcp 26-30/tcp 53/udp 80/tcp\nforward none'
both ':a - [0:0]' ':b - [0:0]' '-A INPUT -j a' '-A a -j b' '-A b -j a'
expect 4 "$OGCTL" import iptables "$work/rules"
err_has "$work/rules:10: the chain a leads back to itself"
# what leaves ufw's chain for what is not local is everything that the hook input sees
not_local=(':not-local - [0:0]' '-4 -A INPUT -j not-local' '-A INPUT -p tcp --dport 25 -j ACCEPT'
	'-A not-local -m addrtype --dst-type LOCAL -j RETURN' '-A not-local -m addrtype --dst-type MULTICAST -j RETURN'
	'-A not-local -m addrtype --dst-type BROADCAST -j RETURN' '-A not-local -j DROP')
both "${not_local[@]}"
expect 1 "$OGCTL" import iptables "$work/rules"
says $'input 25/tcp\nforward none'
err_has "$work/rules:9: not taken over, or not whole: whatever comes in is taken to be for a local address"
verdict 'that alone' [ "$(grep -c 'not taken over' "$work/err")" = 1 ]
# but for anycast of IPv6, and where a proxy has what is for others brought in
both "${not_local[@]/#-4 /}"
expect 1 "$OGCTL" import iptables "$work/rules"
says $'zone all-ipv4 0.0.0.0/0\ninput none\ninput from all-ipv4 25/tcp\nforward none'
both "${not_local[@]}" COMMIT '*mangle' ':PREROUTING ACCEPT [0:0]' '-A PREROUTING -p tcp -j TPROXY --on-port 3129 --tproxy-mark 1'
expect 1 "$OGCTL" import iptables "$work/rules"
says $'zone all-ipv6 ::/0\ninput none\ninput from all-ipv6 25/tcp\nforward none'

# who: sources and devices are zones, those who may the same one
both '-A INPUT -s 192.0.2.0/24 -p tcp --dport 25 -j ACCEPT' '-A INPUT -s 2001:db8::/32 -p tcp --dport 25 -j ACCEPT' \
	'-A FORWARD -i eth+ -j ACCEPT' '-A INPUT -s 10.0.0.7/255.255.0.0 -p udp --dport 53 -j ACCEPT'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'zone from-1 192.0.2.0/24 2001:db8::/32\nzone from-2 10.0.0.0/16\nzone from-3 eth*
input none\ninput from from-1 25/tcp\ninput from from-2 53/udp\nforward none\nforward from from-3 any'
# who is dropped before is taken off the network, as the two halves that are left
both '-4 -A INPUT -s 128.0.0.0/2 -j DROP' '-4 -A INPUT -p tcp --dport 25 -j ACCEPT'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'zone from-1 0.0.0.0/1 192.0.0.0/2\ninput none\ninput from from-1 25/tcp\nforward none'
# what nobody but lo may say it is takes nothing off lo
both '-4 -A INPUT ! -i lo -s 127.0.0.0/8 -j DROP' '-A INPUT -i lo -j ACCEPT' '-6 -A INPUT -p tcp --dport 25 -j ACCEPT'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'zone all-ipv6 ::/0\ninput loopback\ninput from all-ipv6 25/tcp\nforward none'
both '-A INPUT -i eth0 -s 192.0.2.0/24 -p tcp --dport 25 -j ACCEPT'
expect 1 "$OGCTL" import iptables "$work/rules"
says $'input none\nforward none'
err_has "$work/rules:6: not taken over, or not whole: it is for a source and a device at once"
both '-4 -A INPUT -i eth0 -p tcp --dport 25 -j ACCEPT'
expect 1 "$OGCTL" import iptables "$work/rules"
says $'input none\nforward none'
err_has 'for one family alone'

# a device's name is one device in the policy, or the rule is not taken
for device in 'x;mode,off' 'x;ipv6 ignore' 'eth0,eth1' 'eth*' 10.0.0.1 +eth1 'a#b' none any '*' 'e*h' eth1@a 1.+; do
	line=$device
	both "-A INPUT -i \"$device\" -p tcp --dport 22 -j ACCEPT" '-A INPUT -i eth9 -p udp --dport 53 -j ACCEPT'
	expect 1 "$OGCTL" import iptables "$work/rules"
	says $'zone from-1 eth9\ninput none\ninput from from-1 53/udp\nforward none'
	verdict 'settings are as they were' [ "$(grep -cE '^(mode enforce|ipv6 filter)$' "$work/out")" = 2 ]
	err_has "$work/rules:6: not taken over"
done
# a policy that accepts: only what is not dropped at all is "any"
printf '%s\n' '# ogctl: both' '*filter' ':INPUT ACCEPT [0:0]' ':FORWARD ACCEPT [0:0]' '-A INPUT -p tcp --dport 23 -j DROP' COMMIT >"$work/rules"
expect 1 "$OGCTL" import iptables "$work/rules"
verdict 'forward is any, input is not' [ "$(lists | grep -c ' any$')" = 1 ]
err_has 'nothing is dropped by the rules at forward, IPv4: everything passes there'
# "-" leaves the policy of a chain that is always there as it is, which may drop
printf '%s\n' '# ogctl: both' '*filter' ':INPUT - [0:0]' ':FORWARD - [0:0]' '-A INPUT -p tcp --dport 25 -j ACCEPT' '-A FORWARD -j DROP' COMMIT >"$work/rules"
expect 0 "$OGCTL" import iptables "$work/rules"
says $'input 25/tcp\nforward none'
# other tables drop as well, at these hooks and before
printf '%s\n' '# ogctl: both' '*mangle' ':INPUT ACCEPT [0:0]' '-A INPUT -p tcp --dport 25 -j DROP' COMMIT '*raw' ':PREROUTING ACCEPT [0:0]' \
	'-A PREROUTING -s 10.0.0.0/8 -j DROP' COMMIT '*filter' ':INPUT DROP [0:0]' ':FORWARD DROP [0:0]' '-A INPUT -p tcp --dport 24:26 -j ACCEPT' COMMIT >"$work/rules"
expect 1 "$OGCTL" import iptables "$work/rules"
says $'input 24/tcp 26/tcp\nforward none'
err_has "$work/rules:8: not taken over, or not whole: it drops at another hook"
verdict 'each once' [ "$(grep -c 'not taken over' "$work/err")" = 1 ]
# who is dropped is told where everybody is
both '-A INPUT -j REJECT --reject-with icmp-port-unreachable' '-A FORWARD -j REJECT'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'input none\nforward none\nrefuse reject'
both '-A INPUT -j REJECT'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'input none\nforward none'

# --any-state
both '-A INPUT -m state --state INVALID -j DROP' '-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT' '-A INPUT -p tcp --dport 25 -j ACCEPT'
expect 1 "$OGCTL" import iptables "$work/rules"
says $'input established related\nforward none'
err_has "$work/rules:8: "
err_has '--any-state takes it over'
expect 1 "$OGCTL" import iptables --any-state "$work/rules"
says $'input established related 25/tcp\nforward none'
err_has 'INVALID and UNTRACKED too'

# the page: of one family, and of both
page=$top/tests/verdict/recipe.rules
{ echo '# Generated by ip6tables-save v1.8.9'; sed 's/-p icmp /-p ipv6-icmp /' "$page"; } >"$work/page6"
expect 0 "$OGCTL" import iptables "$page" "$work/page6"
"$OGCTL" show --policy "$work/out" >"$work/shown"
verdict 'it is the built-in policy' cmp "$work/shown" "$policy"
expect 0 "$OGCTL" import iptables "$page"
verdict 'IPv4 alone is a zone' [ "$(lists | head -n 1)" = 'zone all-ipv4 0.0.0.0/0' ]
err_has "IPv4's rules alone"
err_has 'the first file does not say of which family it is, and is taken for IPv4'
expect 4 "$OGCTL" import iptables "$work/page6" "$work/page6"
err_has 'both files are of the same family'
# whose rules they are is what the tool said, whatever its kind, in either order
printf '%s\n' '# Generated by ip6tables-nft-save v1.8.9 (nf_tables)' '*filter' ':INPUT DROP [0:0]' ':FORWARD DROP [0:0]' '-A INPUT -p tcp --dport 3306 -j ACCEPT' COMMIT >"$work/save6"
printf '%s\n' '# Generated by iptables-nft-save v1.8.9 (nf_tables)' '*filter' ':INPUT DROP [0:0]' ':FORWARD DROP [0:0]' '-A INPUT -p tcp --dport 22 -j ACCEPT' COMMIT >"$work/save4"
expect 0 "$OGCTL" import iptables "$work/save6"
says $'zone all-ipv6 ::/0\ninput none\ninput from all-ipv6 3306/tcp\nforward none'
expect 0 "$OGCTL" import iptables "$work/save6" "$work/save4"
says $'zone all-ipv4 0.0.0.0/0\nzone all-ipv6 ::/0\ninput none\ninput from all-ipv4 22/tcp\ninput from all-ipv6 3306/tcp\nforward none'
from=$page expect 0 "$OGCTL" import iptables -
err_has 'ogctl: '
expect 0 "$OGCTL" import iptables "$page" -o "$work/policy"
out_is ''
verdict 'it is in the file' "$OGCTL" check "$work/policy" >/dev/null
both '-A INPUT -p tcp --dport 25 -d 192.0.2.1 -j ACCEPT'
expect 1 "$OGCTL" import iptables "$work/rules" -o "$work/policy"
verdict 'what is left is a comment there' grep -q '^#     -A INPUT -p tcp --dport 25 -d 192.0.2.1' "$work/policy"

# however many are left, the policy has room for what it says of them, and standard error for all
mapfile -t lines < <(for n in {1..20000}; do echo "-A INPUT -p tcp --dport 25 -d 192.0.2.1 -m comment --comment \"rule $n of very many more\" -j ACCEPT"; done)
both "${lines[@]}" '-A INPUT -p tcp --dport 80 -j ACCEPT'
expect 1 "$OGCTL" import iptables "$work/rules" -o "$work/policy"
verdict 'all are named' [ "$(grep -c 'not taken over' "$work/err")" = 20000 ]
verdict 'some in the policy' [ "$(grep -c '^# .*: not taken over' "$work/policy")" = 200 ]
verdict 'how many more' grep -q '^# and 19800 rules more' "$work/policy"
verdict 'it can be applied' "$OGCTL" check "$work/policy" >/dev/null
folder=$work/$(printf '%.0sname-of-a-folder/' {1..100})
mkdir -p "$folder"
cp "$work/rules" "$folder/rules"
expect 1 "$OGCTL" import iptables "$folder/rules" -o "$work/policy"
verdict 'at most so many bytes' [ "$(stat -c %s "$work/policy")" -lt 100000 ]
verdict 'some, and how many more' grep -q '^# and 199[0-9][0-9] rules more' "$work/policy"
# comments say settings, zones and refuse, and nothing of what passes
both '-6 -A INPUT -j ACCEPT' '-6 -A FORWARD -j ACCEPT' '# ogctl: ipv6 ignore' '# ogctl: tally on' '# ogctl: refuse reject office' '# ogctl: zone office eth1 10.0.0.0/8' '# ogctl: zone idle eth2' \
	':input_from_office - [0:0]' '-A INPUT -i eth1 -j input_from_office' '-A INPUT -s 10.0.0.0/8 -j input_from_office' \
	'-A input_from_office -p tcp --dport 25 -j ACCEPT'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'zone idle eth2\nzone office eth1 10.0.0.0/8\ninput none\ninput from office 25/tcp\nforward none\nrefuse reject office'
verdict 'settings are taken' [ "$(grep -cE '^(ipv6 ignore|tally on)$' "$work/out")" = 2 ]
# a zone that comments tell of and other rules mean, too: it stands there once
both '# ogctl: zone office eth1' '-A INPUT -i eth1 -p tcp --dport 22 -j ACCEPT'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'zone office eth1\ninput none\ninput from office 22/tcp\nforward none'
both '# ogctl: zone office eth1' ':input_from_office - [0:0]' '-A INPUT -i eth1 -j input_from_office' '-A input_from_office -p tcp --dport 25 -j ACCEPT' \
	'-A INPUT -i eth1 -p tcp --dport 22 -j ACCEPT'
expect 0 "$OGCTL" import iptables "$work/rules"
says $'zone from-1 eth1\nzone office eth1\ninput none\ninput from from-1 22/tcp\ninput from office 25/tcp\nforward none'
# its members take room, and so do its lists: what finds none is named
mapfile -t lines < <(for n in {1..20}; do echo "-A INPUT -s 172.16.$n.0/24 -p tcp --dport $n -j ACCEPT"; done)
both "# ogctl: zone office$(printf ' 10.0.%u.0/24' {0..255})$(printf ' 10.1.%u.0/24' {0..251})" "${lines[@]}"
expect 1 "$OGCTL" import iptables "$work/rules"
err_has 'a policy has no room for another zone'
verdict 'what has room is there' grep -q '^input from from-1 1/tcp$' "$work/out"
# of one family alone: a device is of both
{ echo '# ogctl: zone office eth1'; echo '*filter'; echo ':INPUT DROP [0:0]'; echo ':FORWARD DROP [0:0]'; echo ':input_from_office - [0:0]'
	printf '%s\n' '-A INPUT -i eth1 -j input_from_office' '-A input_from_office -p tcp --dport 22 -j ACCEPT' COMMIT; } >"$work/rules"
expect 1 "$OGCTL" import iptables "$work/rules"
says $'zone office eth1\ninput none\nforward none'
err_has "$work/rules:7: not taken over"
printf '%s\n' '*filter' ':INPUT DROP [0:0]' ':FORWARD DROP [0:0]' '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED,UNTRACKED -j ACCEPT' COMMIT >"$work/rules"
expect 1 "$OGCTL" import iptables "$work/rules"
says $'input established related\nforward none'
err_has "$work/rules:4: not taken over, or not whole: it is for a state of one family alone"
for bad in 'from office any' 'any' '+25/tcp' 'reset' 'trial 60' 'mode off; input any' 'mode odd' ''; do
	both "# ogctl: $bad"
	expect 4 "$OGCTL" import iptables "$work/rules"
	err_has "$work/rules:6:"
	out_is ''
done

# what passes is what the rules say, whatever comments do; an export's are taken where the rules are just its own: ogctl_round_trip
for list in 'input any' 'forward any' 'input from office 25/tcp'; do
	both '# ogctl: zone office eth1' "# ogctl: $list" '-A INPUT -p tcp --dport 25 -j ACCEPT'
	expect 0 "$OGCTL" import iptables "$work/rules"
	says $'zone office eth1\ninput 25/tcp\nforward none'
	err_has 'what passes was read of the rules alone'
done

# ... and what would open is taken only where the rules do the same
for comment in 'mode off' 'mode audit' 'ipv6 ignore'; do
	both "# ogctl: $comment" '-A INPUT -p tcp --dport 25 -j ACCEPT'
	expect 1 "$OGCTL" import iptables "$work/rules"
	err_has "$work/rules:6: not taken over, or not whole: the policy would "
	says $'input 25/tcp\nforward none'
	verdict "\"$comment\" is not taken" [ "$(grep -cE '^(mode enforce|ipv6 filter)$' "$work/out")" = 2 ]
	printf '%s\n' "# ogctl: $comment" '*filter' ':INPUT ACCEPT [0:0]' ':FORWARD ACCEPT [0:0]' COMMIT >"$work/rules"
	expect 1 "$OGCTL" import iptables "$work/rules"
	err_has "$work/rules:1: not taken over"
	printf '%s\n' '# ogctl: both' "# ogctl: $comment" '*filter' ':INPUT ACCEPT [0:0]' ':FORWARD ACCEPT [0:0]' COMMIT >"$work/rules"
	expect 0 "$OGCTL" import iptables "$work/rules"
	verdict "\"$comment\" is taken" grep -qx "$comment" "$work/out"
done
both '# ogctl: ipv6 ignore' '-6 -A INPUT -j ACCEPT' '-6 -A FORWARD -m state --state ESTABLISHED -j ACCEPT'
expect 1 "$OGCTL" import iptables "$work/rules"
verdict 'both chains count' grep -qx 'ipv6 filter' "$work/out"

# import(export(p)) = p, in each mode
for mode in 'mode enforce' 'mode audit' 'mode off' 'ipv6 ignore'; do
	printf 'reset\n%s\nzone office eth1 10.0.0.0/8\nzone everything eth2\ninput 25/tcp icmp\ninput from office 53\ninput from everything any\nforward none\nrefuse reject office\n' \
		"$mode" >"$work/policy"
	"$OGCTL" export iptables --policy "$work/policy" >"$work/rules" 2>/dev/null
	expect 0 "$OGCTL" import iptables "$work/rules"
	cp "$work/out" "$work/policy.back"
	expect 0 "$OGCTL" diff "$work/policy" "$work/policy.back"
done
# a text that adds calls the chains of an export, and no more than that
for line in '-A INPUT -s 10.0.0.0/8 -j DROP' '-I INPUT -j other' '-I INPUT -p tcp -j ogctl_input' '-I FORWARD -j ogctl_input' '-A OTHER -j ogctl_input' \
	'-I INPUT -j ogctl_input\n-A INPUT -p tcp --dport 25 -j DROP'; do
	printf '%b\n' '# ogctl: both\n*filter\n:ogctl_input - [0:0]\n:other - [0:0]' "$line" COMMIT >"$work/rules"
	expect 4 "$OGCTL" import iptables "$work/rules"
	err_has 'there is no such chain'
done
for profile in "$OG_PROFILES"/*.policy; do
	"$OGCTL" export iptables --policy "$profile" >"$work/rules" 2>/dev/null
	expect 0 "$OGCTL" import iptables "$work/rules"
	cp "$work/out" "$work/policy.back"
	expect 0 "$OGCTL" diff "$profile" "$work/policy.back"
done

# a zone that is longer than a line that iptables-restore reads: its comment is in pieces, and a longer line is none
{ printf 'reset\nzone long x"y z'; printf ' 2001:db8:%x:abcd:1234:5678:9abc:def0/128' {4096..4500}; printf '\ninput from long 22/tcp\n'; } >"$work/policy"
"$OGCTL" export iptables --policy "$work/policy" >"$work/rules" 2>/dev/null
verdict 'no line is cut' [ "$(wc -L <"$work/rules")" -lt 10240 ]
expect 0 "$OGCTL" import iptables "$work/rules"
cp "$work/out" "$work/policy.back"
expect 0 "$OGCTL" diff "$work/policy" "$work/policy.back"
{ printf '*filter\n:INPUT DROP [0:0]\n#%010238d-A INPUT -p tcp --dport 22 -j DROP\n' 0; printf '%s\n' '-A INPUT -p tcp --dport 22 -j ACCEPT' COMMIT; } >"$work/rules"
expect 4 "$OGCTL" import iptables "$work/rules"
err_has "$work/rules:3:10240: iptables-restore ends a line here"
out_is ''

# no ruleset
expect 2 "$OGCTL" import iptables "$work/nowhere"
expect 2 "$OGCTL" import iptables "$work"
expect 2 "$OGCTL" import frob "$work/rules"
expect 2 "$OGCTL" import iptables
head -c 5000 /dev/urandom >"$work/binary"
expect 4 "$OGCTL" import iptables "$work/binary"
: >"$work/empty"
expect 4 "$OGCTL" import iptables "$work/empty"
while IFS='|' read -r place text; do
	printf '%b' "$text" >"$work/rules"
	expect 4 "$OGCTL" import iptables "$work/rules"
	err_has "$work/rules:$place: "
	out_is ''
done <<'ROWS'
1:1|hello\n
1:1|iptables -A INPUT -j ACCEPT\n
1:1|{"nftables": []}\n
1:1|-A INPUT -j ACCEPT\n
1:1|*odd\n
1:1|
2:1|*filter\n*filter\n
4:1|*filter\n:INPUT DROP [0:0]\nCOMMIT\n*filter\nCOMMIT\n
4:1|*filter\n:INPUT DROP [0:0]\nCOMMIT\n# ogctl: both\n
2:1|*filter\n# ogctl: both\nCOMMIT\n
5:1|# Generated by iptables-save v1.8.9\n*filter\n:INPUT DROP [0:0]\nCOMMIT\n# Generated by ip6tables-save v1.8.9\n*raw\nCOMMIT\n
4:1|*filter\n:INPUT DROP [0:0]\nCOMMIT\n# Generated by ip6tables-save v1.8.9\n*raw\nCOMMIT\n
1:22|# ogctl: zone a eth1 \0000eth2\n*filter\n:INPUT DROP [0:0]\nCOMMIT\n
4:1|*filter\n:INPUT DROP [0:0]\n-A INPUT -j late\n:late - [0:0]\nCOMMIT\n
2:8|*filter\n:INPUT MAYBE [0:0]\n
3:4|*filter\n:INPUT DROP [0:0]\n-A OTHER -j ACCEPT\nCOMMIT\n
3:10|*filter\n:INPUT DROP [0:0]\n-A INPUT -j\nCOMMIT\n
3:31|*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment "cut -j ACCEPT\nCOMMIT\n
3:31|*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment "a"-f -j ACCEPT\nCOMMIT\n
3:31|*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment a"b -f" -j ACCEPT\nCOMMIT\n
1:1|# Table `filter\0047 is incompatible, use \0047nft\0047 tool.\n*mangle\n:INPUT ACCEPT [0:0]\nCOMMIT\n
4:1|*mangle\n:INPUT ACCEPT [0:0]\nCOMMIT\n# Table filter has what is not known\n
4:1|*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n# Warning: iptables-legacy tables present, use iptables-legacy-save to see them\n
1:1|# ogctl 2/2: x\n*filter\n:INPUT DROP [0:0]\nCOMMIT\n
4:1|# ogctl 1/2: tally\n*filter\n:INPUT DROP [0:0]\nCOMMIT\n
4:1|*nat\n:INPUT ACCEPT [0:0]\nCOMMIT\n# what was cut off\n
3:1|*mangle\n:INPUT ACCEPT [0:0]\nCOMMIT
1:1|# Generated by xtables-save v1.8.2 on today\n*filter\n:INPUT DROP [0:0]\nCOMMIT\n
3:10|*filter\n:INPUT DROP [0:0]\n-A INPUT ACCEPT\nCOMMIT\n
3:1|*filter\n:INPUT DROP [0:0]\n-A INPUT -j ACCEPT\n
3:13|*filter\n:INPUT DROP [0:0]\n-A INPUT -s ::1 -j ACCEPT\nCOMMIT\n
ROWS
# cut anywhere it is refused, or lacks nothing that decides
size=$(stat -c %s "$page")
whole=$("$OGCTL" import iptables "$page" 2>/dev/null)
for ((cut = 0; cut < size; cut += 7)); do
	head -c "$cut" "$page" >"$work/rules"
	expect 4 "$OGCTL" import iptables "$work/rules"
done
head -c $((size - 1)) "$page" >"$work/rules"
expect 0 "$OGCTL" import iptables "$work/rules"
verdict 'a line end more or less is nothing' [ "$(tail -n +2 "$work/out")" = "$(tail -n +2 <<<"$whole")" ]
# nft RULE...: a table of both families with the chains input and forward, which drop, "some" and the set "nets"; CHAIN EXPR each
nft()
{
	local rule n=10

	{
		printf '{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": %s}}' "${schema:-1}"
		printf ', {"table": {"family": "inet", "name": "t", "handle": 1}}'
		printf ', {"set": {"family": "inet", "name": "nets", "table": "t", "type": "ipv4_addr", "handle": 2, "flags": ["interval"], "elem": [{"prefix": {"addr": "10.0.0.0", "len": 8}}, "192.0.2.7"]}}'
		printf ', {"set": {"family": "inet", "name": "bad", "table": "t", "type": "ipv4_addr", "handle": 3, "flags": ["timeout"]}}'
		printf ', {"set": {"family": "inet", "name": "terse", "table": "t", "type": "ipv4_addr", "handle": 3}}'
		printf ', {"set": {"family": "inet", "name": "single", "table": "t", "type": "ipv4_addr", "handle": 3, "flags": "dynamic", "elem": ["10.0.0.0"]}}'
		for rule in input forward; do
			printf ', {"chain": {"family": "inet", "table": "t", "name": "%s", "handle": 4, "type": "filter", "hook": "%s", "prio": 0, "policy": "%s"}}' \
				$rule $rule "${chain_policy:-drop}"
		done
		printf ', {"chain": {"family": "inet", "table": "t", "name": "some", "handle": 6}}'
		for rule; do
			printf ', {"rule": {"family": "inet", "table": "t", "chain": "%s", "handle": %s, "expr": [%s]}}' "${rule%% *}" $n "${rule#* }"
			n=$((n + 1))
		done
		printf '%s' "${more-}"
		echo ']}'
	} >"$work/rules"
}

# by_nft CODE POLICY RULE...
by_nft()
{
	local code=$1 policy=$2

	shift 2
	nft "$@"
	expect "$code" "$OGCTL" import nft "$work/rules"
	line="$*"
	[ "$code" = 4 ] || says "$policy"
}

is() { printf '{"match": {"op": "==", "left": %s, "right": %s}}, ' "$1" "$2"; }
isnt() { printf '{"match": {"op": "!=", "left": %s, "right": %s}}, ' "$1" "$2"; }
port='{"payload": {"protocol": "tcp", "field": "dport"}}'
any_port='{"payload": {"protocol": "th", "field": "dport"}}'
proto='{"meta": {"key": "l4proto"}}'
saddr='{"payload": {"protocol": "ip", "field": "saddr"}}'
in='{"meta": {"key": "iifname"}}'
state='{"ct": {"key": "state"}}'
accept='{"accept": null}' drop='{"drop": null}'
closed=$'\nforward none'
by_nft 0 "input 25/tcp$closed" "input $(is "$port" 25)$accept"
by_nft 0 "input 22/tcp 25-30/tcp$closed" "input $(is "$port" '{"set": [22, {"range": [25, 30]}]}'){\"counter\": {\"packets\": 1, \"bytes\": 2}}, $accept"
by_nft 0 "input 0-24/tcp 26-65535/tcp$closed" "input $(isnt "$port" 25)$accept"
by_nft 0 "input 53$closed" "input $(is "$proto" '{"set": ["tcp", "udp"]}')$(is "$any_port" 53)$accept"
by_nft 1 "input none$closed" "input $(is "$any_port" 53)$accept"
by_nft 0 "input icmp$closed" "input $(is '{"concat": [{"meta": {"key": "nfproto"}}, {"meta": {"key": "l4proto"}}]}' '{"set": [{"concat": ["ipv4", "icmp"]}, {"concat": ["ipv6", "ipv6-icmp"]}]}')$accept"
by_nft 0 "input established related$closed" "input {\"match\": {\"op\": \"in\", \"left\": $state, \"right\": [\"established\", \"related\"]}}, $accept"
by_nft 0 "input established related$closed" "input {\"vmap\": {\"key\": $state, \"data\": {\"set\": [[\"established\", $accept], [\"related\", $accept], [\"invalid\", $drop]]}}}"
by_nft 0 "input loopback$closed" "input $(is "$in" '"lo"')$accept"
by_nft 0 "input loopback$closed" "input $(is '{"meta": {"key": "iiftype"}}' '"loopback"')$accept"
by_nft 0 $'zone from-1 eth*\ninput none\ninput from from-1 any'"$closed" "input $(is "$in" '"eth*"')$accept"
by_nft 0 $'zone from-1 10.0.0.0/8 192.0.2.7\ninput none\ninput from from-1 25/tcp'"$closed" "input $(is "$saddr" '"@nets"')$(is "$port" 25)$accept"
by_nft 0 $'zone all-ipv4 0.0.0.0/0\ninput none\ninput from all-ipv4 25/tcp'"$closed" "input $(is '{"meta": {"key": "nfproto"}}' '"ipv4"')$(is "$port" 25)$accept"
by_nft 0 "input 25/tcp$closed" "input {\"jump\": {\"target\": \"some\"}}" "some $(is "$port" 26){\"return\": null}" "some $(is "$port" '{"range": [25, 26]}')$accept"
by_nft 0 $'input none\nforward none\nrefuse reject' 'input {"reject": {"type": "icmpx", "expr": "admin-prohibited"}}' 'forward {"reject": null}'
by_nft 0 $'input any\nforward any' "input $accept" "forward $accept"
by_nft 0 $'zone from-1 x\\y\ninput none\ninput from from-1 any'"$closed" "input $(is "$in" '"x\\y"')$accept"
for device in 'x;mode,off' 'eth0,eth1' 'eth\\*' 10.0.0.1 +eth1 'a#b' none any '*'; do
	by_nft 1 "input none$closed" "input $(is "$in" "\"$device\"")$accept"
	err_has 'inet t input, handle 10: not taken over'
done
# what cannot be said, and what may drop before
by_nft 1 "input none$closed" "input $(is '{"payload": {"protocol": "ip", "field": "daddr"}}' '"192.0.2.1"')$accept"
err_has "inet t input, handle 10: not taken over, or not whole: it asks for \"ip daddr\""
by_nft 1 "input none$closed" "input $(is '{"ct": {"key": "mark"}}' 1)$accept"
by_nft 1 "input none$closed" "input $(is '{"ct": {"key": "status"}}' '"dnat"')$accept"
by_nft 1 "input none$closed" "input $(is '{"payload": {"protocol": "icmp", "field": "type"}}' '"echo-request"')$accept"
by_nft 1 "input none$closed" "input {\"limit\": {\"rate\": 1, \"per\": \"second\"}}, $accept"
by_nft 1 "input none$closed" "input $(isnt "$saddr" '"10.0.0.1"')$accept"
by_nft 1 "input none$closed" "input $(is "$saddr" '"@bad"')$drop" "input $(is "$port" 25)$accept"
by_nft 1 "input none$closed" "input {\"queue\": {\"num\": 1}}" "input $(is "$port" 25)$accept"
by_nft 1 "input none$closed" 'input {"xt": null}' "input $(is "$port" 25)$accept"
by_nft 1 "input none$closed" 'input {"new thing": 1}' "input $(is "$port" 25)$accept"
by_nft 1 "input none$closed" "input {\"match\": {\"op\": \">\", \"left\": $port, \"right\": 25}}, $accept"
# a set without members says nothing of what it asks; a terse list has none, and what rules put in comes and goes
by_nft 1 "input none$closed" "input $(isnt "$port" '{"set": []}')$accept"
by_nft 1 "input none$closed" "input $(isnt "$saddr" '"@terse"')$accept"
by_nft 1 "input none$closed" "input $(is "$saddr" '"@terse"')$drop" "input $(is "$port" 25)$accept"
by_nft 1 "input none$closed" "input $(is "$saddr" '"@single"')$drop" "input $(is "$port" 25)$accept"
by_nft 1 "input none$closed" "input $(is "$saddr" '"@nets"')$drop" "input $(is "$port" 25)$accept" \
	"some {\"set\": {\"op\": \"add\", \"elem\": $saddr, \"set\": \"@nets\"}}"
by_nft 1 "input none$closed" "input {\"vmap\": {\"key\": $port, \"data\": \"@terse\"}}" "input $(is "$port" 25)$accept"
# bits of a state together are none of them; bytes that may not be there end a rule
by_nft 1 "input none$closed" "input $(isnt "$state" '["established", "related"]')$accept"
by_nft 1 "input none$closed" "input $(is "$state" '["established", "related"]')$accept"
bytes() { printf '{"match": {"op": ">=", "left": {"payload": {"base": "%s", "offset": %s, "len": %s}}, "right": 0}}, ' "$1" "$2" "$3"; }
by_nft 0 "input 25/tcp$closed" "input $(is "$proto" '"tcp"')$(bytes th 8 24)$(is "$port" 25)$accept"
by_nft 0 "input 25/tcp$closed" "input $(bytes th 8 24)$(is "$port" 25)$accept"
by_nft 1 "input none$closed" "input $(bytes ih 8000 8)$accept"
by_nft 1 "input none$closed" "input $(bytes th 0 8)$accept"
by_nft 1 "input none$closed" "input $(is "$proto" '"tcp"')$(bytes th 8 32)$(is "$port" 25)$accept"
by_nft 1 "input none$closed" "input $(is "$proto" '"tcp"')$(bytes th 0 8)$accept"
by_nft 1 "input none$closed" "input {\"counter\": null, \"drop\": null}" "input $(is "$port" 25)$accept"
# only what is known to do nothing does nothing: else a rule may end, drop, or change what the next one asks for
set_mark() { printf '{"mangle": {"key": {"%s": {"key": "mark"}}, "value": %s}}, ' "$1" "$2"; }
by_map="{\"map\": {\"key\": $port, \"data\": {\"set\": [[22, 1]]}}}"
ssh="$(is "$port" 22)"
for nothing in "$(set_mark meta 5)" "$(set_mark ct 5)" '{"log": {"prefix": "x", "flags": ["skuid", "ether"]}}, ' '{"counter": "name"}, ' '{"notrack": null}, ' \
	'{"ct helper": "ftp"}, ' '{"continue": null}, ' '{"mangle": {"key": {"meta": {"key": "priority"}}, "value": "1:2"}}, ' '{"dup": {"addr": "10.0.0.9"}}, '; do
	by_nft 0 "input 22/tcp$closed" "input $nothing$ssh$accept"
	by_nft 0 "input none$closed" "input $nothing$ssh$drop" "input $ssh$accept"
done
for ends in "$(set_mark meta "$by_map")" "$(set_mark ct "$by_map")" "$(set_mark meta '{"ct": {"key": "mark"}}')" "{\"counter\": $by_map}, " \
	"{\"ct helper\": $by_map}, " '{"mangle": {"key": {"tcp option": {"name": "maxseg", "field": "size"}}, "value": 1400}}, ' \
	'{"mangle": {"key": {"payload": {"protocol": "ip", "field": "dscp"}}, "value": "cs1"}}, ' '{"flow": {"op": "add", "flowtable": "@ft"}}, ' \
	'{"ct timeout": "t"}, ' "{\"dup\": {\"addr\": $by_map}}, " '{"tproxy": {"port": 3129}}, '; do
	by_nft 1 "input none$closed" "input $ends$ssh$accept"
	err_has 'inet t input, handle 10: not taken over'
	by_nft 0 "input 22/tcp$closed" "input ${ends%, }" "input $ssh$accept"
done
synproxy='{"synproxy": {"mss": 1460, "wscale": 7}}, '
for any in "$synproxy" '{"ct expectation": "e"}, ' '{"mangle": {"key": {"payload": {"protocol": "tcp", "field": "dport"}}, "value": 2222}}, ' \
	'{"mangle": {"key": {"payload": {"base": "th", "offset": 16, "len": 16}}, "value": 2222}}, ' \
	'{"mangle": {"key": {"payload": {"protocol": "ip", "field": "saddr"}}, "value": "192.168.0.1"}}, ' '{"new thing": 1}, ' '{"reset": {"tcp option": {"name": "sack-perm"}}}, '; do
	for end in "$accept" '{"return": null}' '{"counter": null}'; do
		by_nft 1 "input 80/tcp$closed" "input $ssh$any$end" "input $(is "$port" '{"set": [22, 80]}')$accept"
		err_has 'inet t input, handle 10: not taken over'
	done
done
by_nft 0 "input 80/tcp$closed" "input $ssh"'{"continue": null}, '"$drop" "input $(is "$port" '{"set": [22, 80]}')$accept"
# a member of a set with a limit is one for some packets
for limit in '"ct count": {"val": 1}' '"quota": {"val": 500}' '"limit": {"rate": 1}' '"timeout": 5' '"new thing": 1'; do
	member="{\"set\": [{\"elem\": {\"val\": \"10.0.0.1\", $limit}}]}"
	by_nft 1 "input none$closed" "input $(is "$saddr" "$member")$accept"
	by_nft 1 "input none$closed" "input $(isnt "$saddr" "$member")$accept"
	by_nft 1 "input none$closed" "input {\"vmap\": {\"key\": $port, \"data\": {\"set\": [[{\"elem\": {\"val\": 22, $limit}}, $accept]]}}}"
done
by_nft 0 $'zone from-1 10.0.0.1\ninput none\ninput from from-1 any'"$closed" \
	"input $(is "$saddr" '{"set": [{"elem": {"val": "10.0.0.1", "comment": "x", "counter": {"packets": 1, "bytes": 2}}}]}')$accept"
for said in '"stmt": [{"quota": {"val": 500}}]' '"stmt": [{"ct count": {"val": 1}}]' '"new thing": 1' '"flags": ["new"]'; do
	more=', {"set": {"family": "inet", "name": "s", "table": "t", "type": "ipv4_addr", "handle": 3, "elem": ["10.0.0.1"], '"$said}}"
	by_nft 1 "input none$closed" "input $(is "$saddr" '"@s"')$accept"
done
more=', {"set": {"family": "inet", "name": "s", "table": "t", "type": "ipv4_addr", "handle": 3, "size": 9, "elem": ["10.0.0.1"], "stmt": [{"counter": null}]}}'
by_nft 0 $'zone from-1 10.0.0.1\ninput none\ninput from from-1 any'"$closed" "input $(is "$saddr" '"@s"')$accept"
# a set of devices, or a device that is called so
more=', {"set": {"family": "inet", "name": "s", "table": "t", "type": "ifname", "handle": 3, "elem": ["eth1"]}}'
by_nft 1 "input none$closed" "input $(is "$in" '"@s"')$ssh$accept"
err_has 'nft does not tell which'
more=
# without members a set is not told
by_nft 1 "input none$closed" "input $(is "$saddr" '{"set": []}')$drop" "input $ssh$accept"
by_nft 1 "input none$closed" "input {\"vmap\": {\"key\": $port, \"data\": {\"set\": []}}}" "input $ssh$accept"
# more said of what is asked is not known
for left in '{"payload": {"tunnel": "vxlan", "protocol": "tcp", "field": "dport"}}' '{"payload": {"protocol": "tcp", "field": "dport"}, "new": 1}' \
	'{"meta": {"key": "l4proto", "new": 1}}' '{"ct": {"key": "state", "dir": "reply"}}' '{"fib": {"result": "type", "flags": ["daddr"], "new": 1}}' \
	'{"exthdr": {"name": "frag", "field": "frag-off", "offset": 1}}' '{"payload": {"tunnel": "vxlan", "protocol": "ip", "field": "saddr"}}'; do
	for right in 22 0 '"tcp"' '"new"' '"local"' '"10.0.0.0"'; do
		by_nft 1 "input none$closed" "input $(is "$left" "$right")$accept"
		by_nft 1 "input none$closed" "input $(isnt "$left" "$right")$drop" "input $ssh$accept"
	done
done
by_nft 1 "input none$closed" "input {\"match\": {\"op\": \"==\", \"left\": $port, \"right\": 22, \"new\": 1}}, $accept"
# whom a reject is for is left out where it tells that itself
by_nft 1 "input none$closed" 'input {"reject": {"type": "icmpv6", "expr": "admin-prohibited"}}' "input $ssh$accept"
by_nft 1 "input none$closed" 'input {"reject": {"type": "tcp reset"}}' "input $(is "$proto" '"gre"')$accept"
by_nft 0 "input 22/tcp$closed" "input $(is "$port" 23)"'{"reject": {"type": "tcp reset"}}' "input $ssh$accept"
by_nft 0 "input 22/tcp$closed" "input $ssh$accept" 'input {"reject": {"type": "tcp reset"}}'
by_nft 1 "input 22/tcp$closed" "input $(is '{"payload": {"protocol": "ip6", "field": "saddr"}}' '{"prefix": {"addr": "::ffff:10.0.0.0", "len": 104}}')$accept" "input $ssh$accept"
by_nft 1 "input none$closed" "input $(isnt "$port" "{\"set\": [$(seq -s, 1 2 5001)]}")$accept"
err_has 'it asks for too many things'
# of nat's chains
more=', {"chain": {"family": "inet", "table": "t", "name": "n", "handle": 9, "type": "nat", "hook": "input", "prio": 100, "policy": "drop"}}'
more+=', {"rule": {"family": "inet", "table": "t", "chain": "n", "handle": 90, "expr": [{"snat": {"family": "ip", "addr": "10.0.0.1"}}]}}'
by_nft 1 "input none$closed" "input $ssh$accept"
more=
# a second chain at the hook has to let it pass as well
more=', {"table": {"family": "ip", "name": "u", "handle": 1}}, {"chain": {"family": "ip", "table": "u", "name": "c", "handle": 1, "type": "filter", "hook": "input", "prio": 5, "policy": "drop"}}'
more+=', {"rule": {"family": "ip", "table": "u", "chain": "c", "handle": 2, "expr": ['"$(is "$port" '{"range": [26, 30]}')$accept"']}}'
by_nft 0 $'zone all-ipv6 ::/0\ninput 26/tcp\ninput from all-ipv6 25/tcp'"$closed" "input $(is "$port" '{"range": [25, 26]}')$accept"
more=', {"chain": {"family": "inet", "table": "t", "name": "pre", "handle": 9, "type": "filter", "hook": "prerouting", "prio": -300, "policy": "accept"}}'
more+=', {"rule": {"family": "inet", "table": "t", "chain": "pre", "handle": 3, "expr": ['"$drop"']}}'
by_nft 1 "input 25/tcp$closed" "input $(is "$port" 25)$accept"
err_has 'inet t pre, handle 3: not taken over, or not whole: it drops at another hook'
# what a chain accepts before it drops it, another has to accept as well: that the drop is taken whole is said, where it matters
more=', {"chain": {"family": "inet", "table": "t", "name": "a", "handle": 9, "type": "filter", "hook": "input", "prio": -5, "policy": "accept"}}'
more+=', {"rule": {"family": "inet", "table": "t", "chain": "a", "handle": 90, "expr": ['"$(is "$saddr" '"192.0.2.7"')$accept"']}}'
more+=', {"rule": {"family": "inet", "table": "t", "chain": "a", "handle": 91, "expr": ['"$(is "$port" 22)$drop"']}}'
by_nft 1 "input 80/tcp$closed" "input $(is "$port" '{"set": [22, 80]}')$accept"
err_has 'inet t a, handle 91: not taken over, or not whole: it drops behind what its chain accepts'
by_nft 0 "input 80/tcp$closed" "input $(is "$port" 80)$accept"
# what comments say
more=', {"rule": {"family": "inet", "table": "t", "chain": "some", "handle": 90, "comment": "ogctl 1/2: zone office eth1", "expr": []}}'
more+=', {"rule": {"family": "inet", "table": "t", "chain": "some", "handle": 91, "comment": "ogctl 2/2:  10.0.0.0/8 a%21", "expr": []}}'
by_nft 0 $'zone office a! eth1 10.0.0.0/8\ninput 25/tcp'"$closed" "input $(is "$port" 25)$accept"
more=', {"rule": {"family": "inet", "table": "t", "chain": "some", "handle": 91, "comment": "ogctl 2/2: x", "expr": []}}'
by_nft 4 '' "input $accept"
more=', {"rule": {"family": "inet", "table": "t", "chain": "some", "handle": 91, "comment": "ogctl: input any", "expr": []}}'
by_nft 0 "input 25/tcp$closed" "input $(is "$port" 25)$accept"
err_has 'what passes was read of the rules alone'
more=', {"rule": {"family": "inet", "table": "t", "chain": "some", "handle": 92, "comment": "ogctl: refuse reject nobody", "expr": []}}'
by_nft 4 '' "input $accept"
err_has 'inet t some, handle 92: zone "nobody" is not defined'
# a comment that is cut off is none
more=', {"rule": {"family": "inet", "table": "t", "chain": "some", "handle": 91, "comment": "ogctl 1/1:", "expr": []}}'
by_nft 0 "input 25/tcp$closed" "input $(is "$port" 25)$accept"
# what is not known, or of the wrong kind, is an error, and nothing that is not there
base='"family": "inet", "table": "t", "name": "z", "type": "filter", "prio": 0'
for text in '{"add": {"chain": {'"$base"', "hook": "input", "policy": "drop"}}}' '{"element": {"family": "inet"}}' '{"flush": null}' 5 '{}' \
	'{"chain": 5}' '{"counter": {}, "chain": {}}' "{\"chain\": {$base, \"hook\": 5, \"policy\": \"drop\"}}" \
	"{\"chain\": {$base, \"hook\": \"input\", \"policy\": 5}}" "{\"chain\": {$base, \"hook\": \"input\", \"policy\": null}}" \
	"{\"chain\": {$base, \"hook\": \"odd\", \"policy\": \"drop\"}}" "{\"chain\": {${base/inet/odd}, \"hook\": \"input\", \"policy\": \"drop\"}}"; do
	more=", $text"
	by_nft 4 '' "input $accept"
	err_has 'object 11 of "nftables"'
done
more=', {"table": {"family": "inet", "name": "u", "flags": ["owner", "dormant"]}}, {"counter": {"family": "inet"}}, {"ct helper": {"family": "inet"}}'
more+=', {"chain": {"family": "inet", "table": "u", "name": "c", "handle": 1, "type": "filter", "hook": "input", "prio": 5, "policy": "drop"}}'
by_nft 0 "input 25/tcp$closed" "input $(is "$port" 25)$accept"
# of a flag nft 1.0.6 says the table's name
more=', {"table": {"family": "inet", "name": "dormant", "flags": "dormant"}}'
more+=', {"chain": {"family": "inet", "table": "dormant", "name": "c", "handle": 1, "type": "filter", "hook": "input", "prio": 5, "policy": "drop"}}'
by_nft 0 "input none$closed" "input $(is "$port" 25)$accept"
more=
by_nft 1 "input 26/tcp$closed" "input $(is "$port" 25)\"jump { accept }\"" "input $(is "$port" 26)$accept"
err_has 'give that chain a name'
# ... and what would open, only where the rules do the same
for comment in 'mode off' 'mode audit' 'ipv6 ignore'; do
	more=', {"rule": {"family": "inet", "table": "t", "chain": "some", "handle": 91, "comment": "ogctl: '"$comment"'", "expr": []}}'
	by_nft 1 "input 25/tcp$closed" "input $(is "$port" 25)$accept"
	err_has 'inet t some, handle 91: not taken over, or not whole: the policy would '
	verdict "\"$comment\" is not taken" [ "$(grep -cE '^(mode enforce|ipv6 filter)$' "$work/out")" = 2 ]
	chain_policy=accept by_nft 0 $'input any\nforward any'
	verdict "\"$comment\" is taken" grep -qx "$comment" "$work/out"
done
six=$(is '{"meta": {"key": "nfproto"}}' '"ipv6"')
by_nft 0 "input 25/tcp$closed" "input $six$accept" "forward $six$accept" "input $(is "$port" 25)$accept"
more=
schema=2 by_nft 4 '' "input $accept"
err_has 'its json_schema_version is not 1: this nft writes another JSON than the one known here'
for text in '' '[]' '{"nftables": []}' '{"nftables": [{"metainfo": {}}]}' '{"packets": 1}' '{"nftables": 5}'; do
	input=$text expect 4 "$OGCTL" import nft -
	out_is ''
done
by_nft 0 "input 25/tcp$closed" "input $(is "$port" 25)$accept"
size=$(($(stat -c %s "$work/rules") - 2))
for ((cut = 0; cut < size; cut += 11)); do
	head -c "$cut" "$work/rules" >"$work/cut"
	expect 4 "$OGCTL" import nft "$work/cut"
done
err_has "$work/cut:1:"
finish
