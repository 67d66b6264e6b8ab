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

# systemd_says UNIT-STATE BEFORE NETWORK-AFTER: of outlook-guard.service, and of who brings the network up
systemd_says()
{
	printf '%s\n' "$1" "Before=$2" >"$programs/unit.text"
	printf '%s\n' 'Id=networking.service' 'ActiveState=active' "After=$3" '' 'Id=dhcpcd.service' 'ActiveState=inactive' 'After=' \
		>"$programs/network.text"
	# shellcheck disable=SC2016 # for the inner shell
	printf '#!/bin/sh\ncase $* in *outlook-guard.service*) cat %q ;; *) cat %q ;; esac\n' \
		"$programs/unit.text" "$programs/network.text" >"$programs/systemctl"
	chmod +x "$programs/systemctl"
}

good_order='shutdown.target network-pre.target sysinit.target'
good_state=$'ActiveState=active\nUnitFileState=enabled'

# ssh, and where it is
listens()
{
	mkdir -p "$OG_PROC_ROOT/proc/net" "$OG_PROC_ROOT/etc/ssh"
	echo "Port $1" >"$OG_PROC_ROOT/etc/ssh/sshd_config"
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
	file /lib/systemd/system/outlook-guard.service x
	mkdir -p "$OG_PROC_ROOT/run/systemd/system"
	systemd_says "$good_state" "$good_order" 'local-fs.target network-pre.target'
	file /lib/systemd/system/outlook-guard-fallback.service x
	file /usr/lib/x86_64-linux-gnu/libnftables.so.1 x
	file "/lib/modules/$kernel/kernel/net/netfilter/nf_tables.ko" x
	file /etc/outlook-guard/policy 'reset'
	chmod 640 "$OG_PROC_ROOT/etc/outlook-guard/policy"
	file /var/lib/outlook-guard/last-good 'reset'
	file /proc/cmdline 'BOOT_IMAGE=/vmlinuz ro quiet'
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
json '[.seen[].group] | unique == ["addresses","conntrack","disk","dkms","fallback","kernel","module","needs","others","signature","units"]'
expect 0 "$OGCTL" doctor
out_has "kernel: $kernel, the running kernel: the module is there, and headers"
err_has 'doctor: 0 warnings, 0 hints'

# --- kernels ---

rm "$OG_PROC_ROOT/lib/modules/$kernel/updates/dkms/outlook_guard.ko"
echo 'kernel/a.ko:' >"$OG_PROC_ROOT/lib/modules/$kernel/modules.dep"
finds 1 kernel no-module ".do == \"dkms install outlook_guard/$version -k $kernel\" and (.what | contains(\"headers\") | not)"
rm -r "$OG_PROC_ROOT/lib/modules/$kernel/build"
finds 1 kernel no-module ".do == \"apt-get install linux-headers-$kernel && dkms install outlook_guard/$version -k $kernel\""
rm -r "$OG_PROC_ROOT/lib/modules/$kernel/updates"
echo 'kernel/a.ko:' >"$OG_PROC_ROOT/lib/modules/$kernel/modules.dep"
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
answers mokutil 1 '/var/lib/dkms/mok.pub is already in db'
healthy
answers mokutil 1 '/var/lib/dkms/mok.pub is already in the enrollment request'
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
finds 1 module not-loaded '.do | startswith("systemctl restart outlook-guard.service")'
rm "$OG_PROC_ROOT/lib/systemd/system/outlook-guard.service"
doctor 1
json 'any(.findings[]; .rule == "not-loaded" and (.do | startswith("modprobe outlook_guard ")))'
well
on_disk 4567CDEF
finds 0 module version '.severity == "hint" and .do == "ogctl reload"'
well
file /sys/module/outlook_guard/version 0.1.0
# the sum is over kmod alone, and may be the same
finds 1 module version ".do == \"ogctl reload\" and (.what | contains(\"and on disk is another build, $version\"))"
version=0.1.0 on_disk 0123ABCD
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

# --- units ---

well
rm "$OG_PROC_ROOT/lib/systemd/system/outlook-guard.service"
finds 1 units no-unit '.do == "apt-get install --reinstall outlook-guard"'
well
rm -r "$OG_PROC_ROOT/run/systemd"
healthy
# unit RULE STATE-FILE STATE COMMAND
unit()
{
	well
	systemd_says "ActiveState=$3"$'\n'"UnitFileState=$2" "$good_order" 'network-pre.target'
	finds 1 units "$1" ".do | startswith(\"$4\")"
}
unit masked masked active 'systemctl unmask outlook-guard.service && systemctl enable '
unit disabled disabled active 'systemctl enable outlook-guard.service'
unit failed enabled failed 'systemctl restart outlook-guard.service'
unit not-started enabled inactive 'systemctl start outlook-guard.service && systemd-analyze verify '
well
systemd_says "$good_state" 'shutdown.target not-network-pre.target network-pre.target.wants' 'network-pre.target'
finds 1 units order '.do == "systemctl revert outlook-guard.service"'
well
systemd_says "$good_state" "$good_order" 'local-fs.target'
finds 1 units network-unit '(.what | startswith("networking.service ")) and (.do | contains("/etc/systemd/system/networking.service.d/"))'
repair=$(jq -r '.findings[0].do' "$work/out")
verdict 'its command writes a drop-in' bash -c "systemctl() { :; }; ${repair//\/etc/$OG_PROC_ROOT/etc}"
out=$(cat "$OG_PROC_ROOT/etc/systemd/system/networking.service.d/outlook-guard.conf")
out_is $'[Unit]\nWants=network-pre.target\nAfter=network-pre.target'

# --- what holds without the module ---

well
rm "$OG_PROC_ROOT/lib/systemd/system/outlook-guard-fallback.service"
finds 1 fallback no-unit '.do == "apt-get install --reinstall outlook-guard"'
well
rm "$OG_PROC_ROOT/usr/lib/x86_64-linux-gnu/libnftables.so.1"
finds 1 fallback no-library '.do == "apt-get install libnftables1"'
well
rm -r "$OG_PROC_ROOT/lib/modules/$kernel/kernel"
finds 1 fallback no-nft ".do == \"apt-get install --reinstall linux-image-$kernel\""
file "/lib/modules/$kernel/modules.builtin" kernel/net/netfilter/nf_tables.ko
healthy
# what refuses needs more of nft
echo 'refuse reject' | tee -a "$policy" >>"$OG_PROC_ROOT/etc/outlook-guard/policy"
finds 1 fallback no-reject '.why | contains("those of last resort would hold")'
file "/lib/modules/$kernel/kernel/net/netfilter/nft_reject_inet.ko.xz" x
healthy

# --- the policy on disk ---

well
rm "$OG_PROC_ROOT/etc/outlook-guard/policy"
finds 1 disk none '.do == "ogctl save"'
repair=$(jq -r '.findings[0].do' "$work/out")
# shellcheck disable=SC2317 # by eval
ogctl()
{
	"$OGCTL" "$@" >/dev/null 2>&1
}
eval "$repair"
healthy
well
file /etc/outlook-guard/policy 'input +70000/tcp'
finds 1 disk bad '.what == "/etc/outlook-guard/policy:1:8: port 70000 is over 65535"'
well
file /etc/outlook-guard/policy '+443/tcp'
finds 0 disk differs '.do | startswith("ogctl save ")'
well
file /etc/outlook-guard/policy 'mode audit'
doctor 1
json '[.findings[].rule] == ["differs", "mode"] and .findings[1].do == "ogctl enforce && ogctl save"'
ogctl enforce --force
ogctl save
healthy
well
chmod 662 "$OG_PROC_ROOT/etc/outlook-guard/policy"
finds 1 disk writable '.do == "chmod go-w /etc/outlook-guard/policy"'
well
rm "$OG_PROC_ROOT/var/lib/outlook-guard/last-good"
finds 0 disk no-last-good '.do == "ogctl save"'
ogctl save
healthy

# --- addresses that are there before any unit ---

for line in 'ro ip=dhcp' 'ip=10.0.0.2::10.0.0.1:255.255.255.0::eth0:off ro'; do
	well
	file /proc/cmdline "$line"
	finds 0 addresses initramfs-address '(.do | contains("/etc/default/grub")) and (.what | endswith("the kernel'"'"'s command line"))'
done
for line in 'ip=off' 'ro ip= quiet' 'iip=dhcp' 'ip=none'; do
	well
	file /proc/cmdline "$line"
	healthy
done
well
file /etc/initramfs-tools/conf.d/net 'IP=:::::eth0:dhcp'
finds 0 addresses initramfs-address '.do == "sed -i '"'s/^IP=.*/IP=off/'"' /etc/initramfs-tools/conf.d/net && update-initramfs -u"'
# who unlocks a disk by ssh is not told to give it up
file /usr/share/initramfs-tools/hooks/dropbear x
healthy
file /etc/dropbear/initramfs/dropbear.conf '#IFDOWN="*"' 'IFDOWN=none'
finds 1 addresses initramfs-ssh '.do == "sed -i '"'/^IFDOWN=/d'"' /etc/dropbear/initramfs/dropbear.conf && update-initramfs -u"'

# --- the table of connections ---

# setting NAME VALUE
setting()
{
	file "/proc/sys/net/netfilter/nf_conntrack_$1" "$2"
}
well
setting count 799
setting max 1000
healthy
setting count 800
finds 0 conntrack nearly-full '.do | startswith("sysctl -w net.netfilter.nf_conntrack_max=2000 && ")'
setting count 950
finds 1 conntrack full '.what == "950 connections of 1000 are known"'
well
columns='entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart'
file /proc/net/stat/nf_conntrack "$columns" '0000002d  00000000 00000000 00000000 000001b1 00000000 00000000 00000001 00000000 00000003 00000000 00000000 00000000  00000000 00000000 00000000 00000000'
healthy
echo '0000002d  00000000 00000000 00000000 000001b1 00000000 00000000 00000001 00000000 00000003 00000010 0000000a 00000000  00000000 00000000 00000000 00000000' >>"$OG_PROC_ROOT/proc/net/stat/nf_conntrack"
finds 0 conntrack dropped '.what | startswith("since the start 16 new connections were dropped and 10 others forgotten")'
well
setting tcp_loose 1
setting tcp_timeout_established 7440
healthy
setting tcp_loose 0
finds 0 conntrack not-loose '.do | startswith("sysctl -w net.netfilter.nf_conntrack_tcp_loose=1 && ")'
setting tcp_loose 1
setting tcp_timeout_established 600
finds 0 conntrack forgets-soon '.what == "a tcp connection is forgotten after 600 seconds of silence"'
well
file /etc/sysctl.d/50.conf 'net.ipv4.ip_forward = 1'
healthy
file /etc/sysctl.d/50.conf 'net.netfilter.nf_conntrack_max = 100000'
finds 0 conntrack set-too-early '.do == "echo nf_conntrack >/etc/modules-load.d/nf_conntrack.conf"'
file /etc/modules-load.d/nf_conntrack.conf nf_conntrack
healthy

# --- what the policy in force would cut off ---

well
mkdir -p "$OG_PROC_ROOT/etc/network"
file /etc/network/interfaces 'iface eth0 inet6 dhcp'
finds 1 needs dhcp '.do == "echo '"'input +546/udp'"' | ogctl apply -"'
repair=$(jq -r '.findings[0].do' "$work/out")
eval "$repair"
ogctl save
healthy
well
listens 2222
finds 0 needs ssh '.severity == "hint" and .do == "echo '"'input +2222/tcp'"' | ogctl apply -"'
well
sed -i 's/ icmp / /' "$policy"
doctor 1
json 'any(.findings[]; .rule == "no-icmp" and .group == "needs" and (.do | startswith("echo '"'input +icmp"'")))'

finish
