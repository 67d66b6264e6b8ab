/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What was seen of every port: a slot for each, so that nothing is looked for
 * and nothing that a scanner sends can push out what is worth knowing.
 */
#ifndef OG_TALLY_H
#define OG_TALLY_H

#include <linux/types.h>

#include "core/judge.h"

struct og_net;
struct sk_buff;

/* Chains, and what was dropped before it was known which one would have. */
#define OG_TALLY_EARLY		OG_CHAINS
#define OG_TALLY_CHAINS		(OG_CHAINS + 1)

/* What a slot holds, read; all zero: never seen. */
struct og_tally_port {
	u32 accepted, dropped;	/* first packets; they wrap */
	u32 seconds;		/* since the last one */
	u32 sources;		/* a bit for each source address, by a hash: linear counting */
};

/* 6 MiB, charged to the caller's memory cgroup. Process context, og->lock held. -ENOMEM. */
int og_tally_start(struct og_net *og);
/* Freed after a grace period. */
void og_tally_stop(struct og_net *og);

/*
 * Count a packet that got as far as the list of ports; others are left out.
 * @chain: enum og_chain_id or OG_TALLY_EARLY. Packet path, under RCU.
 */
void og_tally_count(const struct og_net *og, unsigned int chain, struct og_flow flow,
		    enum og_reason reason, const struct sk_buff *skb);

/*
 * A policy that counts takes effect: whoever shows the rows may say from now
 * on since when they are counted. Where they are already, since then. Any context.
 */
void og_tally_begin(const struct og_net *og);

/* Seconds since the first row could come, of those that there are; 0: none can be. Any context. */
u32 og_tally_age(const struct og_net *og);

/* False: never seen, or there is no tally. Any context, under rcu_read_lock(). */
bool og_tally_read(const struct og_net *og, unsigned int chain, enum og_transport transport,
		   unsigned int port, struct og_tally_port *read);

#endif
