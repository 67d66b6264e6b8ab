# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh sets the variables
# The networks of the world. We run in the namespace that QEMU has its taps in; from here they are moved to where they belong.

# put DEVICE NETNS NAME NET4 NET6 HOST: one end of a cable
put()
{
	ip link set "$1" netns "$2" name "$3"
	ip -n "$2" address add "$4.$6/24" dev "$3"
	ip -n "$2" address add "$5:$6/64" dev "$3" nodad
	ip -n "$2" link set "$3" up
}

# place NETNS: whoever is there knows names by a file
place()
{
	ip netns add "$1"
	ip -n "$1" link set lo up
	mkdir -p "/etc/netns/$1"
	hosts both > "/etc/netns/$1/hosts"
	: > "/etc/netns/$1/resolv.conf"
}

# tap_is_there NAME
tap_is_there()
{
	[[ -e /sys/class/net/$1 ]] || ip link show dev "$1" > /dev/null 2>&1
}

# network_make RETRIES
network_make()
{
	local where
	ip link set lo up
	hosts 4 > "$demo_dir/hosts.4"
	hosts 6 > "$demo_dir/hosts.6"
	for where in office firewall servers; do
		place "$where"
	done
	ip link add cable0 type veth peer name cable1
	put cable0 firewall inside "$server_net4" "$server_net6" 1
	put cable1 servers eth0 "$server_net4" "$server_net6" 10
	wait_for 60 'the gateway to have its cards' tap_is_there firewall0
	put firewall0 firewall outside "$firewall_net4" "$firewall_net6" 1
	put office0 office eth0 "$office_net4" "$office_net6" 20
	ip -n office route add default via "$office_net4.1"
	ip -n office route add default via "$office_net6:1"
	ip -n servers route add default via "$server_net4.1"
	ip -n servers route add default via "$server_net6:1"
	ip -n firewall route add "$office_net4.0/24" via "$firewall_net4.2"
	ip -n firewall route add "$office_net6:/64" via "$firewall_net6:2"
	ip netns exec firewall sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
	for where in office servers; do
		ip netns exec "$where" sysctl -q -w "net.ipv4.tcp_syn_retries=$1"
	done
}
