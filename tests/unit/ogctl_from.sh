#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Whom a packet comes from, as test and explain judge it. Devices are those of a network namespace of our own; the policy
# in force is a plain file.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"
in_own_net "$0"

# eth1 has the office behind it; port1 is a port of br0; wg0 may have anybody behind it
for device in eth0 eth1 wg0 port1; do
	ip link add name "$device" type veth peer name "$device-peer"
	ip link set "$device-peer" up
done
ip link add br0 type bridge
ip link set port1 master br0
for device in lo eth0 eth1 wg0 br0 port1; do
	ip link set "$device" up
done
ip addr add 203.0.113.2/24 dev eth0
ip addr add 192.0.2.1/24 dev eth1
ip addr add 2001:db8:1::1/64 dev eth1 nodad
ip route add default via 203.0.113.1
ip route add 10.0.0.0/8 via 192.0.2.9
sysctl -qw net.ipv4.conf.all.forwarding=1 net.ipv6.conf.all.forwarding=1

cat >"$work/p" <<'END'
zone admin  198.51.100.7 wg0
zone bridge br0
zone office eth1 2001:db8:1::/48
input   established related loopback icmp 25/tcp
forward established related
input   from office 53 8080/tcp
input   from admin  22/tcp proto:47
input   from bridge 9090/tcp proto:99
forward from office 143/tcp
END

# answers CODE ARGUMENTS...: of the policy in that file
answers()
{
	local code=$1

	shift
	expect "$code" "$OGCTL" test --policy "$work/p" "$@"
}

# --- test: address and device decide, and the routing says the device ---

answers 0 --from 192.0.2.7 --to 192.0.2.1 --dport 53
out_has "accept: port 53/tcp (domain) is listed in input for zone office, which it comes from (eth1)"
out_has "by $work/p:6:21: 53"
answers 0 --from 10.9.9.9 --to 192.0.2.1 --dport 53/udp
answers 1 --from 203.0.113.9 --to 192.0.2.1 --dport 53
out_has 'drop: port 53/tcp (domain) is not listed in input: only for office, and it comes from no zone'
out_has 'to let it pass: add the line "zone office +203.0.113.9"'
out_has 'for everybody: add the line "input +53/tcp"'
answers 0 --from 198.51.100.7 --to 203.0.113.2 --dport 22
out_has 'for zone admin, which it comes from (198.51.100.7)'
answers 1 --from 198.51.100.8 --to 203.0.113.2 --dport 22
answers 0 --from 198.51.100.8 --to 203.0.113.2 --dport 22 --in wg0
out_has 'which it comes from (wg0)'
answers 1 --from 192.0.2.7 --to 203.0.113.2 --dport 22
out_has 'only for admin, and it comes from office'
out_has 'add the line "input from office +22/tcp"'
answers 0 --from 198.51.100.7 --to 203.0.113.2 --proto gre
answers 1 --from 198.51.100.7 --to 203.0.113.2 --proto esp
out_has 'protocol 50 (esp) is not listed in input, nor for admin, which it comes from'
# the other chain, the other family
answers 0 --from 192.0.2.7 --to 203.0.113.9 --dport 143
out_has 'is listed in forward for zone office'
answers 1 --from 192.0.2.7 --to 203.0.113.9 --dport 53
answers 0 --hook input --from 2001:db8:1:5::1 --dport 53 --in eth0
out_has '(2001:db8:1::/48)'
answers 1 --hook input --from 2001:db8:2::1 --dport 53 --in eth0
# what its chain lists passes whoever sends it, and nobody asks
answers 0 --hook input --dport 25
verdict 'names no zone' lacks "$out" zone
# a bridge, not its port; tests/unit/test_user_way.c has a VRF
answers 0 --hook input --dport 9090 --in port1 --from 203.0.113.9
out_has 'for zone bridge, which it comes from (br0)'
answers 0 --hook input --proto 99 --in br0 --from 203.0.113.9
answers 1 --hook input --proto 99 --in eth1 --from 203.0.113.9

# What was not said may decide
answers 2 --hook input --dport 22
err_has 'the answer depends on where it comes from: input lists it for admin alone'
err_has 'Say --from ADDRESS and --in DEVICE'
answers 2 --hook input --dport 22 --in eth0
err_has 'Say --from ADDRESS'
verdict 'the device is said' lacks "$err" '--in'
answers 2 --hook input --dport 22 --from 10.1.1.1
err_has 'Say --in DEVICE'
answers 0 --hook input --dport 22 --from 198.51.100.7
answers 0 --hook input --dport 22 --in wg0
# no member of admin is a network of IPv6
answers 1 --hook input --dport 22 --in eth0 --family 6
answers 2 --hook input --proto tcp --in eth1 --from 10.1.1.1
err_has 'depends on the port'
printf 'zone all 0.0.0.0/0\ninput from all 22/tcp\ninput -22/tcp\n' >"$work/all"
expect 0 "$OGCTL" test --policy "$work/all" --hook input --dport 22
expect 2 "$OGCTL" test --policy "$work/all" --hook input --dport 22 --family 6 --from ::1 --in no-such-device
expect 1 "$OGCTL" test --policy "$work/all" --hook input --dport 22 --family 6

# any: whatever it is, and nobody is advised to be of it
printf 'zone office br0\ninput from office any\n' >"$work/any"
expect 0 "$OGCTL" test --policy "$work/any" --hook input --proto udp --fragment --in br0 --from 203.0.113.9
out_has 'protocol 17 (udp) is listed in input for zone office'
out_has "by $work/any:2:19: any"
expect 1 "$OGCTL" test --policy "$work/any" --hook input --proto udp --fragment --in eth1 --from 203.0.113.9
out_has 'drop: a later fragment shows no port, and passes from office alone; it comes from no zone'
expect 1 "$OGCTL" test --policy "$work/any" --hook input --dport 4 --in eth1 --from 203.0.113.9
verdict 'is not advised to be of it' lacks "$out" 'zone office +'
out_has 'to let it pass: add the line "input +4/tcp"'

# In force, and for programs
fresh_module
sed 's/  */ /g' "$work/p" >"$policy"
expect 1 "$OGCTL" test --from 192.0.2.7 --to 203.0.113.2 --dport 22
out_has 'to let it pass: ogctl allow --chain input --from office 22/tcp'
expect 1 "$OGCTL" test --from 203.0.113.9 --to 203.0.113.2 --dport 22
out_has 'to let it pass: ogctl zone add admin 203.0.113.9'
expect 0 "$OGCTL" -j test --from 198.51.100.8 --to 203.0.113.2 --dport 22 --in wg0
json '.reason == "zone" and .device == "wg0" and .zones == { "from": ["admin"], "by": ["admin"] } and .verdict == "accept"'
expect 1 "$OGCTL" -j test --from 203.0.113.9 --to 203.0.113.2 --dport 22
json '.reason == "port" and .device == "eth0" and .zones == { "from": [], "by": [] } and .allow == "22/tcp"'

# --- explain ---

expect 0 "$OGCTL" explain 22/tcp --policy "$work/p"
out_has "  input     from admin only, by $work/p:7:21: 22/tcp"
out_has '  forward   not listed'
expect 0 "$OGCTL" explain 25/tcp --policy "$work/p"
out_has "  input     listed by $work/p:4:43: 25/tcp"
expect 0 "$OGCTL" -j explain 143/tcp --policy "$work/p"
json '.ports[0] | .input.from == [] and .forward.from == ["office"] and (.forward.listed | not)'
expect 0 "$OGCTL" -j explain 25/tcp --policy "$work/p"
json '.ports[0].input | .listed and .from == []'

# --- lint ---

# found CODE FILTER: lint's findings of the text $text, of which one is so
found()
{
	printf '%s\n' "$text" >"$work/l"
	expect "$1" "$OGCTL" lint -j "$work/l"
	json "any(.findings[]; $2)"
}

# not_found RULE: none is of this rule, of what was asked last
not_found()
{
	json "all(.findings[]; .rule != \"$1\")"
}

# listens TABLE PORT: a socket more, which others reach
listens()
{
	printf ' 0: 00000000:%04X 00000000:0000 %s 00000000:00000000 00:00000000 00000000 0 0 1 1\n' "$2" \
		"$([ "$1" = tcp ] && echo 0A || echo 07)" >>"$OG_PROC_ROOT/proc/net/$1"
}

# rp_filter DEVICE VALUE
rp_filter()
{
	mkdir -p "$OG_PROC_ROOT/proc/sys/net/ipv4/conf/$1"
	echo "$2" >"$OG_PROC_ROOT/proc/sys/net/ipv4/conf/$1/rp_filter"
}

fresh_module
echo head | tee "$OG_PROC_ROOT/proc/net/tcp" >"$OG_PROC_ROOT/proc/net/udp"
base='input established related loopback icmp; forward none'
listens tcp 22
listens tcp 53
listens udp 53
listens tcp 8080

# what is open to strangers, where they come
text="$base; input +22/tcp +53 +953/tcp"
found 1 '.rule == "open-to-everybody" and .severity == "warning" and .line == 1 and .column == 70 and
	(.what | contains("input lists 53 for everybody, and this machine has the public address 203.0.113.2 (eth0)")) and
	(.do | contains("input from office +53, and input -53"))'
json 'any(.findings[]; .rule == "open-to-everybody" and .severity == "hint" and (.what | contains("22/tcp")))'
json 'all(.findings[]; .rule != "open-to-everybody" or (.what | contains("953") | not))'
text="$base; zone office eth1; input from office 22/tcp 53 8080/tcp"
printf '%s\n' "$text" >"$work/l"
expect 0 "$OGCTL" lint -j "$work/l"
not_found open-to-everybody
# ... and whom a zone lets in is reached
not_found ssh
not_found not-reached
text="$base; zone office eth1; input from office 8080/tcp"
found 0 '.rule == "ssh"'
json 'any(.findings[]; .rule == "not-reached" and (.what | contains("53/tcp") and (contains("8080") | not)))'
ip addr del 203.0.113.2/24 dev eth0
ip addr add 172.16.0.2/24 dev eth0
ip route add default via 172.16.0.1
ip addr del 2001:db8:1::1/64 dev eth1
ip addr del 192.0.2.1/24 dev eth1
ip addr add 192.168.1.1/24 dev eth1
ip addr add 192.168.2.1/24 dev wg0
text="$base; input +22/tcp +53/udp"
found 0 '.rule == "open-to-everybody" and .severity == "hint" and (.what | contains("53/udp for everybody, and this machine")) and
	(.what | contains("default route leads by eth0"))'
ip route del default
expect 0 "$OGCTL" lint -j "$work/l"
not_found open-to-everybody
ip route add default via 172.16.0.1

# answers are listed by a chain alone
text="$base; zone office eth1; input +22/tcp; forward from office 143/tcp"
found 1 '.rule == "no-replies" and (.what | contains("forward"))'

# zones that nobody is of
text="$base; input +22/tcp; zone lab tap* 192.168.77.0/24; zone office eth1; zone far 198.51.100.7"
found 0 '.rule == "zone-nobody" and .column == 85 and (.what == "nobody at this machine is of zone lab: tap*, 192.168.77.0/24")'
json '[.findings[] | select(.rule == "zone-nobody")] | length == 1'
text="$base; input +22/tcp; zone lab tap* 192.168.1.128/25; zone all 0.0.0.0/0"
printf '%s\n' "$text" >"$work/l"
expect 0 "$OGCTL" lint -j "$work/l"
not_found zone-nobody

# ... and who was to come by ssh: a lock-out that has happened already
text="$base; zone admin tap0; input from admin 22/tcp"
found 0 '.rule == "ssh" and .column == 67 and (.what | contains("only zones that nobody at this machine is of")) and
	(.do | startswith("zone admin +eth1 ("))'
text="$base; zone admin tap0; zone office eth1; input from admin 22/tcp; input from office 22/tcp"
printf '%s\n' "$text" >"$work/l"
expect 0 "$OGCTL" lint -j "$work/l"
not_found ssh

# sources that somebody else may write into a packet
rp_filter all 0
for device in eth0 eth1 wg0 port1 br0 eth0-peer eth1-peer wg0-peer port1-peer; do
	rp_filter "$device" 1
done
text="$base; input +22/tcp; zone office 192.168.1.0/24; input from office 53"
printf '%s\n' "$text" >"$work/l"
expect 0 "$OGCTL" lint -j "$work/l"
not_found forged-source
rp_filter wg0 2
found 0 '.rule == "forged-source" and (.why | contains("whoever is behind wg0")) and (.do | contains("conf/wg0/rp_filter=1"))'
# the larger of both holds: loose for all is loose
rp_filter wg0 1
rp_filter all 2
found 0 '.rule == "forged-source" and (.why | contains("whoever is behind eth0"))'
rp_filter all 0
# of tcp nobody gets the answer
text="$base; input +22/tcp; zone office 192.168.1.0/24; input from office 53/tcp"
rp_filter eth0 0
printf '%s\n' "$text" >"$work/l"
expect 0 "$OGCTL" lint -j "$work/l"
not_found forged-source
text="$base; input +22/tcp; zone office 198.51.100.7; input from office any"
found 0 '.rule == "forged-source" and (.why | contains("it is behind eth0, as the internet is"))'
text="$base; input +22/tcp; zone office eth1; input from office any"
printf '%s\n' "$text" >"$work/l"
expect 0 "$OGCTL" lint -j "$work/l"
not_found forged-source

# what strangers try at a zone's port is no reason to let everybody in
printf 'mode enforce\nipv6 filter\nearly off\ntally off\nlog off\nzone admin wg0\ninput established\ninput from admin 22/tcp\nforward none\n' \
	>"$policy"
tally_has <<-'END'
	input tcp 22 0 900 5 ffff0000
	input tcp 4022 0 900 5 ffff0000
END
expect 0 "$OGCTL" suggest
out_has 'input +4022/tcp'
verdict 'does not let everybody in' lacks "$out" 'input +22/tcp'

finish
