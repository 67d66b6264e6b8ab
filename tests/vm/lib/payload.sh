# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # the variables are those of tests/vm/run
# What the guest gets from the host: one tar, read from a virtio disk and unpacked over the root.

# our_files: what was built for the guest, build/bin as on a machine of its own
our_files()
{
	(cd "$top" && find "$built/bin" "build/$version" \( -path '*/bin/*' -o -name '*.ko' \) \
		\( -type f -o -type l \) -print0 2>/dev/null) || true
}

# install_modules STAGE: our modules beside Debian's, as `make install` would. The kernel's own lie beside them only
# while depmod looks; in the guest they are there already.
install_modules()
{
	local modules=$1/usr/lib/modules/$version

	compgen -G "$top/build/$version/*.ko" >/dev/null || return 0
	mkdir -p "$modules/updates"
	cp "$top/build/$version/"*.ko "$modules/updates/"
	cp "$kernel/tree/usr/lib/modules/$version/modules."{order,builtin,builtin.modinfo} "$modules/"
	ln -s "$kernel/tree/usr/lib/modules/$version/kernel" "$modules/kernel"
	depmod -b "$1/usr" "$version"
	rm "$modules/kernel"
}

# pair ARGUMENT OPTION: splits FROM:TO, with what is relative in the guest taken from /og
pair()
{
	[[ $1 == ?*:?* ]] || usage "$2 wants two paths with a colon between"
	from=${1%%:*}
	to=${1#*:}
}

in_guest()
{
	case $1 in
	/*) printf '%s' "$1" ;;
	*) printf '/og/%s' "$1" ;;
	esac
}

# add_files STAGE: what --add names
add_files()
{
	local arg target

	for arg in "${adds[@]}"; do
		pair "$arg" --add
		[ -e "$from" ] || die "--add: no such file: $from"
		target=$1$(in_guest "$to")
		mkdir -p "${target%/*}"
		cp -aT "$from" "$target"
	done
}

# guest_config STAGE: what guest/init reads
guest_config()
{
	local arg

	install -D "$here/guest/init" "$1/.vm/init"
	printf '%s\0' "${command[@]}" >"$1/.vm/argv"
	: >"$1/.vm/get"
	for arg in "${gets[@]}"; do
		pair "$arg" --get
		printf '%s\0' "$(in_guest "$from")" >>"$1/.vm/get"
	done
	[ -z "$serial" ] || : >"$1/.vm/serial"
	[ -z "$interactive" ] || printf '%s %s\n' "${TERM:-dumb}" "$(stty size)" >"$1/.vm/terminal"
}

# make_payload FILE: folders are left out of the tar, because theirs would change the mode of such as /tmp
make_payload()
{
	local stage=$work/stage

	mkdir "$stage"
	guest_config "$stage"
	install_modules "$stage"
	add_files "$stage"
	{ "$top/tests/sources" | tr '\n' '\0'; our_files; } | tar -C "$top" --null --no-recursion --owner=0 --group=0 --numeric-owner \
		--transform="flags=rS;s,^$built/bin/,build/bin/,;s,^,og/," -cf "$1" -T -
	(cd "$stage" && find . -mindepth 1 \( ! -type d -o -empty \) -printf '%P\0') |
		tar -C "$stage" --null --no-recursion --owner=0 --group=0 --numeric-owner -rf "$1" -T -
}

# take_files TAR: puts what --get named where it belongs; false when something is missing
take_files()
{
	local i=0 arg missing=0

	[ ${#gets[@]} -gt 0 ] || return 0
	mkdir "$work/got"
	tar -C "$work/got" -xf "$1" 2>/dev/null || true
	for arg in "${gets[@]}"; do
		pair "$arg" --get
		if [ -e "$work/got/$i" ]; then
			mv -T "$work/got/$i" "$to"
		else
			say "--get: the guest had no $from"
			missing=1
		fi
		i=$((i + 1))
	done
	return $missing
}
