# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154,SC2034 # the variables are those of tests/vm/run
# The machine. It has no network card but what --qemu gives it, and KVM only when told so; the kernel's log goes to a serial port, all else over virtio ports.

# disks FILE...: read-only disks, in the order of guest/initramfs; a comma in a name is doubled for QEMU.
# A disk answers when the host gets round to it, which no two runs do alike. So with --icount the guest gets the
# same files in its initrd, and sets them up as loop devices.
disks()
{
	local file

	initrd=$kernel/initrd
	if [ -n "$icount" ]; then
		initrd=$work/initrd
		mkdir -p "$work/disks"
		ln -s "$1" "$work/disks/vda"
		ln -s "$2" "$work/disks/vdb"
		ln -s "$3" "$work/disks/vdc"
		(cd "$work" && find disks | sort | cpio -o -L -H newc --reproducible --quiet) | cat "$kernel/initrd" - >"$initrd"
		return
	fi
	for file; do
		qemu+=(-drive "file=${file//,/,,},format=raw,if=virtio,readonly=on,file.locking=off")
	done
}

# port NAME: a virtio port of that name in the guest, a file of that name here. A file takes whatever comes at once;
# a pipe could make the guest spin until somebody read it. With --serial a serial port, in the order of guest/init.
port()
{
	local device=virtserialport,chardev=$1,name=$1

	[ -z "$serial" ] || device=isa-serial,chardev=$1
	: >"$work/$1"
	qemu+=(-chardev "file,id=$1,path=${work//,/,,}/$1" -device "$device")
}

# With --icount one instruction takes one nanosecond, and every run has the same clock and the same random numbers
clock()
{
	if [ -n "$icount" ]; then
		qemu+=(-accel tcg -icount "shift=0,sleep=off" -rtc "base=2025-01-01T00:00:00,clock=vm" -seed 1)
	elif [ -n "$kvm" ]; then
		qemu+=(-accel kvm)
	else
		qemu+=(-accel "tcg,thread=multi")
	fi
}

# qemu_command: sets the array qemu
qemu_command()
{
	local args="$boot_args loglevel=5 oops=panic panic=-1 nokaslr norandmaps random.trust_cpu=on"

	qemu=("${emulator}usr/bin/qemu-system-$processor" -L "${emulator}usr/share/qemu" -L "${emulator}usr/share/seabios")
	qemu+=("${emulated[@]}" -smp "$cpus" -m "$memory" -nodefaults -no-user-config -no-reboot)
	clock
	disks "$root" "$kernel/modules.sqfs" "$work/payload.tar"
	qemu+=(-display none -kernel "$kernel/vmlinuz" -initrd "$initrd" -append "$args $kernel_args")
	: >"$work/kernel.log"
	qemu+=(-chardev "file,id=log,path=${work//,/,,}/kernel.log" -serial chardev:log)
	# Without ioeventfd the processor itself hands a port's data on, at that very instruction
	qemu+=(-device "virtio-serial-pci${icount:+,ioeventfd=off}")
	[ -z "$interactive" ] || qemu+=(-chardev "stdio,id=tty,signal=off" -device "virtconsole,chardev=tty")
	port out
	port files
	port status
	qemu+=("${devices[@]}")
}

# qemu_run: until the machine is off or the time is up; sets ended to timeout's status (124: time is up)
qemu_run()
{
	ended=0
	if [ -n "$interactive" ]; then
		"${qemu[@]}" || ended=$?
		return 0
	fi
	setpriv --pdeathsig TERM timeout -k 5 "$seconds" "${qemu[@]}" </dev/null >"$work/qemu.err" 2>&1 &
	machine=$!
	tail -n +1 -f -s 0.1 --pid="$machine" "$work/out" &
	[ -z "$verbose" ] || tail -n +1 -f -s 0.1 --pid="$machine" "$work/kernel.log" | tr -d '\r' >&2 &
	wait "$machine" || ended=$?
	machine=
	wait
}
