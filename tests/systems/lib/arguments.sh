# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034 # read by those who source this
# What a gateway's kernel is told, by QEMU or by GRUB.
kernel_arguments="root=/dev/vda rw console=ttyS0 oops=panic panic=-1 random.trust_cpu=on no_timer_check quiet"
