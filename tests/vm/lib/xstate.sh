# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# uml_make_room TREE: a User-Mode Linux of this source runs on newer processors too. 6.12 has 2,696 bytes for the processor's
# registers; with AMX they are 11,008, the host refuses to take back fewer than all (NT_X86_XSTATE), and init dies of it. Of
# more room than there are registers the host takes no notice. They lie on the stack: CONFIG_KERNEL_STACK_ORDER=5.
uml_make_room()
{
	local file=$1/arch/x86/um/user-offsets.c from='DEFINE_LONGS(HOST_FP_SIZE, 2696);'

	grep -qF "$from" "$file" || die "$file has no $from: look whether this kernel still needs it"
	sed -i "s/$from/DEFINE_LONGS(HOST_FP_SIZE, 16384);/" "$file"
}
