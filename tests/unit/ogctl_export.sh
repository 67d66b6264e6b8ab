#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A policy as rules of iptables, and as a table for people. What the rules do: tests/verdict/export.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# rules WHAT COUNT PATTERN: so many lines of the answer are this, whole
rules()
{
	verdict "$1" test "$(grep -cxE -- "$3" "$work/out")" = "$2"
}

expect 0 "$OGCTL" export iptables
rules 'both families take it' 1 '# ogctl: both'
rules 'known connections go on to others'\'' rules' 2 '-A ogctl_(input|forward) -m conntrack --ctstate ESTABLISHED -j RETURN'
rules 'fifteen ports have room in a rule, one after the other' 2 \
	'-A ogctl_(input|forward) -p tcp -m multiport --dports 22,25,53,110,389,465,587,636,953,993,995,1023,3268:3269,5222 -j RETURN'
rules 'and the rest in the next' 2 '-A ogctl_(input|forward) -p tcp -m multiport --dports 5269,5280,8080 -j RETURN'
rules 'ICMP is each family'\''s own' 2 '-[46] -A ogctl_input -p (icmp|ipv6-icmp) -j RETURN'
rules 'each chain drops the rest' 2 '-A ogctl_(input|forward) -j DROP'
rules 'a jump leads to each' 2 '-I (INPUT|FORWARD) -j ogctl_(input|forward)'
rules 'nothing is accepted past others'\'' rules' 0 '.*ACCEPT.*'
rules 'its lists, too' 2 '# ogctl: (input|forward) .*22/tcp 25/tcp .*'
rules 'its settings are beside it' 5 '# ogctl: (mode enforce|ipv6 filter|early off|tally off|log off)'

cat >"$work/policy" <<'END'
ipv6 ignore
log nflog:7
input established reply untracked 0 2 4 6 8 10 12 14 16 18 20 22 24 26 28-29/tcp 31/tcp proto:47 proto:51
forward any
zone office eth1 wan* 10.0.0.0/8 10.1.0.0/16 2001:db8::/32
zone odd a"b c'd end+ end+* abcdefghijklmno*
input from office 53 icmp proto:51
forward from odd any
refuse reject office
END
expect 0 "$OGCTL" export iptables --policy "$work/policy"
rules 'IPv6 is not looked at' 2 '-6 -A ogctl_(input|forward) -j RETURN'
rules 'any passes whole' 1 '-A ogctl_forward -j RETURN'
rules 'the answering direction alone' 1 '-A ogctl_input -m conntrack --ctstate ESTABLISHED --ctdir REPLY -j RETURN'
rules 'a range, which takes two places, waits for the next rule' 1 \
	'-A ogctl_input -p tcp -m multiport --dports 0,2,4,6,8,10,12,14,16,18,20,22,24,26 -j RETURN'
rules 'which has it' 1 '-A ogctl_input -p tcp -m multiport --dports 28:29,31 -j RETURN'
rules 'what IPv6 has for a header is no protocol there' 5 '-4 -A ogctl_input (-[is] .* )?-p 51 .*-j RETURN'
office='-m comment --comment "from office" -j RETURN'
rules 'who is of the zone, by device' 2 "-A ogctl_input -i eth1 -p (tcp|udp) -m multiport --dports 53 $office"
rules 'by what its name begins with' 2 "-A ogctl_input -i wan[+] -p (tcp|udp) -m multiport --dports 53 $office"
rules 'by network of its family' 6 "-(4 .*10.0.0.0/8|4 .*10.1.0.0/16|6 .*2001:db8::/32) -p (tcp|udp) -m multiport --dports 53 $office"
rules 'each with its ICMP' 7 "-(4 .* -p icmp|6 .* -p ipv6-icmp) $office"
odd='-m comment --comment "from odd" -j RETURN'
rules 'a name with a quote' 1 "-A ogctl_forward -i \"a\\\\\"b\" $odd"
rules 'with the other one' 1 "-A ogctl_forward -i \"c'd\" $odd"
rules 'what begins with a plus' 1 "-A ogctl_forward -i end[+][+] $odd"
rules 'as many letters as a name can have are the name' 1 "-A ogctl_forward -i abcdefghijklmno $odd"
rules 'a name with a plus at its end is said not to be there' 1 '# iptables cannot say a device'\''s name: end[+]'
line='what may pass more than can be read'
verdict 'goes before what drops it: protocols before ports' test "$(grep -nE -- '-p [^ ]* .*RETURN' "$work/out" |
	grep -v multiport | tail -n 1 | cut -d: -f1)" -lt "$(grep -n -m 1 multiport "$work/out" | cut -d: -f1)"
rules 'some are told' 10 '(-[46] )?-A ogctl_(input|forward) -[is] .* -g ogctl_refuse'
rules 'by a reset' 1 '-A ogctl_reject -p tcp -j REJECT --reject-with tcp-reset'
rules 'each zone is beside it' 2 '# ogctl: zone (odd a"b abcdefghijklmno\* c'\''d end\+ end\+\*|office eth1 wan\* 10.0.0.0/8 10.1.0.0/16 2001:db8::/32)'
rules 'the log, no more than the module' 2 \
	'-A ogctl_(input|forward) -m limit --limit 50/second --limit-burst 50 -j NFLOG --nflog-group 7'

printf 'mode audit\nzone office eth1\nrefuse reject\n' >"$work/audit"
expect 0 "$OGCTL" export iptables --policy "$work/audit"
err_has 'audit'
rules 'audit drops and refuses nothing' 0 '.*-[jg] (DROP|REJECT|ogctl_refuse).*'
rules 'says who would be told' 1 '# ogctl: refuse reject'
printf 'mode audit\nlog off\ninput 25/tcp\n' >"$work/audit"
expect 0 "$OGCTL" export nft --policy "$work/audit"
verdict 'nor does nft, of later pieces neither' test -z "$(grep -w drop "$work/out")"
printf 'mode off\n' >"$work/off"
expect 0 "$OGCTL" export iptables --policy "$work/off"
err_has 'mode is off'
rules 'no packet comes to it' 0 '-I .*'

# The programs themselves: beside another's rule, loaded twice, taken away as the text's head says
programs=(iptables-nft ip6tables-nft iptables-legacy ip6tables-legacy)
# shellcheck disable=SC2016 # the shell in the namespace reads it
beside='set -e
	$1 -A INPUT -p tcp --dport 7 -j DROP
	$1-restore --noflush <"$2"
	$1-save | grep -v "^#" >"$3/once"
	grep -v ^-I "$2" | $1-restore --noflush
	$1-save | grep -v "^#" >"$3/twice"
	$1-save -c -t filter | grep -v ogctl_ | $1-restore -c
	$1-save | grep -v "^#" >"$3/after"
	$1 -D INPUT 1
	$1-save | grep -v "^#" >"$3/none"'
for program in "${programs[@]}"; do
	unshare -rn "$program" -S >"$work/out" 2>&1 || continue
	"$OGCTL" export iptables --policy "$work/policy" >"$work/rules" 2>/dev/null
	expect 0 unshare -rn sh -c "$beside" - "$program" "$work/rules" "$work"
	verdict 'the jump stands in front' [ "$(grep -m 1 -- '-A INPUT' "$work/once")" = '-A INPUT -j ogctl_input' ]
	verdict 'the rest is there' [ "$(grep -c ogctl_ "$work/once")" -gt 40 ]
	verdict 'once more it is the same' cmp "$work/once" "$work/twice"
	verdict 'away it leaves the other rule alone' [ "$(grep -c . "$work/after")" = 6 ]
	verdict 'which is there' grep -q -- '--dport 7 -j DROP' "$work/after"
done

# The table
expect 0 "$OGCTL" -j export csv --policy "$work/policy"
json '[.rows[] | select(.from == "office" and .answer == "pass") | [.chain, .protocol, .ports]] ==
	[["input", "icmp, in IPv6 icmpv6", ""], ["input", "51", ""], ["input", "tcp", "53"], ["input", "udp", "53"]]'
json '[.rows[] | select(.answer != "pass") | [.chain, .from, .answer]] == [["input", "office", "reject"],
	["input", "anybody", "drop"], ["forward", "office", "reject"], ["forward", "anybody", "drop"]]'
json '[.rows[] | select(.ports == "28 to 29")] | length == 1'
json '.rows[] | select(.ports == "22" and .protocol == "tcp") | .service == "ssh" and (.why | length > 5)'
# as a program that knows the format reads it
cat >"$work/read.py" <<'END'
import csv, json, sys
text = open(sys.argv[1], "rb").read().decode("utf-8")
assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", ""), "lines end in CR LF"
rows = list(csv.DictReader(text.splitlines(True), strict=True))
json.dump({"schema": 1, "rows": rows}, sys.stdout)
END
printf 'zone sheet =cmd|x!A0 a"b\nzone two =1+1\ninput from sheet 25\ninput from two 22\n' >"$work/odd"
expect 0 "$OGCTL" export csv --policy "$work/odd"
cp "$work/out" "$work/table"
expect 0 python3 "$work/read.py" "$work/table"
json '.rows[0] | keys == ["answer", "chain", "devices", "direction", "from", "networks", "ports", "protocol", "service", "why"]'
json '[.rows[] | select(.from == "sheet")][0].devices == "'\''=cmd|x!A0 a\"b"'
json '[.rows[] | select(.from == "two")][0].devices == "'\''=1+1"'
line='a cell that a spreadsheet would run'
verdict 'is none' test -z "$(jq -r '.rows[][] | select(test("^[=+@-]"))' "$work/out")"

finish
