# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # read by tests/systems/run, and set there; for the shell of the gateway
# The first start: what begins it, what it looks at, what it leaves to whoever is there. README's is in short.sh.

long+=(image_audit first_missing first_told first_again)
needs[first_missing]=fresh needs[first_told]=fresh needs[first_again]=fresh

# An image whose debconf answer is audit
case_image_audit()
{
	guarded
	at 'rm -f /var/lib/outlook-guard/last-good; echo audit >/var/lib/outlook-guard/first-start'
	power_cut
	hammered_start
	check "an image that begins in audit lets all in" answered 7777
	check "and says so" says 1 . 'ogctl status --check'
	power_cut
	hammered_start
	check "a restart does not end that audit" answered 7777
	check "ogctl enforce does" says 0 '.*' 'ogctl enforce'
	check "the unlisted port is shut" now_shut 7777
	power_cut
	hammered_start
	check "and stays so after a restart" silent 7777
}

# The module cannot be loaded at the first start
case_first_missing()
{
	new_disk
	power_on
	booted
	at 'mv /lib/modules/*/updates/dkms/outlook_guard.ko* /root/'
	check "dpkg goes on" says 0 . 'dpkg -i /root/outlook-guard.deb'
	check "a first start without a module cuts nothing off" now_open 7777
	check "the unit failed and names the headers' package" says 0 'linux-headers-' \
		'systemctl --quiet is-failed outlook-guard && journalctl -b -u outlook-guard'
	check "status --check: nothing is in force" says 3 . 'ogctl status --check'
	at 'mv /root/outlook_guard.ko* /lib/modules/*/updates/dkms/; modprobe outlook_guard policy="mode audit"'
	check "mended, and loaded by hand in audit, it starts, looks, and enforces" says 0 '.*' 'systemctl restart outlook-guard && ogctl status --check'
	check "the unlisted port is shut" now_shut 7777
}

# A policy that was put there beforehand, and says itself that nothing is to be dropped
case_first_told()
{
	new_disk
	power_on
	booted
	at 'mkdir -p /etc/outlook-guard; echo "mode audit" >/etc/outlook-guard/policy'
	check "where the policy on disk says audit, the first start is one" says 0 'audit' 'dpkg -i /root/outlook-guard.deb'
	check "without an end" now_open 7777
	check "and the file is as it was" says 0 '^mode audit$' 'cat /etc/outlook-guard/policy'
	check "the journal says so" says 0 'NOT ENFORCED' 'journalctl -b -u outlook-guard'
	restart
	hammered_start
	check "at the next start, too" answered 7777
	check "status --check: not enforced" says 1 . 'ogctl status --check'
}

# Removed; and later it comes again, to a machine on which something listens meanwhile
case_first_again()
{
	new_disk
	power_on
	booted
	check "installed and enforced" says 0 . 'dpkg -i /root/outlook-guard.deb && ogctl enforce'
	check "removed" says 0 'stays loaded' 'dpkg -r outlook-guard'
	restart
	power_on
	booted
	check "the next start has no gate" now_open 7777
	at 'systemd-socket-activate -l 7070 /bin/true >/dev/null 2>&1 & sleep 1'
	hammer_on
	check "it comes again, and looks at what listens here" says 0 'audit' 'dpkg -i /root/outlook-guard.deb'
	hammer_off
	check "nothing is cut off" answered 7777
	check "the journal names what would be" says 0 '7070' 'journalctl -b -u outlook-guard'
	restart
	hammered_start
	check "a restart does not end that audit" answered 7777
	check "ogctl enforce does" says 0 . 'ogctl enforce'
	restart
	hammered_start
	check "and then each start is shut" silent 7777
}
