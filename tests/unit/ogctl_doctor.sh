#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What doctor says of a machine: its kernels, DKMS, Secure Boot, what is loaded. One that is well, and one fault at a time.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

version=$(sed -n 's/^#define OG_VERSION[[:space:]]*"\(.*\)"/\1/p' "$top/include/outlook_guard.h")
kernel=6.1.0-48-amd64
programs=$work/programs
mkdir -p "$programs"
export PATH=$programs:$PATH

# file PATH TEXT...
file()
{
	mkdir -p "$OG_PROC_ROOT${1%/*}"
	printf '%b\n' "${@:2}" >"$OG_PROC_ROOT$1"
}

# answers PROGRAM STATUS TEXT...: whatever it is asked
answers()
{
	printf '%s\n' "${@:3}" >"$programs/$1.text"
	printf '#!/bin/sh\ncat %q\nexit %d\n' "$programs/$1.text" "$2" >"$programs/$1"
	chmod +x "$programs/$1"
}

# kernel_has RELEASE: started from /boot, with headers and the module
kernel_has()
{
	file "/boot/vmlinuz-$1" x
	file "/lib/modules/$1/build/Makefile" x
	file "/lib/modules/$1/updates/dkms/outlook_guard.ko" x
	file "/lib/modules/$1/modules.dep" 'kernel/a.ko:' 'updates/dkms/outlook_guard.ko: kernel/net/netfilter/nf_conntrack.ko'
}

# on_disk SOURCE SIGNER: what modprobe would load
on_disk()
{
	answers modinfo 0 "filename:       /lib/modules/$kernel/updates/dkms/outlook_guard.ko" "version:        $version" \
		"srcversion:     $1" "depends:        nf_conntrack" ${2:+"signer:         $2"}
}

well()
{
	fresh_module
	rm -f "$programs"/*
	file /proc/sys/kernel/osrelease "$kernel"
	kernel_has "$kernel"
	file "/var/lib/dkms/outlook_guard/$version/$kernel/x86_64/module/outlook_guard.ko" x
	file "/usr/src/outlook_guard-$version/dkms.conf" x
	file /sys/module/outlook_guard/srcversion 0123ABCD
	on_disk 0123ABCD
	file /var/lib/dpkg/info/linux-image-amd64.list /.
	file /var/lib/dpkg/info/linux-headers-amd64.list /.
	file "/var/lib/dpkg/info/linux-image-$kernel.list" /.
}

# doctor CODE
doctor()
{
	expect "$1" "$OGCTL" -j doctor
}

# finds CODE GROUP RULE FILTER: this, and nothing else; each has a command
finds()
{
	doctor "$1"
	json "[.findings[] | \"\(.group) \(.rule)\"] == [\"$2 $3\"]"
	json "any(.findings[]; $4)"
	json 'all(.findings[]; (.what | length > 0) and (.why | length > 0) and (.do | length > 0))'
}

healthy()
{
	doctor 0
	json '.findings == [] and .clean'
}

well
healthy
json '[.seen[].group] | unique | length > 3'
expect 0 "$OGCTL" doctor
out_has "kernel: $kernel, the running kernel: the module is there, and headers"
err_has 'doctor: 0 warnings, 0 hints'

# --- kernels ---

rm "$OG_PROC_ROOT/lib/modules/$kernel/updates/dkms/outlook_guard.ko"
echo 'kernel/a.ko:' >"$OG_PROC_ROOT/lib/modules/$kernel/modules.dep"
finds 1 kernel no-module ".do == \"dkms install outlook_guard/$version -k $kernel\" and (.what | contains(\"headers\") | not)"
rm -r "$OG_PROC_ROOT/lib/modules/$kernel/build"
finds 1 kernel no-module ".do == \"apt-get install linux-headers-$kernel && dkms install outlook_guard/$version -k $kernel\""
rm -r "${OG_PROC_ROOT:?}/lib"
finds 1 kernel no-module '.severity == "warning"'
expect 1 "$OGCTL" doctor
out_has "kernel: warning: $kernel, the running kernel, has no module, and no headers to build one [no-module]"
err_has 'doctor: 1 warning, 0 hints'
well
echo 'kernel/a.ko:' >"$OG_PROC_ROOT/lib/modules/$kernel/modules.dep"
finds 1 kernel no-module ".do == \"depmod $kernel\""
well
rm -r "$OG_PROC_ROOT/lib/modules/$kernel/build"
finds 0 kernel no-headers ".severity == \"hint\" and .do == \"apt-get install linux-headers-$kernel\""
# the next one, which nobody started yet; one that is gone leaves a folder
well
next=6.12.88+deb12-amd64
file "/lib/modules/$next/modules.dep" 'kernel/a.ko:'
healthy
file "/boot/vmlinuz-$next" x
finds 1 kernel next-kernel ".do == \"apt-get install linux-headers-$next && dkms install outlook_guard/$version -k $next\""
rm "$OG_PROC_ROOT/boot/vmlinuz-$next"
file "/lib/modules/$next/vmlinuz" x
finds 1 kernel next-kernel '.severity == "warning"'
kernel_has "$next"
healthy
well
rm "$OG_PROC_ROOT/var/lib/dpkg/info/linux-headers-amd64.list"
finds 1 kernel headers-package '.do == "apt-get install linux-headers-amd64"'

# --- DKMS ---

well
file "/var/lib/dkms/outlook_guard/0.1.0/source/dkms.conf" x
finds 0 dkms old-version ".do == \"dkms remove outlook_guard/0.1.0 --all && dkms install outlook_guard/$version\""
well
file "/var/lib/dkms/outlook_guard/$version/build/make.log" "DKMS make.log for outlook_guard-$version for kernel $next (x86_64)" 'error: x'
finds 1 dkms build-failed "(.do | endswith(\"dkms install outlook_guard/$version -k $next\")) and (.what | contains(\"$next\"))"
file "/var/lib/dkms/outlook_guard/$version/build/make.log" ''
finds 1 dkms build-failed "(.do | endswith(\"dkms install outlook_guard/$version\"))"
well
rm -r "${OG_PROC_ROOT:?}/usr/src"
finds 1 dkms no-sources '.do == "apt-get install --reinstall outlook-guard-dkms"'
well
rm -r "$OG_PROC_ROOT/var/lib/dkms"
finds 1 dkms not-known '.do == "apt-get install --reinstall outlook-guard-dkms"'
file /usr/sbin/dkms x
finds 1 dkms not-known ".do == \"dkms add outlook_guard/$version && dkms install outlook_guard/$version\""

# --- Secure Boot ---

efi=/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
# secure VALUE-IN-OCTAL: after four bytes of attributes
secure()
{
	mkdir -p "$OG_PROC_ROOT${efi%/*}"
	printf '\006\000\000\000%b' "\\0$1" >"$OG_PROC_ROOT$efi"
}
well
secure 000
healthy
json 'any(.seen[]; .text == "Secure Boot is off: no signature is asked for")'
secure 001
finds 1 signature unsigned '.do | startswith("dkms install --force ")'
on_disk 0123ABCD 'DKMS module signing key'
file /var/lib/dkms/mok.pub x
answers mokutil 1 '/var/lib/dkms/mok.pub is already enrolled'
healthy
json 'any(.seen[]; .text | contains("that key is enrolled"))'
answers mokutil 0 '/var/lib/dkms/mok.pub is not enrolled'
finds 1 signature mok '(.do | startswith("mokutil --import /var/lib/dkms/mok.pub ")) and (.do | contains("Enroll MOK, Continue, Yes")) and (.do | contains("missed"))'
answers mokutil 0 '/var/lib/dkms/mok.pub is not enrolled' '[key 1]' 'SHA1 Fingerprint: 00:11'
finds 1 signature mok-waits '(.do | startswith("restart")) and (.do | contains("mokutil --import /var/lib/dkms/mok.pub"))'
# it is loaded, so the kernel took it; else nobody can tell
answers mokutil 127 ''
healthy
rm -r "$OG_PROC_ROOT/sys/module/outlook_guard" "$OG_PROC_ROOT/proc/net/outlook_guard"
doctor 1
json 'any(.findings[]; .rule == "mok-unknown" and .severity == "hint" and .do == "apt-get install mokutil && ogctl doctor")'
well
file /sys/module/module/parameters/sig_enforce Y
finds 1 signature unsigned '.what | startswith("module.sig_enforce is on")'
well
file /sys/kernel/security/lockdown 'none [integrity] confidentiality'
finds 1 signature unsigned '.what | startswith("it is locked down")'
file /sys/kernel/security/lockdown '[none] integrity confidentiality'
healthy

# --- what is loaded ---

well
rm -r "$OG_PROC_ROOT/sys/module/outlook_guard" "$OG_PROC_ROOT/proc/net/outlook_guard"
finds 1 module not-loaded '.do | startswith("modprobe outlook_guard ")'
file /lib/systemd/system/outlook-guard.service x
doctor 1
json 'any(.findings[]; .rule == "not-loaded" and (.do | startswith("systemctl restart outlook-guard.service")))'
well
on_disk 4567CDEF
finds 0 module version '.severity == "hint" and .do == "ogctl reload"'
well
file /sys/module/outlook_guard/version 0.1.0
finds 1 module version ".severity == \"warning\" and .do == \"dkms install outlook_guard/$version && ogctl reload\""
on_disk 4567CDEF
finds 1 module version ".do == \"ogctl reload\" and (.what | contains(\"version 0.1.0 is loaded, this tool is $version, and on disk is another build, $version\"))"
# forbidden yes|no LINE
forbidden()
{
	well
	file /etc/modprobe.d/x.conf "$2"
	if [ "$1" = yes ]; then
		finds 1 module forbidden '.do | endswith(" /etc/modprobe.d/x.conf")'
		repair=$(jq -r '.findings[0].do' "$work/out")
		verdict 'its command mends it' bash -c "${repair/ \/etc/ $OG_PROC_ROOT/etc}"
	fi
	healthy
}
forbidden yes 'blacklist outlook_guard'
forbidden yes '  install outlook-guard /bin/false'
forbidden no '# blacklist outlook_guard'
forbidden no 'blacklist outlook'
forbidden no 'options outlook_guard policy=+443/tcp'
well
file /usr/sbin/ogctl x
healthy
file /usr/local/sbin/ogctl x
finds 1 module two-tools '.do | startswith("rm /usr/local/sbin/ogctl")'

finish
