# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2016,SC2154 # read by tests/systems/run, set there; for the shell of the gateway
# A gateway gets later kernels and our next version, by hand and by itself; DKMS compiles in the emulator.

long+=(kernels unattended versions)
needs[kernels]=behind needs[unattended]=behind needs[versions]=behind

# in_force: installed and enforcing, with a line in its policy that its administrator wrote
in_force()
{
	# while DKMS compiles in an emulator, nobody says a word
	patience=2400
	asking=(22:10 2525:1 7777:0.2)
	new_disk
	power_on
	booted
	at 'DEBIAN_FRONTEND=noninteractive dpkg -i /root/outlook-guard.deb; ogctl allow --chain input 2525/tcp; ogctl enforce; echo "# of 2019" >>/etc/outlook-guard/policy' >/dev/null
	check "a gateway to begin with, in force" says 0 . 'ogctl status --check && test -d /sys/module/outlook_guard && uname -r'
}

# all_the_while SENTENCE COMMAND...: meanwhile, and something that takes minutes
all_the_while()
{
	meanwhile "$@"
	check "... nor a listed one shut for long" answered 2525
}

# Two later kernels come, and no headers for them, as where only those of the kernel at hand were installed
without_headers()
{
	local second='$(ls /srv/archives/debian | sed -n "s/^\(linux-image-[0-9][^_]*\)_.*/\1/p" | sort -V | head -n 1)'

	at 'apt-get -qq update; uname -r >/root/first; apt-mark -qq manual "linux-headers-$(uname -r)"; dpkg --remove linux-headers-cloud-amd64' >/dev/null
	all_the_while "apt goes on with a later kernel without headers, and says what that means" says 0 \
		'WARNING: the kernel .* has no module outlook_guard: the headers of this kernel are missing' \
		"DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $second"
	all_the_while "and so with the newest" says 0 'apt-get install linux-headers-' \
		'DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install linux-image-cloud-amd64'
	at 'apt-mark -qq auto "linux-image-[0-9]*"'
}

# The newest kernel has no module
by_fallback()
{
	restart_into_newest
	hammered_start
	check "which is another one" says 0 . 'uname -r; ! grep -xF "$(uname -r)" /root/first'
	check "without a module for it the unlisted port is shut from the first moment" silent 7777
	check "and a listed one is not" answered 2525
	check "by the fallback" says 0 'fallback' 'ogctl status --check'
	all_the_while "autoremove takes nothing of the kernel that has the module" says 0 . \
		'DEBIAN_FRONTEND=noninteractive apt-get -qq -y --purge autoremove; ls /boot/vmlinuz-"$(cat /root/first)"'
	check "... which it would, were it not for the hook" says 0 . 'mv /etc/apt/apt.conf.d/60outlook-guard /root/
		apt-get -s autoremove | grep "^Remv linux-image-$(cat /root/first) " && mv /root/60outlook-guard /etc/apt/apt.conf.d/'
}

# doctors_way: the command that doctor prints for the kernel that runs, as it is printed; it has one for the other kernel, too
doctors_way()
{
	local line release

	release=$(at 'uname -r')
	line=$({ at 'ogctl doctor' || true; } | grep -oE "apt-get install linux-headers-$release.*" | head -n 1) || return
	echo "$line"
	at "DEBIAN_FRONTEND=noninteractive ${line/install/install -qq -y --no-install-recommends} && ls /lib/modules/$release/updates/dkms/outlook_guard.ko"
}

case_kernels()
{
	in_force
	without_headers
	by_fallback
	meanwhile "the headers come as doctor has it, and the module with them" doctors_way
	meanwhile "the unit takes the fallback's place" says 0 . 'systemctl restart outlook-guard && ogctl status --check && test -d /sys/module/outlook_guard'
	check "that kernel is the one that is kept, and autoremove may have the first" says 0 . 'kept=$(tr -d "\\\\" </etc/apt/apt.conf.d/60outlook-guard)
		grep -F "linux-(image|headers)-$(uname -r)(" <<<"$kept" && ! grep -F -f /root/first <<<"$kept"'
	restart
	hammered_start
	check "the next start is by the module, from the first moment" silent 7777
	check "and nothing failed" says 0 . 'ogctl status --check && test -d /sys/module/outlook_guard && ! systemctl is-failed outlook-guard'
}

# as_by_itself: apt-daily's two units, as their timers start them, without a terminal
as_by_itself='systemctl start apt-daily.service && systemctl start apt-daily-upgrade.service &&
	tail -n 20 /var/log/unattended-upgrades/unattended-upgrades.log && dpkg -l | grep -E "^ii  (outlook-guard|linux-image)" &&
	test -z "$(dpkg --audit)"'

# stay_logged_in: anna has a shell there that says a line every second
stay_logged_in()
{
	make_login
	as_anna 'while echo alive; do sleep 1; done' >"$work/alive" 7>&- 8>&- &
	anna=$!
	check "anna is logged in" timeout 60 sh -c "until [ -s '$work/alive' ]; do sleep 1; done"
}

# still_logged_in: that shell still does
still_logged_in()
{
	local lines

	lines=$(wc -l <"$work/alive")
	sleep 10
	echo "$lines lines, and then $(wc -l <"$work/alive")"
	[ "$(wc -l <"$work/alive")" -gt "$lines" ]
}

same_policy='ogctl status --check && grep "of 2019" /etc/outlook-guard/policy && grep 2525 /etc/outlook-guard/policy'

case_unattended()
{
	in_force
	stay_logged_in
	at 'cat /sys/module/outlook_guard/version >/root/version; uname -r >/root/first'
	all_the_while "unattended-upgrades brings a kernel, its headers and our next version" says 0 'outlook-guard-dkms' "$as_by_itself"
	check "who was logged in before still is" still_logged_in
	pkill -P "$anna"
	wait "$anna" || true
	check "what is in force is what was, by the module that was" says 0 . 'ogctl status --check && cmp /sys/module/outlook_guard/version /root/version'
	check "both kernels have a module" says 0 '^2$' 'ls /lib/modules/*/updates/dkms/outlook_guard.ko | wc -l'
	restart_into_newest
	hammered_start
	check "shut from the first moment" silent 7777
	check "a listed port is not" answered 2525
	check "by the next version" says 0 "^$version.1\$" 'cat /sys/module/outlook_guard/version'
	check "of the newer kernel" says 0 . 'uname -r; ! grep -xF "$(uname -r)" /root/first'
	check "with the policy as it was" says 0 . "$same_policy"
}

# brought VERSION WHAT: apt brings that version, by hand, and ogctl reload takes its module
brought()
{
	check "what is in force before" says 0 . 'cp /sys/module/outlook_guard/version /root/version; cat /root/version'
	all_the_while "$2 by apt" says 0 . "version=\$(apt-cache madison outlook-guard | awk '\$3 ~ /^$1[~-]/ { print \$3; exit }')
		DEBIAN_FRONTEND=noninteractive apt-get -qq -y --allow-downgrades install outlook-guard=\$version outlook-guard-dkms=\$version"
	check "leaves the policy, and the module that is loaded" says 0 . "$same_policy && cmp /sys/module/outlook_guard/version /root/version"
	meanwhile "ogctl reload takes the module that it brought" says 0 "^$1\$" 'ogctl reload; cat /sys/module/outlook_guard/version'
	check "the policy is in force still" says 0 . "$same_policy"
}

# Our next version, which differs from this one in its version alone, and back
case_versions()
{
	in_force
	at 'apt-get -qq update'
	brought "$version.1" "an upgrade"
	brought "$version" "a downgrade"
}
