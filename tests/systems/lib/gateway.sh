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

# new_disk NAME: of tests/systems/image; what is written stays here
new_disk()
{
	local of=image_$1

	image=${!of}
	rm -f "$work/disk"
	cp --sparse=always "$image/disk" "$work/disk"
}

# power_on [KERNEL ARGUMENT...]: and wait for the console. `boots` counts them.
power_on()
{
	local args="root=/dev/vda rw console=ttyS0 oops=panic panic=-1 random.trust_cpu=on no_timer_check quiet $*"

	boots=$((boots + 1))
	console_make "$work/$boots"
	setpriv --pdeathsig KILL "${emulator}usr/bin/qemu-system-x86_64" -L "${emulator}usr/share/qemu" -L "${emulator}usr/share/seabios" \
		-M pc -cpu max -accel tcg,thread=multi -smp 2 -m 1024 -nodefaults -no-user-config -no-reboot -display none \
		-kernel "$image/vmlinuz" -initrd "$image/initrd" -append "$args" \
		-drive "file=$work/disk,format=raw,if=virtio,cache=unsafe" \
		-netdev tap,id=n0,ifname=tap0,script=no,downscript=no -device "virtio-net-pci,netdev=n0,mac=$gateway_mac,romfile=" \
		-chardev "file,id=log,path=$work/$boots.console" -serial chardev:log \
		-chardev "pipe,id=ctl,path=$work/$boots" -serial chardev:ctl </dev/null 2>"$work/$boots.qemu" 7>&- 8>&- &
	machine=$!
	served || die "the gateway does not come up: $(tail -n 5 "$work/$boots.console" "$work/$boots.qemu")"
}

# booted: all that systemd had to start has started, or failed. `running` is false where something failed.
booted()
{
	at_console 'systemctl is-system-running --wait >/dev/null; true'
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
