# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and guest set the variables
# Starts all servers at once and waits until every port of the demo is listened on.

# start NETNS|- NAME ARGUMENT...: servers/NAME in that namespace, or here.
start()
{
	local netns=$1 name=$2 enter=()
	shift 2
	[[ $netns == - ]] || enter=(ip netns exec "$netns")
	"${enter[@]}" "$here/servers/$name" "$@" < /dev/null \
		>> "$demo_dir/log/$name-$netns.start" 2>&1 &
}

servers_start()
{
	mkdir -p "$demo_dir/log"
	chmod 1777 "$demo_dir/log"
	start servers postfix
	start servers dovecot
	start servers slapd
	start servers bind primary
	start servers sshd server
	start servers prosody
	start servers web "$tls_cert" "$tls_key"
	start servers echo
	start - bind forwarder
	start - sshd gateway
	start - squid
}

servers_wait()
{
	# shellcheck disable=SC2016 # for the inner shell, which waits in the other namespace
	ip netns exec servers bash -c '. "$1"; wait_listening 300 "${@:2}"' - \
		"$here/lib/common.sh" 'the server network' \
		{22,25,53,80,110,143,389,443,465,587,636,953,993,995}/tcp 53/udp \
		{1023,3268,3269,5222,5269,5280,8080}/tcp || servers_complain
	(wait_listening 300 'the gateway' {22,53,953,3128,8080}/tcp 53/udp) || servers_complain
}

# What the servers said, for whoever has to find out why one does not listen.
servers_complain()
{
	find "$demo_dir/log" -type f -size +0 -exec tail -n 5 {} + >&2
	die 'a server did not start: see above'
}
