/* SPDX-License-Identifier: GPL-2.0-only */
/* What a hook has to do with a packet, by the naive judge. */
#ifndef OG_EXPECT_H
#define OG_EXPECT_H

#include "naive.h"
#include "stats.h"

/* How often the packet is logged, or counted as over the limit. */
extern unsigned long expect_log;

/* The verdict, and in @stats what is counted for it. */
unsigned int expect_verdict(const struct og_policy *policy, enum og_chain_id chain,
			    const struct og_flow *flow, struct og_stats *stats);

#endif
