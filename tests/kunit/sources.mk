# SPDX-License-Identifier: GPL-2.0-only
# For the Kbuild files of suite/ and module/: the module's sources as its own Kbuild lists them, but main.c, and what the tests
# put between them and the kernel.
include $(src)/kbuild.module
og-objs := $(filter-out kmod/main.o,$(outlook_guard-y)) faulty.o counted.o
og-faulty := nf_ct_netns_get nf_register_net_hooks pcpu_alloc_noprof register_pernet_subsys

GCOV_PROFILE := y
ccflags-y += $(foreach name,$(og-faulty),-D$(name)=og_faulty_$(name)) -include $(src)/counted.h
