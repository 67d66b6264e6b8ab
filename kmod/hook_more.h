/* SPDX-License-Identifier: GPL-2.0-only */
/* What its chain drops, under a policy that has more to say: zones, or refuse. */
#ifndef OG_HOOK_MORE_H
#define OG_HOOK_MORE_H

#include "core/judge.h"

struct nf_hook_state;
struct og_live;
struct og_net;
struct sk_buff;

/*
 * The verdict of a packet that og_flow_fast() reads, under a policy that is
 * enforced and keeps nothing but counters; it is counted, and told of. As
 * hook.c's slow way, in a way that is short for what a zone passes. Packet
 * path, under RCU.
 */
unsigned int og_hook_more(struct og_net *og, const struct og_live *live, struct sk_buff *skb,
			  const struct nf_hook_state *state, enum og_chain_id chain,
			  enum og_family family);

#endif
