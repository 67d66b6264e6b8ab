# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # here, top and work are set by those who source this
# One booted gateway: its disk, its power, its console, and a tap in this network namespace, at which 192.0.2.20 and 2001:db8::20 are.

machine=''
readonly gateway_mac=52:54:00:00:00:01

# wire: the tap. The gateway's hardware address is known beforehand, so that packets wait for nothing: the first that the card
# could answer is there at its first moment.
wire()
{
	ip link set lo up
	ip tuntap add tap0 mode tap
	ip addr add 192.0.2.20/24 dev tap0
	ip addr add 2001:db8::20/64 dev tap0 nodad
	ip link set tap0 up
	ip neigh replace 192.0.2.1 lladdr "$gateway_mac" nud permanent dev tap0
	ip neigh replace 2001:db8::1 lladdr "$gateway_mac" nud permanent dev tap0
}

# new_disk: of tests/systems/image, of the case's kind; what is written stays here
new_disk()
{
	local of=image_$kind

	image=${!of}
	rm -f "$work/disk" "$work/variables" "$work/vmlinuz" "$work/initrd"
	cp --sparse=always "$image/disk" "$work/disk"
	[ ! -e "$image/variables" ] || cp "$image/variables" "$work/variables"
}

# starts_with KERNEL ARGUMENT...: sets `start`, QEMU's words for how a kernel comes into the machine. By QEMU itself; or, with an EFI
# system partition, by the firmware, with Secure Boot on, shim and GRUB, whose kernel arguments are the image's.
starts_with()
{
	local from=$image

	if [ ! -e "$image/esp" ]; then
		[ ! -e "$work/vmlinuz" ] || from=$work
		start=(-M pc -kernel "$from/vmlinuz" -initrd "$from/initrd" -append "$kernel_arguments $*")
		return
	fi
	start=(-M "q35,smm=on" -global "driver=cfi.pflash01,property=secure,value=on" -global ICH9-LPC.disable_s3=1
		-drive "if=pflash,unit=0,format=raw,readonly=on,file=$image/firmware"
		-drive "if=pflash,unit=1,format=raw,file=$work/variables"
		-drive "if=none,id=esp,format=raw,file=$image/esp,readonly=on"
		-device "virtio-blk-pci,drive=esp,bootindex=0")
}

# switch_on [KERNEL ARGUMENT...]: `boots` counts them
switch_on()
{
	boots=$((boots + 1))
	console_make "$work/$boots"
	starts_with "$@"
	setpriv --pdeathsig KILL "${emulator}usr/bin/qemu-system-x86_64" -L "${emulator}usr/share/qemu" -L "${emulator}usr/share/seabios" \
		-cpu max -accel tcg,thread=multi -smp 2 -m 1024 -nodefaults -no-user-config -no-reboot -display none \
		-drive "if=none,id=disk,file=$work/disk,format=raw,cache=unsafe" -device virtio-blk-pci,drive=disk "${start[@]}" \
		-netdev tap,id=n0,ifname=tap0,script=no,downscript=no -device "virtio-net-pci,netdev=n0,mac=$gateway_mac,romfile=" \
		-chardev "file,id=log,path=$work/$boots.console" -serial chardev:log \
		-chardev "pipe,id=ctl,path=$work/$boots" -serial chardev:ctl \
		-chardev "socket,id=keys,path=$work/$boots.keys,server=on,wait=off" -mon chardev=keys,mode=control \
		</dev/null 2>"$work/$boots.qemu" 7>&- 8>&- &
	machine=$!
}

# power_on [KERNEL ARGUMENT...]: and wait for the console
power_on()
{
	switch_on "$@"
	served || die "the gateway does not come up: $(tail -n 5 "$work/$boots.console" "$work/$boots.qemu")"
}

# booted: all that systemd had to start has started, or failed. `running` is false where something failed.
booted()
{
	at_console 'systemctl is-system-running --wait >/dev/null; true'
	[ -n "${described:-}" ] || describe
}

# addressed: the card has its addresses, of both families, and nobody waits for whether another has them: NetworkManager begins with
# that when all has started. A card that was taken away gets none.
# shellcheck disable=SC2016 # for the shell of the gateway
addressed()
{
	at_console 'timeout 120 sh -c "while ip link show eth0 >/dev/null 2>&1 &&
		[ \$(ip -o address show dev eth0 scope global -tentative | wc -l) -lt 2 ]; do sleep 0.5; done"; true'
}

# describe: what gateway it is, once a case
# shellcheck disable=SC2016 # for the shell of the gateway
describe()
{
	described=$(at_console '. /etc/os-release && echo "$PRETTY_NAME $(cat /etc/debian_version), Linux $(uname -r), $(systemctl --version |
		head -n 1), the network by $(for unit in networking systemd-networkd NetworkManager; do
		! systemctl --quiet is-active $unit || echo $unit; done | xargs)"')
	echo "    $described"
}

# power_cut: what was written is on the disk, nothing else
power_cut()
{
	at_console sync
	off
}

# restart: as an administrator does it
restart()
{
	at_console 'systemctl --no-block reboot' >/dev/null
	wait "$machine" || true
	machine=''
}

# restart_into_newest: as `restart`, and the next start is one of the kernel that /vmlinuz is by then, as a boot loader would take it
restart_into_newest()
{
	local kernel

	kernel=$(at_console 'readlink -f /vmlinuz')
	restart
	# what is in the journal still
	e2fsck -p "$work/disk" || [ $? -eq 1 ]
	debugfs -R "dump $kernel $work/vmlinuz" "$work/disk"
	debugfs -R "dump ${kernel/vmlinuz/initrd.img} $work/initrd" "$work/disk"
	if ! [ -s "$work/vmlinuz" ] || ! [ -s "$work/initrd" ]; then
		die "the disk has no $kernel"
	fi
}

off()
{
	[ -z "$machine" ] || kill "$machine" 2>/dev/null || true
	[ -z "$machine" ] || wait "$machine" 2>/dev/null || true
	machine=''
}

# complaints: of the kernel's, in all starts
complaints()
{
	grep -aE -m 5 "$complaints" "$work"/*.console
}
