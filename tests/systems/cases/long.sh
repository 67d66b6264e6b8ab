# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2016,SC2154 # read by tests/systems/run, set there; for the shell of the gateway
# What make systems has time for beside the short ones.

long+=(late broken nothing_left others running away)

policy=/etc/outlook-guard/policy

# guarded: a gateway that was in force once, with 2525 on its list
guarded()
{
	new_disk
	power_on
	booted
	check "a gateway to begin with" says 0 . 'ogctl status --check'
	at "cp -a $policy /root/policy"
}

# This very test notices a unit that comes too late
case_late()
{
	guarded
	at 'sed -i "s/^Before=.*/Before=shutdown.target/; s/^After=.*/& network.target/" /lib/systemd/system/outlook-guard.service'
	power_cut
	hammered_start
	check "a unit that is ordered after the network is noticed: the unlisted port answered" answered 7777
	check "although it is shut in the end" now_shut 7777
}

# bad WHAT COMMAND: what the policy on disk is made at the gateway, which then starts
bad()
{
	at "$2"
	power_cut
	hammered_start
	check "$1: shut from the first moment" silent 7777
	check "$1: the last good policy is in force" answered 2525
	check "$1: the unit failed, and says which policy is in force" says 0 'LAST GOOD' \
		'systemctl --quiet is-failed outlook-guard && journalctl -b -u outlook-guard'
	check "$1: status --check says that it is not the disk's" says 1 . 'ogctl status --check'
	check "$1: a login says so" says 0 'outlook_guard: ' '/etc/update-motd.d/60-outlook-guard'
	at "rm -rf $policy; cp -a /root/policy $policy"
}

# fine WHAT COMMAND: nothing that keeps the policy on disk from its place
fine()
{
	at "$2"
	power_cut
	hammered_start
	check "$1: shut from the first moment" silent 7777
	check "$1: the policy on disk is in force" answered 2525
	check "$1: status --check says enforced" says 0 . 'ogctl status --check'
}

# sshd_moves: neither the policy on disk nor the last good one can be used, and sshd listens where neither listed it
sshd_moves()
{
	at "printf 'Port 22\nPort 2222\n' >>/etc/ssh/sshd_config; echo 'input 99999' | tee $policy >/var/lib/outlook-guard/last-good"
	power_cut
	hammered_start
	check "nor can the last good one be used: shut from the first moment" silent 7777
	check "... the unit failed, and says which policy is in force" says 0 'BUILT-IN' \
		'systemctl --quiet is-failed outlook-guard && journalctl -b -u outlook-guard'
	check "... it lets in to where sshd listens since" says 0 '^input .*22/tcp .*2222/tcp' 'ogctl show'
	at "sed -i '/^Port /d' /etc/ssh/sshd_config; cp -a /root/policy $policy"
}

case_broken()
{
	guarded
	bad "does not parse" "echo 'input 22/tcp 99999' >$policy"
	bad "empty" ": >$policy"
	bad "a folder" "rm $policy && mkdir $policy"
	bad "of a newer version" "echo 'frobnicate all' >>$policy"
	bad "a saved trial" "echo 'trial 60' >>$policy"
	sshd_moves
	fine "a history cut in the middle" 'for file in $(find /var/lib/outlook-guard -type f -path "*history*"); do
		truncate -s $(($(stat -c %s "$file") / 2)) "$file"; done'
	fine "a full disk" 'dd if=/dev/zero of=/full bs=1M 2>/dev/null; dd if=/dev/zero of=/full2 bs=1 2>/dev/null; df /'
	at 'rm -f /full /full2'
	fine "nothing of what is remembered" 'rm -r /var/lib/outlook-guard'
	fine "a slip in what the unit is told" "printf 'FAST_DEVICES=eth0 (lan)\nISOLATE=\"yes\n' >/etc/default/outlook-guard"
	fine "a read-only /" 'sed -i "s/errors=remount-ro/ro/" /etc/fstab'
	check "it was read-only" says 1 '.*' 'touch /here'
	at "mount -o remount,rw /; echo 'mode audit' >$policy; mv /lib/modules/*/updates/dkms/outlook_guard.ko* /root/"
	power_cut
	hammered_start
	check "a policy that drops nothing, and no module: nothing is dropped" answered 7777
	check "and nothing is said to be in force" says 0 'NOTHING IS FILTERED' \
		'! journalctl -b -u outlook-guard | grep "is in force" && journalctl -b -u outlook-guard'
	check "status --check: neither" says 3 . 'ogctl status --check'
}

readonly links_back='sleep 3; ifdown --force eth0; ifup eth0'

# Neither module nor nf_tables: nothing can close it but links that are down
case_nothing_left()
{
	guarded
	at 'mv /lib/modules/*/updates/dkms/outlook_guard.ko* /lib/modules/*/kernel/net/netfilter/nf_tables.ko* /root/'
	power_cut
	hammered_start
	check "nothing could close it" answered 7777
	check "the unit failed, the system says degraded" says 1 '^degraded' 'systemctl is-system-running'
	check "status --check: neither" says 3 . 'ogctl status --check'
	check "a login says so" says 0 'NOTHING GUARDS' '/etc/update-motd.d/60-outlook-guard'
	at 'sed -i s/^ISOLATE=.*/ISOLATE=yes/ /etc/default/outlook-guard'
	power_cut
	hammered_start
	check "with ISOLATE=yes no port answers" silent 7777
	check "and the card is away" says 1 '.*' 'ip link show eth0'
	at "mv /root/nf_tables.ko* /lib/modules/*/kernel/net/netfilter/; systemctl restart outlook-guard; $links_back"
	check "with nf_tables there again, links may come back" now_open 22
	check "and the gate is shut" now_shut 7777
	check "by the fallback" says 0 'fallback' 'ogctl status --check'
	at 'mv /lib/modules/*/kernel/net/netfilter/nf_tables.ko* /root/'
	power_cut
	hammered_start
	check "without it the card is away again" says 1 '.*' 'ip link show eth0'
	at "mv /root/outlook_guard.ko* /lib/modules/*/updates/dkms/; systemctl restart outlook-guard; $links_back"
	check "with the module there again, links may come back" now_open 22
	check "and the gate is shut" now_shut 7777
}

# among WHO UNIT...: a start beside units of others that order themselves around the network
among()
{
	local who=$1

	shift
	at "systemctl unmask $* 2>/dev/null; systemctl enable $*" >/dev/null
	power_cut
	hammered_start
	check "with $who: shut from the first moment" silent 7777
	check "with $who: systemd broke no cycle" says 1 '.*' 'journalctl -b | grep -iE "ordering cycle|found dependency"'
	check "with $who: all of them ran" says 0 . "systemctl is-active $*"
	check "with $who: the unit came before networking" says 0 . "$before_network"
	at "systemctl disable $*" >/dev/null
}

# cloud-init and firewalld make a cycle of their own beside ifupdown, so they come one after the other
case_others()
{
	guarded
	at 'systemctl unmask polkit; echo "datasource_list: [ None ]" >/etc/cloud/cloud.cfg.d/99-none.cfg'
	among "firewalld and NetworkManager" NetworkManager firewalld nftables
	among "cloud-init and netfilter-persistent" cloud-init-local cloud-init netfilter-persistent nftables
	check "systemd-analyze verify has nothing to say of ours" says 1 '.*' \
		'systemd-analyze verify outlook-guard.service outlook-guard-fallback.service 2>&1 | grep outlook | grep -v "Command .man "'
}

# with a network and processes of its own: the module of this machine has no policy there yet
readonly as_container='unshare --net --pid --fork --mount-proc sh -c'

# On a running machine
case_running()
{
	guarded
	at 'systemctl stop outlook-guard'
	check "systemctl stop changes nothing" now_shut 7777
	at 'ogctl allow 7777/tcp; systemctl start outlook-guard'
	check "systemctl start leaves what was written since" now_open 7777
	check "and says so" says 0 'nothing is changed' 'journalctl -b -u outlook-guard'
	at 'ogctl apply --quiet --disk; systemctl stop outlook-guard; echo 0 >/sys/module/outlook_guard/parameters/held; rmmod outlook_guard'
	exec 5<>/dev/tcp/192.0.2.1/22
	check "ssh answers" read -r -t 20 _ <&5
	check "the unit starts on a running machine" says 0 '.*' 'systemctl start outlook-guard'
	check "the gate is shut" now_shut 7777
	printf 'nonsense\r\n' >&5
	check "a connection from before goes on" read -r -t 20 _ <&5
	exec 5>&-
	check "ogctl off opens" says 0 '.*' 'ogctl off --force'
	check "the unlisted port answers" now_open 7777
	check "who did it is in the journal" says 0 'off' 'journalctl -b -t ogctl'
	check "the unit leaves it open, and says so" says 0 'OFF' 'systemctl restart outlook-guard; journalctl -b -n 20 -u outlook-guard'
	check "the unit of a container puts the disk's policy in force there" says 0 'mode enforce' "$as_container \
		'/usr/lib/outlook-guard/start && cat /proc/net/outlook_guard/stats'"
	power_cut
	hammered_start
	check "a restart closes it again" silent 7777
}

# remove and purge
case_away()
{
	guarded
	check "remove says what stays" says 0 'stays loaded' 'dpkg -r outlook-guard'
	check "the gate stays shut" now_shut 7777
	check "purge unloads" says 0 'unloaded' 'dpkg -P outlook-guard'
	check "the gate is open then" now_open 7777
	check "nothing is left" says 0 '^$' \
		'ls -d /etc/outlook-guard /var/lib/outlook-guard /run/outlook-guard /sys/module/outlook_guard /etc/default/outlook-guard 2>/dev/null; true'
}
