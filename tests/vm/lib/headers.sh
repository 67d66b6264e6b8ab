# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Where a module can be built for a kernel: on this machine, or in a root made for it. Not every kernel's headers belong on a
# machine: from 6.12 on Debian's depend on the kernel's image, and a gateway would boot that the next time.

# headers_of NAME: sets `root` to the root with the headers of a kernel of tests/vm/kernels, empty where this machine has them
headers_of()
{
	local version

	version=$(cat "$(tests/vm/kernel "$1")/version")
	root=
	[ -e "/lib/modules/$version/build" ] || root=$(tests/vm/toolchain "$1")
}

# in_root FOLDER COMMAND...: in $root if there is one, as the same user, where FOLDER lies at the same place
in_root()
{
	local folder=$1 as_root=()

	shift
	if [ -z "$root" ]; then
		"$@"
		return
	fi
	[ "$(id -u)" -eq 0 ] || as_root=(sudo)
	# shellcheck disable=SC2016 # for the shell inside
	"${as_root[@]}" unshare --mount sh -ec '
		mount -t proc proc "$1/proc"
		mount --rbind /dev "$1/dev"
		mkdir -p "$1$2"
		mount --bind "$2" "$1$2"
		root=$1 user=$3
		shift 3
		exec chroot --userspec="$user" "$root" "$@"' sh "$root" "$folder" "$(id -u):$(id -g)" "$@"
}
