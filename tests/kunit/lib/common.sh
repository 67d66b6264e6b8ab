# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What the scripts of tests/kunit share; the cache and its one builder at a time are those of the VM.

# shellcheck source=tests/vm/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../vm/lib/common.sh"

# shellcheck disable=SC2034 # used by those who source this
uml_version=6.12
# shellcheck disable=SC2034
uml_cache=${vm_cache%/vm}/uml

say()
{
	printf '%s: %s\n' "tests/kunit/${0##*/}" "$*" >&2
}

# uml_make TREE ARGUMENT...: the kernel's make
uml_make()
{
	local tree=$1

	shift
	make -s -C "$tree" ARCH=um "$@"
}
