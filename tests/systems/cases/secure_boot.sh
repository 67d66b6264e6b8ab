# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2016,SC2154 # read by tests/systems/run, set there; for the shell of the gateway
# Secure Boot with the chain that Debian signs: firmware, shim, GRUB, kernel, and the key of the machine's own that DKMS signs with.

long+=(secure_boot secure_boot@secured_newer)
needs[secure_boot]=secured

# import_key: the command that doctor prints, as it is printed, with a password twice
import_key()
{
	local line

	line=$({ at 'ogctl doctor' || true; } | grep -oE 'mokutil --import [^ ]+') || return
	echo "$line"
	at "printf 'outlook\noutlook\n' | $line"
}

# screen WORDS: waits until the firmware's screen, which a serial port shows too, has them; they come with escape sequences between
screen()
{
	# shellcheck disable=SC2016 # for the shell inside
	timeout 300 sh -c 'until tr -d "\0" <"$1" | grep -qaF -- "$2"; do sleep 0.3; done' sh "$work/$boots.console" "$1"
}

# press KEY...
press()
{
	"$here/keys" "$work/$boots.keys" "$@"
}

# at_the_console: as doctor has it: within ten seconds a key, Enroll MOK, Continue, Yes, the password, Reboot
at_the_console()
{
	screen 'Press any key to perform MOK management' && press ret &&
		screen 'Enroll MOK' && press down ret &&
		screen 'View key' && press down ret &&
		screen 'Enroll the key(s)?' && press down ret &&
		screen 'Password' && press text:outlook ret &&
		screen 'Reboot' && press ret &&
		timeout 60 tail --pid="$machine" -f /dev/null
}

# refused_at_first: installed where the key is nobody's yet
refused_at_first()
{
	new_disk
	power_on
	booted
	check "Secure Boot is on" says 0 'SecureBoot enabled' 'mokutil --sb-state'
	check "dpkg goes on" says 0 . 'dpkg -i /root/outlook-guard.deb'
	check "the kernel refuses the module" says 1 'Key was rejected by service' 'modprobe outlook_guard'
	check "a first start without a module cuts nothing off" now_open 7777
	check "the unit failed and says how the key is enrolled" says 0 'mokutil --import' \
		'systemctl --quiet is-failed outlook-guard && journalctl -b -u outlook-guard'
	check "status --check: nothing is in force" says 3 . 'ogctl status --check'
	at 'mv /usr/bin/mokutil /root/'
	check "without mokutil doctor says what to install" says 1 'apt-get install mokutil' 'ogctl doctor'
	at 'mv /root/mokutil /usr/bin/'
	check "doctor knows why" says 1 'is not enrolled' 'ogctl doctor'
}

# missed: nobody presses a key at the restart
missed()
{
	check "what doctor says imports the key" import_key
	check "and then says that it waits" says 1 'waits to be enrolled' 'ogctl doctor'
	restart
	power_on
	booted
	check "MokManager asked" grep -qa 'Press any key' "$work/$boots.console"
	check "who missed it has to import the key again, and doctor says so" says 1 'is not enrolled' 'ogctl doctor'
}

# enrolled WHAT: imported, and the restart that MokManager asks at
enrolled()
{
	check "imported $1" import_key
	restart
	switch_on
	check "and enrolled at the console, as doctor says it" at_the_console
	off
}

# another_key: as when DKMS finds none and makes itself one; until that is enrolled the fallback is in force. Where a kernel's modules are
# compressed DKMS compresses ours, and it is what is inside that is signed.
another_key()
{
	at 'cd /var/lib/dkms && openssl req -new -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=another/ -outform DER \
		-keyout mok.key -out mok.pub 2>/dev/null &&
		module=$(ls /lib/modules/*/updates/dkms/outlook_guard.ko*) && packed=${module##*.ko} &&
		if [ -n "$packed" ]; then xz -d "$module"; fi &&
		/usr/lib/linux-kbuild-*/scripts/sign-file sha256 mok.key mok.pub "${module%.xz}" &&
		if [ -n "$packed" ]; then xz --check=crc32 --lzma2=dict=1MiB "${module%.xz}"; fi'
	restart
	hammered_start
	check "with a module that another key signed, the unlisted port is shut from the first moment" silent 7777
	check "ssh and a listed port are not" eval 'answered 22 && answered 8080'
	check "by the fallback" says 0 'fallback' 'ogctl status --check'
	check "a login says so" says 0 'outlook_guard: ' '/etc/update-motd.d/60-outlook-guard'
	check "doctor knows why" says 1 'is not enrolled' 'ogctl doctor'
}

case_secure_boot()
{
	refused_at_first
	missed
	enrolled "once more"
	power_on
	booted
	check "the module is loaded, and the first start is an audit" says 1 . 'ogctl status --check'
	check "doctor sees the key" says 0 'that key is enrolled' 'ogctl doctor || test $? -eq 1'
	check "ogctl enforce ends the audit" says 0 . 'ogctl enforce'
	check "the unlisted port is shut" now_shut 7777
	another_key
	enrolled "the other key"
	hammered_start
	check "the module is in force again, shut from the first moment" silent 7777
	check "and the fallback is gone" says 1 '.*' 'nft list table inet outlook_guard_fallback'
	check "status --check says enforced" says 0 . 'ogctl status --check && test -d /sys/module/outlook_guard'
	check "Secure Boot was on all the while" says 0 'SecureBoot enabled' 'mokutil --sb-state'
}
