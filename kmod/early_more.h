/* SPDX-License-Identifier: GPL-2.0-only */
/* What "early on" leaves to the chains under a policy that has more to say than they. */
#ifndef OG_EARLY_MORE_H
#define OG_EARLY_MORE_H

#include "core/judge.h"

struct nf_hook_state;
struct og_live;
struct og_net;
struct sk_buff;

/*
 * Whether no zone lists @skb, wherever it comes from, and nobody would be told
 * by the chains of its drop: while the limit lasts that is theirs, for here it
 * is not known yet what conntrack makes of it. @skb: what og_flow_fast_ipv4()
 * or og_flow_fast_ipv6() reads. Packet path, under RCU.
 */
bool og_early_is_nobodys(struct og_net *og, const struct og_live *live,
			 const struct sk_buff *skb, const struct nf_hook_state *state,
			 enum og_family family);

#endif
