/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls of the module that the kernel's own fault injection does not make
 * fail: the build (see the Kbuild files) points the module's sources at
 * these, which fail when it is their turn and else are the real thing.
 */
#ifndef OG_FAULTY_H
#define OG_FAULTY_H

#include <linux/types.h>

struct net;
struct nf_hook_ops;
struct pernet_operations;

enum og_faulty {
	OG_FAULTY_CONNTRACK,
	OG_FAULTY_HOOKS,
	OG_FAULTY_PERCPU,
};

/* Fail whenever called, by bit of enum og_faulty; besides, each is a point for fail-nth. */
extern unsigned int og_faulty_armed;

int og_faulty_nf_ct_netns_get(struct net *net, u8 family);
int og_faulty_nf_register_net_hooks(struct net *net, const struct nf_hook_ops *ops,
				    unsigned int count);
void __percpu *og_faulty_pcpu_alloc_noprof(size_t size, size_t align, bool reserved, gfp_t flags);
/* Always the real thing, with a point of its own for births: see birth_nth. */
int og_faulty_register_pernet_subsys(struct pernet_operations *ops);

#endif
