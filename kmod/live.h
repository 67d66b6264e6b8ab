/* SPDX-License-Identifier: GPL-2.0-only */
/* A policy's room, from its allocation to its end. */
#ifndef OG_LIVE_H
#define OG_LIVE_H

#include "state.h"

/*
 * Room for a policy, charged to the caller's memory cgroup; not cleared. NULL:
 * no memory. Process context, may sleep. What no packet has seen goes by vfree().
 */
struct og_live *og_live_alloc(void);

/* After the policy in @live was written, before packets see it: what the hooks read first. */
void og_live_ready(struct og_live *live);

/* No packet finds it any more: it is freed at the end of a grace period. Any context. */
void og_live_retire(struct og_live *live);

#endif
