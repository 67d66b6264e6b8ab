#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What lint, suggest and status say of this machine: DHCP, keepalived, IPsec, multicast, bridges, modprobe.d, conntrack.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

etc=$OG_PROC_ROOT/etc
run=$OG_PROC_ROOT/run
printf 'chain protocol port accepted dropped seconds sources\n' >"$OG_PROC_ROOT/proc/net/outlook_guard/ports"
good='input established related loopback icmp proto:112 22/tcp 80/tcp 443/tcp 8080/tcp 8443/tcp; forward established related icmp 443/tcp'

# found CODE FILTER [MORE-POLICY]: lint's findings, of which one is so
found()
{
	printf '%s\n' "$good${3:+; $3}" >"$work/p"
	expect "$1" "$OGCTL" lint -j "$work/p"
	json "any(.findings[]; $2)"
}

# quiet RULE [MORE-POLICY]: no such finding
quiet()
{
	printf '%s\n' "$good${2:+; $2}" >"$work/p"
	expect 0 "$OGCTL" lint -j "$work/p"
	json "all(.findings[]; .rule != \"$1\")"
}

# file PATH TEXT...
file()
{
	mkdir -p "$OG_PROC_ROOT${1%/*}"
	printf '%b\n' "${@:2}" >"$OG_PROC_ROOT$1"
}

# udp PORT-IN-HEX PROCESS: a socket more at a port of every address
pid=100
udp()
{
	pid=$((pid + 1))
	printf ' 0: 00000000:%s 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 %s 1\n' "$1" "$((1000 + pid))" \
		>>"$OG_PROC_ROOT/proc/net/udp"
	mkdir -p "$OG_PROC_ROOT/proc/$pid/fd"
	ln -s "socket:[$((1000 + pid))]" "$OG_PROC_ROOT/proc/$pid/fd/4"
	printf '%b\n' "$2" >"$OG_PROC_ROOT/proc/$pid/comm"
}

no_sockets()
{
	rm -rf "$OG_PROC_ROOT"/proc/net/udp "$OG_PROC_ROOT"/proc/1[0-9][0-9]
}

# --- DHCP: who is set to it, and which answers conntrack takes for none ---

six='.rule == "dhcp" and (.what | startswith("input does not list 546/udp: ")) and .do == "input +546/udp"'
four='.rule == "dhcp" and (.what | startswith("input does not list 68/udp: ")) and .do == "input +68/udp"'
warning='.severity == "warning"'
hint='.severity == "hint"'
quiet dhcp
# dhcp4 CODE SEVERITY and dhcp6: it is said so, and no more when it is listed
dhcp4()
{
	found "$1" "$four and $2"
	found "$1" '.rule == "dhcp"'
	printf '%s\n' "$good; input +68/udp" >"$work/p"
	"$OGCTL" lint -j "$work/p" >"$work/out"
	json "any(.findings[]; $four) | not"
}

dhcp6()
{
	found "$1" "$six and $2"
	printf '%s\n' "$good; input +546/udp" >"$work/p"
	"$OGCTL" lint -j "$work/p" >"$work/out"
	json "any(.findings[]; $six) | not"
}

only4()
{
	dhcp4 "$1" "$2"
	json "any(.findings[]; $six) | not"
}

# systemd-networkd
for value in yes true 'on ' 1 'both # both'; do
	file /etc/systemd/network/10-lan.network '[Match]' 'Name=*' '[Network]' "DHCP = $value"
	dhcp6 1 "$warning"
	json 'any(.findings[]; .what == "input does not list 546/udp: this machine gets its address by DHCPv6 (/etc/systemd/network/10-lan.network says so)") | not'
	found 1 '.what == "input does not list 546/udp: this machine gets its address by DHCPv6 (/etc/systemd/network/10-lan.network says so)"'
	found 1 "$four and $hint"
done
quiet dhcp 'input +68/udp +546/udp'
for value in no '' yesterday dhcp; do
	file /etc/systemd/network/10-lan.network '[Network]' "DHCP=$value"
	quiet dhcp
done
file /etc/systemd/network/10-lan.network '[Network]' 'DHCP=ipv4'
only4 0 "$hint"
file /etc/systemd/network/10-lan.network '[DHCPv4]' 'DHCP=yes' '#[Network]' ' DHCP=yes' '[Network]' '#DHCP=yes'
quiet dhcp
file /etc/systemd/network/10-lan.network '[Network]' 'IPv6AcceptRA=yes'
dhcp6 0 "$hint and (.what | contains(\"may get\"))"
rm "$etc/systemd/network/10-lan.network"
file /run/systemd/network/10-netplan-eth0.network '[Network]' 'DHCP=ipv6'
dhcp6 1 "$warning"
rm -r "$run/systemd"
file /etc/systemd/network/eth0.network.d/own.conf '[Network]' 'DHCP=yes'
dhcp6 1 "$warning"
rm -r "$etc/systemd"
# what Debian brings for containers is no word of this machine's
file /usr/lib/systemd/network/80-container-host0.network '[Network]' 'DHCP=yes'
quiet dhcp
# nor are the files of the system a word of another namespace's devices
file /etc/network/interfaces 'iface eth0 inet6 dhcp'
printf '%s\n' "$good" >"$work/p"
if [ "$(id -u)" = 0 ]; then
	expect 0 "$OGCTL" -n $$ lint -j "$work/p"
	json 'all(.findings[]; .rule != "dhcp")'
fi
# ifupdown
file /etc/network/interfaces 'auto eth0' 'iface eth0 inet dhcp'
only4 0 "$hint"
file /etc/network/interfaces 'iface eth0 inet6 dhcp'
dhcp6 1 "$warning"
file /etc/network/interfaces 'iface eth0 inet6 auto' '\taccept_ra 2' '\tdhcp 1'
dhcp6 1 "$warning"
file /etc/network/interfaces 'iface eth0 inet6 auto' 'iface eth0 inet static' '\tdhcp 1' '# iface eth0 inet dhcp'
quiet dhcp
for source in 'source /etc/network/interfaces.d/*' 'source interfaces.d/*' 'source-directory /etc/network/interfaces.d' 'source-directory interfaces.d'; do
	file /etc/network/interfaces "$source"
	file /etc/network/interfaces.d/wan 'iface wan inet6 dhcp'
	dhcp6 1 "$warning"
done
# a name of any bytes breaks neither JSON nor a terminal
rm -r "$etc/network"
file /etc/network/interfaces 'source interfaces.d/*'
mkdir "$etc/network/interfaces.d"
printf 'iface wan inet6 dhcp\n' >"$etc/network/interfaces.d/"$'w\033[31m\377'
found 1 '.what == "input does not list 546/udp: this machine gets its address by DHCPv6 (/etc/network/interfaces.d/w?[31m? says so)"'
rm -r "$etc/network"
# NetworkManager, and ifcfg files
file /etc/NetworkManager/system-connections/wan.nmconnection '[ipv4]' 'method=auto' '[ipv6]' 'method=auto'
dhcp4 1 "$warning"
found 1 "$six and $hint"
file /etc/NetworkManager/system-connections/wan.nmconnection '[ipv4]' 'method=manual' '[ipv6]' 'method=dhcp'
dhcp6 1 "$warning"
json "any(.findings[]; $four) | not"
rm -r "$etc/NetworkManager"
file /etc/sysconfig/network-scripts/ifcfg-eth0 'BOOTPROTO="dhcp"' 'DHCPV6C=yes'
dhcp4 1 "$warning"
dhcp6 1 "$warning"
rm -r "$etc/sysconfig"
# What runs says more than any file
udp 0044 dhclient
only4 0 "$hint and (.what | contains(\"(dhclient listens there)\"))"
json 'all(.findings[]; .rule != "not-reached")'
no_sockets
udp 0044 NetworkManager
udp 0222 'dh\033\377'
dhcp4 1 "$warning"
dhcp6 1 "$warning and (.what | contains(\"(dh?? listens there)\"))"
no_sockets
quiet dhcp
expect 0 "$OGCTL" explain 546/udp
out_has '546/udp dhcpv6-client: a DHCPv6 server answers this machine'
out_has 'dhcp, line 20, input'
expect 0 "$OGCTL" explain 547
out_has '547/udp dhcpv6-server: clients ask'

# --- keepalived's AH ---

file /etc/keepalived/keepalived.conf 'vrrp_instance gate {' '  authentication {' '    auth_type PASS' '  }' '}'
quiet vrrp
file /etc/keepalived/keepalived.conf 'vrrp_instance gate {' '  authentication {' '    auth_type AH' '  }' '}'
found 1 '.rule == "vrrp" and .severity == "warning" and .do == "input +proto:51"'
quiet vrrp 'input +proto:51'
sed -i 's/proto:112 //' "$work/p"
expect 1 "$OGCTL" lint -j "$work/p"
json 'any(.findings[]; .rule == "vrrp" and .what == "input does not list proto:112: keepalived is configured here")'
rm -r "$etc/keepalived"

# --- IPsec, as far as who listens tells; the kernel's own word is tests/net/machine's ---

quiet ipsec
udp 01F4 charon
udp 1194 charon
found 1 '.rule == "ipsec" and .severity == "warning" and .do == "input +proto:50 +500/udp +4500/udp"'
json 'all(.findings[]; .rule != "not-reached")'
found 1 '.rule == "ipsec" and .do == "input +proto:50"' 'input +500/udp +4500/udp'
quiet ipsec 'input +proto:50 +500/udp +4500/udp'
no_sockets

# --- ports above those that the kernel picks from: only a name tells who serves ---

udp CA6C wg-quick
udp CA6D asks
found 0 '.rule == "not-reached" and .do == "input +51820/udp, if it is to be reached"'
quiet not-reached 'input +51820/udp'
file /proc/sys/net/ipv4/ip_local_port_range '51830 60999'
found 0 '.rule == "not-reached" and .do == "input +51820/udp +51821/udp, if they are to be reached"'
file /proc/sys/net/ipv4/ip_local_port_range '10000 60999'
udp 2711 asks
found 0 '.rule == "not-reached" and .do == "input +51820/udp, if it is to be reached"'
no_sockets

# --- multicast ---

igmp()
{
	{
		echo 'Idx	Device    : Count Querier	Group    Users Timer	Reporter'
		printf '1	lo        :     1      V3\n\t\t\t\t%s     1 0:00000000\t\t0\n' "${2-010000E0}"
		printf '2	%b      :     2      V3\n\t\t\t\t%s     1 0:00000000\t\t0\n\t\t\t\t010000E0     1 0:00000000\t\t0\n' "${3-eth0}" "$1"
	} >"$OG_PROC_ROOT/proc/net/igmp"
}

igmp FB0000E0
quiet igmp
igmp 030201EF
found 1 '.rule == "igmp" and .severity == "warning" and .what == "input does not list proto:2: this machine takes part in a multicast group (239.1.2.3 on eth0)" and .do == "input +proto:2"'
quiet igmp 'input +proto:2'
igmp FB0000E0 030201EF
quiet igmp
igmp 030201EF 010000E0 'e\033[1m\377'
found 1 '.rule == "igmp" and (.what | contains("(239.1.2.3 on e?[1m?)"))'
rm "$OG_PROC_ROOT/proc/net/igmp"

# --- bridges ---

quiet bridge
file /proc/sys/net/bridge/bridge-nf-call-iptables 0
quiet bridge
file /proc/sys/net/bridge/bridge-nf-call-ip6tables 1
found 0 '.rule == "bridge" and .severity == "hint" and (.what | startswith("br_netfilter is at work"))'
file /sys/class/net/br0/brif/veth1/port_no 1
file /sys/class/net/br1/brif/veth9/port_no 1
found 0 '.rule == "bridge" and .severity == "hint"'
file /sys/class/net/br0/brif/veth2/port_no 2
found 1 '.rule == "bridge" and .severity == "warning"'
printf 'input established loopback icmp 22/tcp 80/tcp 443/tcp proto:112 8443/tcp; forward any\n' >"$work/p"
expect 1 "$OGCTL" lint -j "$work/p"
json 'all(.findings[]; .rule != "bridge")'
rm -r "$OG_PROC_ROOT/proc/sys/net/bridge"
quiet bridge
# bridged WORD PATH TEXT: hinted or not, by this file
bridged()
{
	file "$2" "$3"
	if [ "$1" = yes ]; then
		found 0 ".rule == \"bridge\" and .severity == \"hint\" and .what == \"br_netfilter will be at work, by $2: what a bridge carries is judged by forward\""
	else
		quiet bridge
	fi
	rm "$OG_PROC_ROOT$2"
}
bridged yes /etc/modules-load.d/k8s.conf 'br_netfilter'
bridged no /etc/modules-load.d/k8s.conf '#br_netfilter'
bridged yes /etc/modules br_netfilter
bridged yes /etc/sysctl.d/99-k8s.conf 'net.bridge.bridge-nf-call-iptables  = 1'
bridged no /etc/sysctl.d/99-k8s.conf 'net.bridge.bridge-nf-call-iptables = 0'
bridged yes /etc/docker/daemon.json '{ "icc": false }'
bridged no /etc/docker/daemon.json '{ "icc": true }'

# --- policy= of modprobe.d: the kernel takes 1,024 bytes ---

long=$(printf '+%s/tcp ' {10001..10200})
exact=${long:0:1024}
# by CODE-OR-quiet LINE...
by()
{
	file /etc/modprobe.d/outlook_guard.conf "${@:2}"
	if [ "$1" = quiet ]; then
		quiet parameter
	else
		found 1 ".rule == \"parameter\" and .severity == \"warning\" and (.what | startswith(\"/etc/modprobe.d/outlook_guard.conf gives the module a policy= of $1 bytes\"))"
	fi
}
by quiet 'options outlook_guard policy="+443/tcp"'
by quiet "options outlook_guard policy=\"$exact\""
by 1025 "options outlook_guard policy=\"${exact}x\""
by 1025 "options   outlook-guard \"policy=${exact}x\""
by 1025 "options outlook_guard policy=\"${long:0:500}\\\\" "${long:500:525}\""
by quiet "options outlook_guards policy=\"$long\"" "# options outlook_guard policy=\"$long\"" "options outlook_guard xpolicy=\"$long\""
by quiet 'options outlook_guard' 'options' 'options outlook_guard policy=' 'options outlook_guard policy="'
rm -r "$etc/modprobe.d"
file /usr/lib/modprobe.d/og.conf "options outlook_guard policy=$(printf '+443/tcp,%.0s' {1..200})"
found 1 '.rule == "parameter" and (.what | contains("of 1800 bytes"))'
rm -r "${OG_PROC_ROOT:?}/usr"

# --- a table of connections that is full: the kernel drops by itself, and no counter of ours shows it ---

# table COUNT MAX
table()
{
	file /proc/sys/net/netfilter/nf_conntrack_count "$1"
	file /proc/sys/net/netfilter/nf_conntrack_max "$2"
}
quiet conntrack-full
expect 0 "$OGCTL" status -j
json '.conntrack == null'
verdict 'of what is not there no word' lacks "$("$OGCTL" status)" conntrack
table 949 1000
quiet conntrack-full
expect 0 "$OGCTL" status
verdict 'there is room' lacks "$out" 'table'
expect 0 "$OGCTL" status -j
json '.conntrack == {count: 949, max: 1000, full: false}'
for count in 950 1000 1003; do
	table $count 1000
	found 1 ".rule == \"conntrack-full\" and .severity == \"warning\" and (.what | contains(\"$count of 1000\")) and (.do | contains(\"nf_conntrack_max=2000\"))"
	expect 0 "$OGCTL" status
	out_has "  conntrack   its table is full, $count of 1000: the kernel drops new connections before the module sees them"
	expect 0 "$OGCTL" status -j
	json '.conntrack.full'
done
table 5 0
quiet conntrack-full
table 62259 65536
quiet conntrack-full
table 62260 65536
found 1 '.rule == "conntrack-full"'
rm -r "$OG_PROC_ROOT/proc/sys/net/netfilter"

# --- suggest names what no port tells of ---

echo 'forward tcp 993 40 0 5 000044a1' | tally_has
expect 0 "$OGCTL" suggest
err_has 'nothing to add'
file /etc/network/interfaces 'iface eth0 inet6 dhcp'
file /etc/keepalived/keepalived.conf 'vrrp_instance gate {' 'auth_type AH'
udp 01F4 charon
expect 0 "$OGCTL" suggest
cp "$work/out" "$work/suggested"
out_has $'\n# proto:51 ah: keepalived\'s auth_type is AH'
out_has $'\ninput +proto:51\n'
out_has $'\n# 546/udp dhcpv6-client: this machine gets its address by DHCPv6'
out_has $'\ninput +546/udp\n'
err_has '546/udp (dhcpv6-client) is suggested: this machine gets its address by DHCPv6'
expect 1 "$OGCTL" diff -j "$work/suggested"
json '[.changes.input.added[].item] == ["proto:50", "proto:51", "proto:112", "500/udp", "546/udp", "4500/udp"]'
expect 0 "$OGCTL" suggest -j
json '[.machine[] | "\(.rule) \(.item)"] == ["vrrp proto:112", "vrrp proto:51", "dhcp 546/udp", "ipsec proto:50", "ipsec 500/udp", "ipsec 4500/udp"]'
json '.machine | all(.because and .why and .chain == "input")'
json '[.protocols[].item] == ["proto:112", "proto:51", "proto:50"] and (.protocols | all(.why and .risk))'
# What may do without is said in a comment, and not added
no_sockets
file /etc/network/interfaces 'iface eth0 inet dhcp'
rm -r "$etc/keepalived"
expect 0 "$OGCTL" suggest
err_has 'nothing to add'
verdict 'it is not added' lacks "$out" $'\ninput +68/udp'
out_has $'\n# 68/udp bootpc: this machine gets its address by DHCP'

finish
