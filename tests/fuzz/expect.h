/* SPDX-License-Identifier: GPL-2.0-only */
/* What a hook has to do with a packet, by the naive judge. */
#ifndef OG_EXPECT_H
#define OG_EXPECT_H

#include "naive.h"
#include "stats.h"

/* How often the packet is logged, or counted as over the limit. */
extern unsigned long expect_log;

/* Whether its sender is told that it is dropped, as long as the limit lasts. */
extern bool expect_told;

/* The verdict, and in @stats what is counted for it. @from: the zones that it is of, bit by slot. */
unsigned int expect_verdict(const struct og_policy *policy, enum og_chain_id chain,
			    const struct og_flow *flow, u16 from, struct og_stats *stats);

#endif
