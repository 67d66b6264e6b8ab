#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Zones on the command line: zone, allow and deny --from, and how status, show and diff say what is so.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# zoned_module: what the plain files say of two zones; a lab, which lists nothing, with LAB
zoned_module()
{
	fresh_module
	cat >"$policy" <<-EOF
		mode enforce
		ipv6 filter
		early off
		tally off
		log off
		zone admin wg0 198.51.100.7
		zone office eth1 192.0.2.0/24 2001:db8:1::/48
		input established related loopback icmp 25/tcp
		input from admin 22/tcp 9090/tcp
		input from office 53 8080/tcp
		forward established related icmp 25/tcp
		forward from office 143/tcp 993/tcp
		refuse reject office
	EOF
	printf '%s\n' 'input_accept_zone 7' 'zone_admin_passed 3' 'zone_office_passed 4' 'refuse_sent 31' \
		'refuse_suppressed 4' >>"$stats"
}

# Without zones nothing is said of them
expect 0 "$OGCTL" zone
out_is ''
err_has 'there are no zones: all lists are everybody'
expect 0 "$OGCTL" status
verdict 'no zone' lacks "$out" zone
verdict 'nor refuse' lacks "$out" refuse
expect 0 "$OGCTL" -j show
json '.policy | .zones == [] and .refuse == "drop" and .refuse_zones == null'

# What is shown
zoned_module
expect 0 "$OGCTL" show
verdict 'the bytes of the policy file' cmp "$work/out" "$policy"
expect 0 "$OGCTL" -j show
json '.policy.zones | map(.name) == ["admin", "office"]'
json '.policy.zones[1].members == [{member: "eth1", kind: "device"}, {member: "192.0.2.0/24", kind: "network"},
	{member: "2001:db8:1::/48", kind: "network"}]'
json '.policy.zones[1] | [(.input, .forward) | map(.item)] == [["53", "8080/tcp"], ["143/tcp", "993/tcp"]]'
json '.policy.refuse == "reject" and .policy.refuse_zones == ["office"]'
expect 0 "$OGCTL"
out_has '  refuse      reject office: 31 answers were sent, 4 more were too many at once'
out_has '    tcp        25 smtp
    and from admin (wg0, 198.51.100.7) also:
      tcp        22 ssh, 9090
    and from office (eth1, 192.0.2.0/24, 2001:db8:1::/48) also:
      tcp        53 domain, 8080 http-alt
      udp        53 domain
  forward accepts (through this machine):'
out_has 'accepted   a zone that it comes from lists it                    7            0
               by zone admin, both chains together: 3
               by zone office, both chains together: 4'
echo 'texts_unfit 2' >>"$stats"
expect 0 "$OGCTL"
out_has 'unfit       2 whole texts changed nothing'

# One with more members than a line is for, one that lists nothing, alike in both chains
sed -i 's|^zone office.*|zone lab veth*\n& 10.1.0.0/16 10.2.0.0/16|' "$policy"
expect 0 "$OGCTL"
out_has 'and from office (eth1, 10.1.0.0/16, 10.2.0.0/16, 192.0.2.0/24, and 1 more) also:'
out_has '  nothing more passes from lab: no list names it yet'
printf 'zone all eth0\nzone lab eth1\nfrom all 53/tcp\n' >"$policy"
expect 0 "$OGCTL"
out_has '  input and forward accept (to this machine, and through this machine):'
out_has '    and from all (eth0) also:
      tcp        53 domain
'
printf 'zone all eth0\ninput from all 53\n' >"$policy"
expect 0 "$OGCTL"
verdict 'not where a zone makes a difference' lacks "$out" 'input and forward accept'

# What is changed. Plain files have only the last text that was written
zoned_module
expect 0 "$OGCTL" zone add lab 'veth*' 10.0.0.0/8,fd00::/8
out_is 'zone lab (new):
  + veth*
  + 10.0.0.0/8
  + fd00::/8'
verdict 'that is what was written' [ "$(<"$policy")" = 'zone lab +veth* +10.0.0.0/8 +fd00::/8' ]
zoned_module
expect 0 "$OGCTL" zone add office 192.0.2.0/24
err_is 'ogctl: nothing to change: it is so already'
expect 0 "$OGCTL" allow --dry-run --from admin smtp proto:gre icmp
out_is 'input and forward from admin:
  + icmp            ping, errors, and IPv6 neighbour discovery
  + proto:47        gre
  + 25/tcp          smtp'
expect 0 "$OGCTL" deny --dry-run --from office --chain forward imap
out_is 'forward from office:
  - 143/tcp         imap'
expect 0 "$OGCTL" zone delete --dry-run office 192.0.2.0/24 eth1
out_is 'zone office:
  - eth1
  - 192.0.2.0/24'
expect 4 "$OGCTL" zone delete admin wg0 198.51.100.7
err_has 'zone admin would have no members: zone admin none takes it away, with its lists'
expect 0 "$OGCTL" zone delete office
out_is 'zone office (taken away):
  - eth1
  - 192.0.2.0/24
  - 2001:db8:1::/48
input from office:
  - 53              domain
  - 8080/tcp        http-alt
forward from office:
  - 143/tcp         imap
  - 993/tcp         imaps
refuse: reject office -> drop'
verdict 'that is what was written' [ "$(<"$policy")" = 'zone office none' ]
zoned_module
expect 0 "$OGCTL" zone delete offic
err_has 'there is no zone "offic"; did you mean "office"?'
err_has 'nothing to change'
expect 0 "$OGCTL" -j zone delete office --dry-run
json '.changes.zones | length == 1 and (.[0] | .name == "office" and .change == "removed" and (.members.removed | length) == 3 and
	.input.removed[1].item == "8080/tcp" and .forward.added == [])'
json '.changes.refuse == {from: "reject office", to: "drop"}'
printf 'zone admin 203.0.113.9\nforward from admin any\nrefuse reject\n' >"$work/edit"
expect 1 "$OGCTL" diff "$work/edit"
out_is 'zone admin:
  - wg0
  - 198.51.100.7
  + 203.0.113.9
forward from admin:
  + any             everything
refuse: reject office -> reject'
printf 'mode audit\n' >"$work/edit"
expect 1 "$OGCTL" -j diff "$work/edit"
json '.changes.zones == [] and (.changes | has("refuse") | not)'

# Taken off everybody's list it is not shut where a zone lists it
expect 0 "$OGCTL" deny --dry-run 22/tcp 25/tcp
out_has '- 25/tcp'
err_has 'from admin there still passes 22/tcp: "ogctl deny --from ZONE" takes it off there'
expect 0 "$OGCTL" deny --dry-run 53/udp 22
err_has 'from admin and office there still passes 22/tcp 53/udp: '
expect 0 "$OGCTL" deny --dry-run 25/tcp
verdict 'nothing is said where none does' lacks "$err" 'still passes'
expect 0 "$OGCTL" deny --dry-run --from admin 22/tcp
verdict 'nor of what is taken off there' lacks "$err" 'still passes'
expect 0 "$OGCTL" deny --dry-run 22/udp
verdict 'nor of another protocol' lacks "$err" 'still passes'
expect 0 "$OGCTL" deny --dry-run --chain forward 22/tcp
verdict 'nor of the other chain' lacks "$err" 'still passes'
sed -i 's/^forward from office.*/forward from office any/' "$policy"
expect 0 "$OGCTL" deny --dry-run proto:47
err_has 'from office there still passes proto:47: '

# What was tried, and who may
zoned_module
printf '%s\n' 'input tcp 22 5 12 5 000004a1' 'input tcp 25 7 0 5 000004a1' 'forward tcp 143 1 9 5 000004a1' 'forward tcp 22 0 2 5 00000001' |
	tally_has
expect 0 "$OGCTL" ports
out=$(tr -s ' ' <<<"$out")
out_has '22/tcp ssh 5 12 4 5 s zone '
out_has '143/tcp imap 1 9 4 5 s zone'
out_has '25/tcp smtp 7 0 4 5 s yes '
out_has '22/tcp ssh 0 2 1 5 s no'
err_has '1 of these ports is not listed, and dropped'
expect 0 "$OGCTL" -j ports
json '[.ports[] | [.port, .listed, .zones]] == [[22, true, ["admin"]], [143, true, ["office"]], [22, false, []], [25, true, []]]'
verdict 'it is as docs/schemas/ports.json says' "$top/tests/unit/schema.py" ports "$work/out"

# What a zone is given is no privilege where everybody has it
zoned_module
expect 0 "$OGCTL" allow --dry-run --from admin 25/tcp 143/tcp
err_has '25/tcp passes from everybody, not from admin alone: "ogctl deny 25/tcp" leaves it to the zone'
expect 0 "$OGCTL" allow --dry-run --from admin --chain forward 22-25/tcp
err_has '25/tcp passes from everybody, not from admin alone: "ogctl deny --chain forward 25/tcp" leaves it to the zone'
sed -i 's/^input established.*/input any/' "$policy"
expect 0 "$OGCTL" allow --dry-run --from admin 993/tcp
err_has '993/tcp passes from everybody, not from admin alone: "ogctl deny --chain input 993/tcp" leaves it to the zone'
expect 0 "$OGCTL" allow --dry-run --from admin --chain forward imaps
verdict 'nothing is said where it is' lacks "$err" 'from everybody'
expect 0 "$OGCTL" allow --dry-run 22/tcp
verdict 'nor of what everybody is given' lacks "$err" 'from everybody'

# What cannot be said, where, and why
zoned_module
before=$(<"$policy")
while IFS='|' read -r code arguments says mark; do
	read -ra words <<<"$arguments"
	expect "$code" "$OGCTL" "${words[@]}"
	out_is ''
	err_has "$says"
	[ -z "$mark" ] || verdict "marks $mark" [ "$(awk '/^    ogctl / { line = $0; getline; match($0, /\^~*/)
		print substr(line, RSTART, RLENGTH) }' "$work/err")" = "$mark" ]
done <<'ROWS'
4|zone add Office eth1|cannot be a zone's name|Office
4|zone add to eth1|to|to
4|zone add any eth1|any|any
4|zone add lab;reset eth1|a character that no zone's name has|;
4|zone add lab eth1;reset|a character that no device and no network has|;
4|zone add lab eth1;none|a character that no device and no network has|;
4|zone add lab eth1#|a character that no device and no network has|#
4|zone add lab +eth1|signs are for policies|+
4|zone add lab eth1 10.0.0.1/8|the network is 10.0.0.0/8|10.0.0.1/8
4|zone add lab 10.0.0|10.0.0|10.0.0
4|zone add lab 10.0.0.256|10.0.0.256|10.0.0.256
4|zone add lab 10.0.0.0/33|/33|
4|zone add lab ::ffff:192.0.2.1|192.0.2.1|::ffff:192.0.2.1
4|zone add lab fe80::1%eth0|%|
4|zone add lab *|*|*
4|zone add lab a-device-of-16-le|longer than 15 characters|le
4|zone list nobody|there is no zone "nobody"; "ogctl zone" lists them|
4|allow --from ofice 53|there is no zone "ofice"; did you mean "office"?|
2|allow --from Office 53|--from takes the name of a zone|
2|allow --from office;reset 53|--from takes the name of a zone|
4|allow --from office established|established is everybody's|established
4|allow --from office 53 loopback|loopback|loopback
4|allow --from office imapz|did you mean|imapz
4|deny --from office any|states a whole list|any
4|allow --from office --chain input 53 any|ogctl allow --chain input --from office 53 any|any
2|zone add office|takes a NAME and at least one DEVICE or network|
2|zone delete|takes a NAME|
2|zone remove office|"ogctl zone remove" is not known|
ROWS
verdict 'nothing was changed' [ "$(<"$policy")" = "$before" ]
fresh_module
expect 4 "$OGCTL" allow --from office 53
err_has 'nor any other: "ogctl zone add office DEVICE"'
rm -r "$OG_PROC_ROOT/sys/module" "$OG_PROC_ROOT/proc/net/outlook_guard"
expect 3 "$OGCTL" allow --from office 53
expect 3 "$OGCTL" zone
expect 3 "$OGCTL" zone add office eth1

# Who is in them now: in a network namespace of our own. Bridges and connections: tests/net/zone-here
zoned_module
sed -i 's|^zone office.*|zone lab veth* 203.0.113.0/24\n&|' "$policy"
cat >"$work/here" <<'EOF'
set -e
ip link set lo up
ip link add eth1 type veth peer name far
ip link add wg0 type veth peer name far0
ip addr add 192.0.2.1/25 dev eth1
ip link set far up
ip link set eth1 up
ip route add default via 192.0.2.9
ip route add 10.0.0.0/8 dev eth1
"$@"
EOF
expect 0 unshare -n bash "$work/here" "$OGCTL" zone
out_has 'admin: 3 packets passed by its lists
  members      wg0, 198.51.100.7
  input, besides what everybody may:
    tcp        22 ssh, 9090
  forward      nothing more than from everybody
  devices      wg0 (down)
  routes       198.51.100.7 by eth1 (the default route)
  connections  0 from it to this machine, 0 through it'
out_has '  devices      eth1
  routes       0.0.0.0/0 by eth1 (the default: whoever no other route leads to),
               192.0.2.0/24 by eth1 (the default route),
               2001:db8:1::/48 (no route leads there),'
out_has '10.0.0.0/8 by eth1'
out_has '  devices      veth* (none there now)'
sed -i 's|^zone office.*|& 10.1.0.0/16 10.2.0.0/16 10.3.0.0/16 10.4.0.0/16 10.5.0.0/16 10.6.0.0/16|' "$policy"
expect 0 unshare -n bash "$work/here" "$OGCTL" zone
out_has '
  members      eth1, 10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16, 10.4.0.0/16,
               10.5.0.0/16, 10.6.0.0/16, 192.0.2.0/24, and 1 more
'
verdict 'routes too' has "$out" 'and 3 more
  connections'
expect 0 unshare -n bash "$work/here" "$OGCTL" zone list office
out_has '192.0.2.0/24, 2001:db8:1::/48
'
verdict 'nothing is left out' lacks "$out" ' more
'
expect 0 unshare -n bash "$work/here" "$OGCTL" zone list lab
verdict 'of one alone' lacks "$out" 'admin:'
expect 0 unshare -n bash "$work/here" "$OGCTL" -j zone
verdict 'it is as docs/schemas/zone.json says' "$top/tests/unit/schema.py" zone "$work/out"
json '.zones | map(.name) == ["admin", "lab", "office"]'
json '.zones[0].devices == [{member: "wg0", device: "wg0", up: false, port_of: null}]'
json '.zones[1].devices == [{member: "veth*", device: null, up: null, port_of: null}]'
json '.zones[2].routes | any(. == {to: "2001:db8:1::/48", device: null, default: null})'
json '.zones[2].routes | any(. == {to: "192.0.2.0/24", device: "eth1", default: true})'
json '.zones[2].routes | any(. == {to: "10.0.0.0/8", device: "eth1", default: false})'
json '.zones[0].passed == 3'
# everybody, of whom no route knows
sed -i 's|^zone lab.*|zone lab ::/0|' "$policy"
expect 0 unshare -n bash -c 'ip link set lo down; "$@"' - "$OGCTL" zone list lab
out_has '::/0 (no route leads there)'

finish
