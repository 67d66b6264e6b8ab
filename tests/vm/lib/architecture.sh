# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034
# Which processor a kernel is for, and what that means to compilers and to QEMU: whatever is said of architectures is said here.

# architecture_of RELEASE: of a kernel's release, what `uname -r` says, or how it ends. A kernel without a name of Debian's is for amd64.
# Sets
#   architecture   Debian's name
#   triplet        what its cross compiler's name begins with; empty: this machine's own compiler
#   make_for       what the kernel's make is told
#   built          where the checkout keeps what was built for it, bin/ogctl among that
#   processor      QEMU's name of it, and emulated, the options for one; neoverse-n1 is what clouds have (Graviton 2, Altra)
#   boot_args      the kernel's console, and what else it wants to hear
architecture_of()
{
	case $1 in
	*-arm64)
		architecture=arm64 triplet=aarch64-linux-gnu processor=aarch64 built=build/arm64
		make_for=(ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-)
		emulated=(-M virt -cpu neoverse-n1) boot_args='console=ttyAMA0'
		;;
	*)
		architecture=amd64 triplet='' processor=x86_64 built=build
		make_for=()
		emulated=(-M pc -cpu max) boot_args='console=ttyS0 no_timer_check'
		;;
	esac
}

# can_run ARCHITECTURE: this machine's kernel starts programs of it, for the scripts that Debian's packages have; QEMU's user mode was
# registered when it was installed, but where no service starts, as in a container, it was not
can_run()
{
	local as_root=()

	[ "$1" != "$(dpkg --print-architecture)" ] || return 0
	need arch-test update-binfmts
	arch-test "$1" >/dev/null 2>&1 && return 0
	[ "$(id -u)" -eq 0 ] || as_root=(sudo)
	"${as_root[@]}" update-binfmts --enable >&2 || true
	arch-test "$1" >/dev/null 2>&1 || die "no program of $1 starts here: are qemu-user-static and binfmt-support installed?" \
		"packaging/install-deps foreign; in a container, its host has to allow binfmt_misc"
}
