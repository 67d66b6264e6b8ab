# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # read by tests/systems/run, and set there
# What make check has time for.

short+=(life upgrade)
needs[life]=fresh
# ... and on the other kernels, on the next Debian, and with others than ifupdown; which `make systems` has time for
long+=(life@full life@newer life@trixie life@backports life@networkd life@manager life@netplan)

# Nothing of ours: the test would notice an open gate
bare()
{
	new_disk
	hammered_start
	check "a Debian without us answers at a port that no policy lists" answered 7777
	check "and nothing of it failed" says 0 '^running' "$running"
}

# README's two commands, with something listening that the policy does not list
install()
{
	at 'systemd-socket-activate -l 7070 /bin/true >/dev/null 2>&1 & sleep 1'
	hammer_on
	check "dpkg installs outlook-guard" says 0 'audit' 'dpkg -i /root/outlook-guard.deb'
	hammer_off
	check "the first start cuts nothing off: all is answered all the while" answered 7777
	check "it is an audit, and status --check says so by its status" says 1 . 'ogctl status --check'
	check "a login says so" says 0 'not enforced' '/etc/update-motd.d/60-outlook-guard'
	check "the journal says so, with the command that ends it" says 0 'ogctl enforce' 'journalctl -b -u outlook-guard'
	check "ogctl enforce ends the audit" says 0 . 'ogctl enforce'
	check "the unlisted port is shut" now_shut 7777
	check "ssh is not" now_open 22
	check "status --check says enforced" says 0 . 'ogctl status --check'
	check "a login says nothing" says 0 '^$' '/etc/update-motd.d/60-outlook-guard'
	trail
	upgraded_live
}

# journalctl -t ogctl: who, from where, what; over a real login, whose user is the kernel's word
trail()
{
	make_login
	check "anna changes the policy over ssh" as_anna 'sudo ogctl allow --chain input 2600/tcp'
	check "the journal has who, from where and what" says 0 '"OG_CHANGE":"input: .2600/tcp"' \
		'journalctl -b -t ogctl -o json -a _UID=0 OG_ACTION=change OG_USER=anna OG_USER_BY=login OG_ORIGIN=ssh OG_FROM=192.0.2.20'
	check "who would shut herself out is refused" ends_with 5 'sudo ogctl deny 22/tcp'
	check "and that is there, with a lower priority" says 0 '"PRIORITY":"6"' \
		'journalctl -b -t ogctl -o json -a _UID=0 OG_ACTION=refused OG_FROM=192.0.2.20'
	check "what the unit says at a start is there too" says 0 'NOT ENFORCED' 'journalctl -b -t ogctl -u outlook-guard'
	check "a change at the console names no address" says 0 '"OG_ORIGIN":"(none|console)"' \
		'ogctl deny --chain input 2600/tcp; journalctl -b -t ogctl -o json -a OG_ACTION=change | grep -e -2600/tcp | grep -v OG_FROM'
}

# The package over itself goes the way of an upgrade: nothing is started again, and a policy that nobody saved stays
upgraded_live()
{
	local run='systemctl show --property=InvocationID --value outlook-guard' before

	at "echo '# written by hand' >>/etc/outlook-guard/policy"
	before=$(at "ogctl allow 2525/tcp >/dev/null 2>&1; $run")
	check "dpkg installs it over itself" says 0 . 'dpkg -i /root/outlook-guard.deb'
	check "which starts nothing again" says 0 "^$before\$" "$run"
	check "a policy that nobody saved stays in force" now_open 2525
	check "and the disk's is as it was" says 1 'written by hand' \
		'grep "written by hand" /etc/outlook-guard/policy && grep 2525 /etc/outlook-guard/policy'
}

again()
{
	restart
	hammered_start
	check "after a restart, from the first moment of the card, the unlisted port is shut" silent 7777
	check "ssh and a listed port are not" eval 'answered 22 && answered 8080'
	check "what nobody saved is gone" silent 2525
	check "nothing failed" says 0 '^running' "$running"
	check "the module is in force, with the policy on disk" says 0 . 'ogctl status --check && test -d /sys/module/outlook_guard'
	check "nobody unloads the module by mistake" says 1 'in use' 'rmmod outlook_guard'
	check "systemd saw no cycle" says 1 '.*' 'journalctl -b | grep "ordering cycle"'
	check "the unit came before network-pre.target and before the address" says 0 . "$before_network"
}

# what is done when: of the unit, and of each unit at work that brings links up
# shellcheck disable=SC2016 # for the shell of the gateway
before_network='(
	moment() { systemctl show "--property=ExecMain$1TimestampMonotonic" --value "$2"; }
	unit=$(moment Exit outlook-guard) seen=0
	for network in networking systemd-networkd NetworkManager; do
		systemctl --quiet is-active $network || continue
		echo "outlook-guard done at $unit, $network begun at $(moment Start $network)"
		[ "$unit" -gt 0 ] && [ "$unit" -lt "$(moment Start $network)" ] || exit 1
		seen=$((seen + 1))
	done
	[ "$seen" -gt 0 ])'

# The module is not there at the next start, as after a kernel whose headers are missing
missing()
{
	at 'mv /lib/modules/*/updates/dkms/outlook_guard.ko* /root/'
	power_cut
	hammered_start
	check "without the module, the unlisted port is shut from the first moment" silent 7777
	check "ssh and a listed port are not" eval 'answered 22 && answered 8080'
	check "what the gateway itself asks for comes back" says 1 'refused' 'nc -v -n -w 20 192.0.2.20 9'
	check "the unit failed, and the system says degraded" says 1 '^degraded' 'systemctl is-system-running'
	check "the journal says what is in force" says 0 'fallback is in force' 'journalctl -b -u outlook-guard'
	check "status --check: enforced, by the fallback" says 0 'fallback' 'ogctl status --check'
	check "a login says so" says 0 'a fallback holds the gate' '/etc/update-motd.d/60-outlook-guard'
	at 'nft flush ruleset'
	check "nft flush ruleset does not open it" now_shut 7777
	at 'systemctl restart nftables'
	check "nor does nftables.service" now_shut 7777
	killed
	at 'mv /root/outlook_guard.ko* /lib/modules/*/updates/dkms/'
	hammer_on
	check "with the module there again, the unit starts" says 0 '.*' 'systemctl restart outlook-guard'
	hammer_off
	check "the gate was not open meanwhile" silent 7777
	check "and the fallback is gone" says 1 '.*' 'nft list table inet outlook_guard_fallback'
}

# How long is it open when somebody kills the holder?
killed()
{
	local holder='systemctl show --property=MainPID --value outlook-guard-fallback' open

	hammer_on
	# 0, where there is none, would be the console itself
	at "for round in 1 2 3 4 5; do holder=\$($holder); [ \$holder -lt 2 ] || kill -KILL \$holder; sleep 3; done"
	hammer_off
	open=$(answers 7777)
	echo "    the holder killed five times: the unlisted port answered $open times of 30 a second"
	check "the holder comes back by itself, and shuts it" now_shut 7777
	check "it was not open for a moment" [ "$open" -eq 0 ]
}

# The timer's service in its cage, without node_exporter's folder and with it; no line of the journal where all is well
metrics()
{
	local folder=/var/lib/prometheus/node-exporter unit=outlook-guard-metrics.service

	check "the timer of the metrics goes" says 0 '^active' 'systemctl is-active outlook-guard-metrics.timer'
	check "without node_exporter there is nothing to do" says 0 . "systemctl start $unit && echo started"
	check "... and nothing was done" at "! test -e $folder"
	check "with its folder there is a text, for everybody to read" says 0 '^644' \
		"mkdir -p $folder && systemctl start $unit && stat -c %a $folder/outlook_guard.prom"
	check "of the module" says 0 'in_force.by="module". 1$' "cat $folder/outlook_guard.prom"
	check "with what root alone may know" says 0 'disk_policy.is="same". 1$' "cat $folder/outlook_guard.prom"
	check "the journal has not a line of it" says 0 '^0$' "journalctl -q -b -u $unit --no-pager | wc -l"
	at "rm $folder/outlook_guard.prom"
	check "the timer writes it by itself" says 0 . "timeout 90 sh -c 'until [ -e $folder/outlook_guard.prom ]; do sleep 1; done' && echo there"
	check "it may do little" says 0 . "systemd-analyze security --threshold=20 --no-pager $unit"
	at "rm $folder/outlook_guard.prom; mkdir $folder/outlook_guard.prom"
	check "what cannot be written is an error" says 1 . "systemctl start $unit"
	check "... and the journal says so" says 0 'ogctl: cannot write' "journalctl -q -b -u $unit --no-pager"
	at "rm -r ${folder%/*}; systemctl reset-failed $unit"
}

# The fast path is a service: its watcher is in no login session, and what it made goes however it ends
# shellcheck disable=SC2016 # for the shell of the gateway
fast()
{
	local main='$(systemctl show --property=MainPID --value outlook-guard-fast)'

	check "ogctl fast on" says 0 'on' 'ogctl fast on'
	check "begins a service" says 0 '^active' 'systemctl is-active outlook-guard-fast'
	check "whose watcher is in its group" says 0 'outlook-guard-fast.service' "cat /proc/$main/cgroup"
	at "kill -KILL $main; sleep 1"
	check "killed, it leaves no table" says 1 '.*' 'nft list table inet outlook_guard_fast'
	check "begun again it has one" says 0 '.*' 'ogctl fast on && nft list table inet outlook_guard_fast'
	check "ogctl fast off ends it" says 3 '^inactive' 'ogctl fast off >/dev/null; systemctl is-active outlook-guard-fast'
}

case_life()
{
	bare
	install
	again
	metrics
	fast
	missing
}

# 0.1.0 by README, upgraded by dpkg
case_upgrade()
{
	new_disk
	hammered_start
	check "after an upgrade from README's 0.1.0 the unlisted port is shut from the first moment" silent 7777
	check "its policy was taken over: what it listed answers" answered 2525
	check "by the new module" says 0 "^$version" 'cat /sys/module/outlook_guard/version'
	check "nothing of the recipes is left" says 0 '^$' \
		'ls -d /etc/modprobe.d/outlook_guard.conf /etc/modules-load.d/outlook_guard.conf /usr/local/sbin/ogctl 2>/dev/null; true'
	check "110 is off the list, as it was" says 1 'drop' 'ogctl test --from 192.0.2.20 --to 192.0.2.1 --in eth0 --dport 110'
	check "status --check says enforced" says 0 . 'ogctl status --check'
}
