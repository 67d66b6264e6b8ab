# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # vm, the folder tests/vm, is set by those who source this
# The initramfs that guest/initramfs runs in.

# What it loads; a module that the kernel has built in is left out by modprobe itself
boot_modules="virtio_pci virtio_blk virtio_console loop squashfs overlay"

# initrd ROOT VERSION DIR [BUSYBOX]: makes DIR/initrd out of a tree in DIR; BUSYBOX is that of another processor
initrd()
{
	local tree=$3/tree module

	mkdir -p "$tree"/{bin,dev,mod,new,old,proc,sys}
	install "${4:-$(command -v busybox)}" "$tree/bin/busybox"
	install "$vm/guest/initramfs" "$tree/init"
	: >"$tree/mod/order"
	# shellcheck disable=SC2086 # a list
	modprobe -d "$1/usr" -S "$2" --show-depends -a $boot_modules |
		awk '$1 == "insmod" && !seen[$2]++ { print $2 }' |
		while read -r module; do
			install -m 644 "$module" "$tree/mod/"
			basename "$module" >>"$tree/mod/order"
		done
	(cd "$tree" && find . | cpio -o -H newc --quiet) >"$3/initrd"
}
