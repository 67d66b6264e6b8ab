# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2016,SC2154 # read by tests/systems/run, set there; for the shell of the gateway
# Many machines that come from one disk.

long+=(clones)
needs[clones]=cloned

# clone WHICH: a machine that starts from the prepared image for the first time
clone()
{
	new_disk
	hammered_start
	check "the $1 clone is shut from the first moment of its card" silent 7777
	check "ssh and a listed port are not" eval 'answered 22 && answered 8080'
	check "it enforces" says 0 . 'ogctl status --check && test -d /sys/module/outlook_guard'
	check "nothing failed" says 0 '^running' "$running"
	# whatever systemd takes a machine without an identity for
	check "of the units those are enabled that the packages enabled" says 0 \
		'^outlook-guard-metrics.timer outlook-guard.service$' \
		'systemctl list-unit-files --state=enabled --no-legend --no-pager "outlook-guard*" | sort | sed "s/ .*//" | xargs'
	at 'cat /etc/machine-id' >"$work/identity.$1"
}

# snapshot: the disk as a hypervisor takes it of a machine that runs, in the middle of a trial, and the machine that starts from it
snapshot()
{
	check "a change on trial, with another that nobody saved" says 0 . 'ogctl allow --chain input 2525/tcp --trial 30m 2>&1 | cat'
	check "... is in force" now_open 2525
	at sync
	cp --sparse=always "$work/disk" "$work/taken"
	off
	mv "$work/taken" "$work/disk"
	hammered_start
	check "a machine from a disk that was taken in the middle of a trial is shut from the first moment" silent 7777
	check "to what was on trial, too" silent 2525
	check "nothing is on trial there" says 0 '"trial_left": *null' 'ogctl status --json'
	check "it enforces what is on its disk" says 0 . 'ogctl status --check && ! grep 2525 /etc/outlook-guard/policy'
}

# clone_without_module: an image with a kernel that has none, told to begin closed; and then it is mended, while something listens
# that the policy does not list
clone_without_module()
{
	local kernel folder

	new_disk
	kernel=$(debugfs -R 'ls -p /lib/modules' "$work/disk" 2>/dev/null | awk -F/ '$6 ~ /^[0-9]/ { print $6 }')
	folder=/lib/modules/$kernel/updates/dkms
	printf '%s\n' "ln $folder/outlook_guard.ko /root/outlook_guard.ko" "unlink $folder/outlook_guard.ko" | debugfs -w -f - "$work/disk"
	hammered_start
	check "a clone without the module is shut from its first moment" silent 7777
	check "ssh and a listed port are not" eval 'answered 22 && answered 8080'
	check "by the fallback" says 0 'fallback' 'ogctl status --check && ! test -d /sys/module/outlook_guard'
	at "systemd-socket-activate -l 7070 /bin/true >/dev/null 2>&1 & mv /root/outlook_guard.ko $folder/"
	meanwhile "with the module there again, the unit starts" says 0 . 'systemctl restart outlook-guard && ogctl status --check'
	check "by the module alone" says 0 . 'test -d /sys/module/outlook_guard && ! systemctl --quiet is-active outlook-guard-fallback && echo so'
}

case_clones()
{
	clone first
	check "what the first lets in" says 0 . 'ogctl allow --chain input 7777/tcp --save'
	check "is open there" now_open 7777
	off
	clone second
	check "they are two machines" eval '! cmp "$work/identity.first" "$work/identity.second"'
	snapshot
	off
	clone_without_module
}
