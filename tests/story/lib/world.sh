# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # top and story_root are set by tests/story/run
# The world: the story's root with a layer of memory over it, in which office, firewall and data centre are. Of the mounts
# nobody outside sees anything, and they end with us.

stage=/run/story
world=$stage/world
# what is in the world's files; also demo_dir of tests/demo/lib/common.sh
scene=/run/outlook_guard-demo

world_devices()
{
	local node
	mount -t tmpfs -o mode=755 dev "$world/dev"
	for node in null zero full random urandom; do
		: >"$world/dev/$node"
		mount --bind "/dev/$node" "$world/dev/$node"
	done
	mkdir "$world/dev/shm" "$world/dev/pts"
	mount -t tmpfs -o mode=1777 shm "$world/dev/shm"
	mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts "$world/dev/pts"
	ln -s pts/ptmx "$world/dev/ptmx"
	ln -s /proc/self/fd "$world/dev/fd"
	ln -s /proc/self/fd/0 "$world/dev/stdin"
	ln -s /proc/self/fd/1 "$world/dev/stdout"
	ln -s /proc/self/fd/2 "$world/dev/stderr"
}

world_make()
{
	mount --make-rprivate /
	mount -t tmpfs -o mode=755 run /run
	mkdir -p "$world" "$stage/image" "$stage/memory"
	mount -t squashfs -o loop,ro "$story_root" "$stage/image"
	mount -t tmpfs -o mode=755 memory "$stage/memory"
	mkdir "$stage/memory/upper" "$stage/memory/work"
	mount -t overlay -o "lowerdir=$stage/image,upperdir=$stage/memory/upper,workdir=$stage/memory/work" story "$world"
	mount -t proc proc "$world/proc"
	mount -t sysfs -o ro sysfs "$world/sys"
	world_devices
	mount -t tmpfs -o mode=755 run "$world/run"
	mkdir -p "$world/og" "$world/run/lock" "$world$scene/log"
	chmod 1777 "$world/run/lock" "$world/tmp" "$world$scene/log"
	mount --bind "$top" "$world/og"
	mount -o remount,bind,ro "$world/og"
}

# in_world COMMAND...: with nothing of this machine's environment
in_world()
{
	exec chroot "$world" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		HOME=/root USER=root LOGNAME=root SHELL=/bin/bash LANG=C.UTF-8 TERM="${TERM:-dumb}" NO_COLOR="${NO_COLOR-}" "$@"
}
