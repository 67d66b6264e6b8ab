/* SPDX-License-Identifier: GPL-2.0-only */
/* A second reader of headers and a second judge, for comparing: slow, and nothing of the module's in it. */
#ifndef OG_NAIVE_H
#define OG_NAIVE_H

#include "judge.h"

/* A packet as an array. What is read of it, the state and the loopback flag apart. */
struct og_flow naive_flow(enum og_family family, const u8 *bytes, size_t size);

/* From what a chain lists. */
enum og_reason naive_reason(const struct og_items *items, const struct og_flow *flow);

/* Of which zones it is, bit by slot, by the source that its header has and the device that it came in by. */
u16 naive_zones(const struct og_zones *zones, enum og_family family, const u8 *bytes, const char *device);

/* The whole rule; @from: the zones that it is of. In *@by, bit by slot, those of them that let it pass. */
enum og_reason naive_reason_from(const struct og_policy *policy, enum og_chain_id chain,
				 const struct og_flow *flow, u16 from, u16 *by);

#endif
