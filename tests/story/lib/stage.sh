# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # the caller sets top, kernel_name and seconds; world.sh reads what is set here
# The stage, for tests/story/run and tests/soak/run: namespaces of its own, the gateway in its VM, and a play in the world. With
# tests/vm/lib/common.sh, tests/vm/lib/console.sh and world.sh beside it.

# what is played: also the folder of build/ where its logs go
stage_name=story

# Everything that comes from outside is fetched before there is no outside any more.
fetch()
{
	local version

	need unshare chroot setpriv
	story_root=$("$top/tests/vm/root" "$top/tests/story/packages")
	story_kernel=$("$top/tests/vm/kernel" "$kernel_name")
	"$top/tests/vm/qemu" >/dev/null
	version=$(cat "$story_kernel/version")
	[[ -x $top/build/bin/ogctl && -e $top/build/$version/outlook_guard.ko ]] ||
		die "ogctl, or the module for $version, is not built: use \"make $stage_name\", which builds them first"
	export story_root story_kernel
}

# The gateway. Its cards are two taps of this namespace, which play moves to where they belong; its console is a pipe in the world.
gateway_on()
{
	console_make "$world$scene/console"
	TMPDIR=$stage "$top/tests/vm/run" -k "$story_kernel" --root "$top/tests/story/packages" -t "$seconds" \
		--qemu -netdev --qemu tap,id=n0,ifname=office0,script=no,downscript=no \
		--qemu -device --qemu virtio-net-pci,netdev=n0,mac=52:54:00:00:00:01,romfile= \
		--qemu -netdev --qemu tap,id=n1,ifname=firewall0,script=no,downscript=no \
		--qemu -device --qemu virtio-net-pci,netdev=n1,mac=52:54:00:00:00:02,romfile= \
		--qemu -chardev --qemu "pipe,id=ctl,path=$world$scene/console" \
		--qemu -device --qemu virtserialport,chardev=ctl,name=ctl \
		-- tests/story/gateway/serve </dev/null >"$stage/gateway.out" 2>&1 7>&- 8>&- &
	gateway=$!
}

# stage_play COMMAND...: in the world. The first of play and gateway to end decides. The gateway goes after the play, and its kernel
# must have kept quiet.
stage_play()
{
	local status=0 ended

	in_world "$@" </dev/null &
	player=$!
	wait -n -p ended "$gateway" "$player" || status=$?
	if [[ $ended == "$gateway" ]]; then
		cat "$stage/gateway.out" >&2
		say "the gateway ended before the play did, with status $status"
		return 1
	fi
	printf 'exit 0\n' >&7
	wait "$gateway" || {
		cat "$stage/gateway.out" >&2
		say "the play ended with $status, but the gateway with $?"
		return 1
	}
	return "$status"
}

# shellcheck disable=SC2317 # called by the trap
keep_logs()
{
	[[ $1 != 0 && -d $world$scene ]] || return 0
	rm -rf "$top/build/$stage_name"
	mkdir -p "$top/build/$stage_name"
	cp -r "$stage/gateway.out" "$world$scene/log" "$world$scene/seen" "$top/build/$stage_name/" 2>/dev/null || true
	# whoever came with sudo is to be able to clean up
	chown -R --reference="$top" "$top/build/$stage_name"
	say "logs: $top/build/$stage_name"
}

# raise_curtain OPTION...: this program again, on a stage of its own. Of a signal nobody there needs to know: all of it ends with
# unshare, which ends with us.
raise_curtain()
{
	local status=0
	OG_STORY_STAGE=1 setpriv --pdeathsig KILL unshare --net --mount --pid --fork --kill-child --mount-proc "$0" "$@" </dev/null &
	curtain=$!
	trap 'kill -KILL "$curtain" 2>/dev/null; wait "$curtain"; exit 130' INT
	trap 'kill -KILL "$curtain" 2>/dev/null; wait "$curtain"; exit 143' TERM HUP
	wait "$curtain" || status=$?
	return "$status"
}

# stage_raise OPTION...: from outside it does not return; on the stage it does
stage_raise()
{
	if [[ -z ${OG_STORY_STAGE:-} ]]; then
		[[ $(id -u) == 0 ]] || exec sudo -E "$0" "$@"
		fetch
		raise_curtain "$@"
		exit
	fi
	trap 'keep_logs $?' EXIT
}
