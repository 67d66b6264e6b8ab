# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2016,SC2154 # read by tests/systems/run, set there; for the shell of the gateway
# Others who filter, ban and forward, whose units systemd starts beside ours. Of what is asked all the while, 22 and 8080 are on both
# lists, 7777 is on the neighbour's alone, and 2525 on the gate's alone. What rules do to each other is tried by tests/neighbours.

long+=(ufw nftables firewalld docker podman)
needs[ufw]=crowded needs[nftables]=crowded needs[firewalld]=crowded needs[docker]=crowded needs[podman]=crowded
# ... and as the next Debian has them
long+=(ufw@crowded13 nftables@crowded13 firewalld@crowded13 docker@crowded13 podman@crowded13)

no_cycle()
{
	check "$who: systemd broke no cycle" says 1 '.*' 'journalctl -b | grep -iE "ordering cycle|found dependency"'
}

# restarted: as an administrator does it; asked from before it goes down until it is there again
restarted()
{
	hammer_on
	restart
	hammered_on
	check "$who: what the gate does not list was shut while it went down and came up" silent 7777
	check "$who: ssh is open" now_open 22
	check "$who: what both list is open" now_open 8080
	check "$who: all of them run" says 0 . "systemctl is-active $units"
	check "$who: nothing failed" says 0 '^running' "$running"
	no_cycle
	check "$who: the unit came before the network" says 0 . "$before_network"
	check "$who: status --check says enforced" says 0 . 'ogctl status --check && test -d /sys/module/outlook_guard'
}

# beside WHO SETUP UNIT...: a gateway where he is set up and enabled, restarted with him
beside()
{
	who=$1 units=${*:3}
	guarded
	at 'ogctl allow --chain input 2525/tcp && ogctl save' >/dev/null
	check "$who: set up" at "$2"
	check "$who: enabled" at "systemctl enable $units"
	restarted
}

# without_module SENTENCE COMMAND: neither a start nor what the neighbour then does opens the fallback
without_module()
{
	at 'mv /lib/modules/*/updates/dkms/outlook_guard.ko* /root/'
	power_cut
	hammered_start
	check "$who, without the module: shut from the first moment" silent 7777
	check "$who, without the module: what both list is not" eval 'answered 22 && answered 8080'
	check "$who, without the module: all of them run" says 0 . "systemctl is-active $units"
	check "$who, without the module: the fallback is in force" says 0 'fallback' 'ogctl status --check'
	no_cycle
	meanwhile "$who: $1, without the module" at "$2"
	check "$who: the fallback is still in force" says 0 'fallback' 'ogctl status --check'
}

# shut_by PORT SECONDS: by then; firewalld is active for systemd before its rules are there
shut_by()
{
	local until=$((SECONDS + $2))

	while ! now_shut "$1"; do
		[ "$SECONDS" -lt "$until" ] || return 1
	done
}

# he_filters: it is not he who sleeps
he_filters()
{
	check "$who: what the gate alone lists is shut, by him" shut_by 2525 60
	check "$who: what both list is open" now_open 8080
}

# greeted ADDRESS: by sshd; who is banned is refused, and the hammer takes that for an answer
greeted()
{
	timeout 30 bash -c 'exec 5<>"/dev/tcp/$1/22" && read -r line <&5 && [[ $line == SSH-* ]]' bash "$1"
}

greeted_again()
{
	# sshd of Debian 13 has a penalty of its own, for seconds
	timeout 120 bash -c "$(declare -f greeted); until greeted $1; do sleep 1; done"
}

# Debian 12's jail reads a log that only rsyslog writes. sshd of Debian 13 soon hears a fourth failure no more.
readonly banning='printf "%s\n" "[sshd]" "backend = systemd" "maxretry = 3" >/etc/fail2ban/jail.local'
readonly bans="timeout 60 sh -c 'until [ \$(fail2ban-client status sshd | grep -cE \"192.0.2.20.* 2001:db8::20|2001:db8::20.* 192.0.2.20\") -eq 1 ]; do
	sleep 1; done'"

# fails_to_log_in: often enough for fail2ban, over both families
fails_to_log_in()
{
	local address round

	for address in 192.0.2.1 2001:db8::1; do
		for round in 1 2 3 4; do
			ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
				-o ConnectTimeout=10 "intruder$round@$address" true </dev/null 2>&1 || true
		done
	done
}

# banned: who fails at ssh is out there, and nowhere else; and fail2ban opens nothing, coming and going
banned()
{
	check "$who: somebody fails to log in" fails_to_log_in
	check "$who: fail2ban bans who fails to log in" at "$bans"
	check "$who: ssh is shut to him" eval '! greeted 192.0.2.1 && ! greeted 2001:db8::1'
	check "$who: another port is not" now_open 8080
	meanwhile "$who: fail2ban reloads" at 'systemctl reload fail2ban'
	meanwhile "$who: fail2ban starts again" at 'systemctl restart fail2ban'
	check "$who: bans are lifted" at 'timeout 60 sh -c "until fail2ban-client unban --all; do sleep 1; done"'
	check "$who: ssh answers again" eval 'greeted_again 192.0.2.1 && greeted_again 2001:db8::1'
}

case_ufw()
{
	beside "ufw and fail2ban" "$banning"'
		ufw default deny incoming && ufw allow proto tcp to any port 22,8080,7777 && ufw --force enable' ufw fail2ban
	he_filters
	meanwhile "$who: ufw reloads" at 'ufw reload'
	meanwhile "$who: ufw starts again" at 'systemctl restart ufw'
	he_filters
	banned
	without_module "ufw reloads" 'ufw reload'
	he_filters
}

case_nftables()
{
	beside "nftables.service" "printf '%s\n' 'flush ruleset' 'table inet filter {' 'chain input {' \
		'type filter hook input priority filter; policy drop;' 'ct state established,related accept' 'iif lo accept' \
		'meta l4proto { icmp, ipv6-icmp } accept' 'tcp dport { 22, 8080, 7777 } accept' '}' '}' >/etc/nftables.conf" nftables
	he_filters
	meanwhile "$who: nftables.service reloads" at 'systemctl reload nftables'
	meanwhile "$who: nftables.service starts again" at 'systemctl restart nftables'
	meanwhile "$who: all tables are flushed" at 'nft flush ruleset && systemctl reload nftables'
	he_filters
	without_module "nftables.service starts again" 'systemctl restart nftables'
	he_filters
}

# firewall-cmd asks for this, too, but waits for no longer than 25 s
firewalld_does()
{
	echo "dbus-send --system --print-reply --reply-timeout=300000 --dest=org.fedoraproject.FirewallD1 \
		/org/fedoraproject/FirewallD1 org.fedoraproject.FirewallD1.$1"
}

# Its complete reload unloads modules that use conntrack; fail2ban is started again with it
case_firewalld()
{
	beside "firewalld and fail2ban" "$banning; systemctl unmask polkit
		firewall-offline-cmd --zone=public --add-port=8080/tcp --add-port=7777/tcp" firewalld fail2ban
	he_filters
	meanwhile "$who: firewalld reloads" at "$(firewalld_does reload)"
	meanwhile "$who: firewalld reloads wholly" at "$(firewalld_does completeReload)"
	check "$who: the module is still loaded" at 'test -d /sys/module/outlook_guard'
	meanwhile "$who: firewalld starts again" at 'systemctl restart firewalld'
	he_filters
	without_module "firewalld reloads wholly" "$(firewalld_does completeReload)"
	he_filters
}

# container_of TOOL: a container whose page everybody gets at 7777, as far as TOOL goes; at 8000 it is, which the gate judges by `forward`.
# Nobody brings AppArmor's parser into this root.
container_of()
{
	echo "mkdir -p /srv/web/bin /srv/web/www && cp /bin/busybox /srv/web/bin/ && echo page >/srv/web/www/index.html &&
		tar -C /srv/web -c . | $1 import - web && $1 run -d --name web --restart=always \
		--security-opt apparmor=unconfined -p 7777:8000 web /bin/busybox httpd -f -p 8000 -h /www && $served_here"
}

readonly served_here='timeout 120 sh -c "until busybox wget -qO - http://192.0.2.1:7777/; do sleep 1; done"'

# asked_by_4 PORT: three seconds of questions, for the published port is IPv4's
open_by_4()
{
	"$here/hammer" 3 "$1" >"$work/heard"
	awk -v port="$1" '{ print } $1 == port && $2 == 4 { answered = $4 } END { exit !answered }' "$work/heard"
}

# it_serves: the container came by itself, and outside is he who the gate lets in
it_serves()
{
	check "$who: the gateway gets the container's page" at "$served_here"
	check "$who: forward lists the container's port" at 'ogctl allow --chain forward 8000/tcp'
	check "$who: then it answers outside" open_by_4 7777
	check "$who: and no longer" at 'ogctl deny --chain forward 8000/tcp'
	check "$who: it is shut" now_shut 7777
}

# What Docker publishes ufw does not shut
case_docker()
{
	beside "Docker and ufw" "ufw default deny incoming && ufw allow proto tcp to any port 22,8080 && ufw --force enable &&
		systemctl start docker && $(container_of docker)" docker containerd ufw
	he_filters
	it_serves
	meanwhile "$who: Docker reloads" at 'systemctl reload docker'
	meanwhile "$who: Docker starts again" at 'systemctl restart docker'
	meanwhile "$who: ufw reloads" at 'ufw reload'
	meanwhile "$who: the container starts again" at 'docker restart -t 1 web'
	without_module "Docker starts again" "systemctl restart docker && $served_here"
}

case_podman()
{
	beside podman "$(container_of podman)" podman-restart
	it_serves
	meanwhile "$who: its network is made anew" at 'podman network reload --all'
	meanwhile "$who: the container starts again" at 'podman restart -t 1 web'
	without_module "the container starts again" "podman restart -t 1 web && $served_here"
}
