# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and guest set the variables
# Two networks and the gateway between them. The gateway is the namespace that we run in.

# link NETNS NET4 NET6 HOST: a cable from the gateway (address 1) to NETNS (address HOST).
link()
{
	local netns=$1 net4=$2 net6=$3 host=$4
	ip netns add "$netns"
	ip link add "$netns" type veth peer name eth0 netns "$netns"
	ip address add "$net4.1/24" dev "$netns"
	ip address add "$net6:1/64" dev "$netns" nodad
	ip link set "$netns" up
	ip -n "$netns" link set lo up
	ip -n "$netns" address add "$net4.$host/24" dev eth0
	ip -n "$netns" address add "$net6:$host/64" dev eth0 nodad
	ip -n "$netns" link set eth0 up
	ip -n "$netns" route add default via "$net4.1"
	ip -n "$netns" route add default via "$net6:1"
}

# What a host calls itself and looks up. By a file, so that a closed port 53 does not
# make every other line fail with it; the lines for DNS ask the name servers.
names()
{
	local netns=$1
	mkdir -p "/etc/netns/$netns"
	cat > "/etc/netns/$netns/hosts" <<-END
	127.0.0.1 localhost
	::1 localhost
	$gateway4 gateway.$domain gateway
	$gateway6 gateway.$domain gateway
	$server4 server.$domain mail.$domain ns.$domain ldap.$domain www.$domain xmpp.$domain
	$server6 server.$domain mail.$domain ns.$domain ldap.$domain www.$domain xmpp.$domain
	END
	: > "/etc/netns/$netns/resolv.conf"
}

topology_make()
{
	ip link set lo up
	names office
	names servers
	link office "$office_net4" "$office_net6" 20
	link servers "$server_net4" "$server_net6" 10
	sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
	# A client gives up connecting after two more attempts, not after two minutes.
	ip netns exec office sysctl -q -w net.ipv4.tcp_syn_retries=2
}
