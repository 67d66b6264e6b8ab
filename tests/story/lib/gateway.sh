# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh sets the variables
# What is done on the gateway, over its console (tests/vm/lib/console.sh).

# gateway COMMAND: dies with what it said where it fails
gateway()
{
	local said status=0
	said=$(at_console "$1") || status=$?
	printf '%s\n' "$said" >> "$demo_dir/log/gateway"
	((status == 0)) || die "on the gateway: $1: status $status: $(tail -n 5 <<< "$said")"
}

# gateway_keys: what it needs of the keys: the proxy's, its own for ssh and rndc, the CA to trust
gateway_keys()
{
	local folders
	folders=$(tar -C "$demo_dir" -cz proxy ssh bind/rndc.key tls/ca.crt | base64 -w 0)
	gateway "mkdir -p $demo_dir/log && chmod 1777 $demo_dir/log && echo $folders | base64 -d | tar -C $demo_dir -xz"
	gateway "chown bind $demo_dir/bind/rndc.key; cat > /etc/krb5.conf <<< '$(< /etc/krb5.conf)'"
}

# gateway_servers: as the demo has them there
gateway_servers()
{
	gateway "for server in 'bind forwarder' 'sshd gateway'; do
		setsid /og/tests/demo/servers/\$server < /dev/null >> $demo_dir/log/servers 2>&1 &
	done"
}

gateway_wait()
{
	gateway ". /og/tests/story/lib/common.sh; (wait_listening 120 'the gateway' 22/tcp 53/tcp 953/tcp 53/udp)"
}

# gateway_logs: what its servers wrote, beside the data centre's
gateway_logs()
{
	mkdir -p "$demo_dir/log/of-gateway"
	at_console "tar -C $demo_dir/log -cz . | base64" | base64 -d | tar -C "$demo_dir/log/of-gateway" -xz
}

# proxy plain|inspect|redirect|tproxy|off
proxy()
{
	gateway "/og/tests/story/gateway/squid $1"
}

# proxy_warm: it has seen the sites before, so that no client waits for their certificates' keys, which take seconds to find in an
# emulator; Thunderbird gives up looking for its settings after 5 to 10
proxy_warm()
{
	local host
	for host in www autodiscover autoconfig; do
		ip netns exec office curl -sS --max-time 180 --cacert "$demo_dir/tls/office.crt" --proxy-basic --proxy-user "bob:$password" \
			--proxy "http://gateway.$domain:8080" "https://$host.$domain/" > /dev/null || die "no page of $host through the proxy"
	done
}

# forget_names: what the gateway's BIND has looked up for an earlier act
forget_names()
{
	gateway "rndc -k $demo_dir/bind/rndc.key -s 127.0.0.1 flush"
}

# filter none|page|guard|refuse|profiles|learned: what judges on the gateway; of profiles those that the act names
filter()
{
	local profile
	gateway 'modprobe -r outlook_guard && iptables-legacy -P INPUT ACCEPT && iptables-legacy -P FORWARD ACCEPT && iptables-legacy -F'
	case $1 in
	page) gateway 'iptables-legacy-restore < /og/tests/verdict/recipe.rules' ;;
	guard) gateway 'modprobe outlook_guard' ;;
	profiles)
		gateway 'modprobe outlook_guard'
		for profile in $profiles; do
			gateway "OG_PROFILES=/og/user/profiles ogctl profile use $profile"
		done
		;;
	learned) learn ;;
	refuse) gateway 'modprobe outlook_guard; echo "refuse reject" | ogctl apply -' ;;
	esac
	# What was allowed before must not pass as "established" now.
	gateway 'conntrack -F'
}

# filter_change COMMAND...: what the administrator does to it then
filter_change()
{
	local command
	for command; do
		gateway "$command"
	done
}
