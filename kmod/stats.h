/* SPDX-License-Identifier: GPL-2.0-only */
/* Counters of one namespace, by chain and reason, per CPU. */
#ifndef OG_STATS_H
#define OG_STATS_H

#include <linux/bitops.h>
#include <linux/percpu.h>

#include "core/policy.h"
#include "outlook_guard.h"

struct og_stats {
	unsigned long count[OG_CHAINS][OG_REASON_COUNT];
	/* Drops that audit mode let pass; accepts stay 0 here. */
	unsigned long would_drop[OG_CHAINS][OG_REASON_COUNT];
	/* Dropped by early.c, before it was known which chain would have. */
	unsigned long early_drop;
	/* Drops that log.c handed to NFLOG, and those over its limit. */
	unsigned long log_sent, log_suppressed;
	/* Drops that refuse.c had somebody told of, and those over its limit. */
	unsigned long refuse_sent, refuse_suppressed;
	/* What each zone passed, by slot, whoever had it before; see og_live.passed_before. */
	unsigned long zone[OG_ZONES];
};

/* Packet path: any context, preemption may be on. */
static __always_inline void og_stats_count(struct og_stats __percpu *stats,
					   enum og_chain_id chain, enum og_reason reason)
{
	this_cpu_inc(stats->count[chain][reason]);
}

static __always_inline void og_stats_count_would_drop(struct og_stats __percpu *stats,
						      enum og_chain_id chain,
						      enum og_reason reason)
{
	this_cpu_inc(stats->would_drop[chain][reason]);
}

static __always_inline void og_stats_count_early(struct og_stats __percpu *stats)
{
	this_cpu_inc(stats->early_drop);
}

static inline void og_stats_count_log(struct og_stats __percpu *stats, bool sent)
{
	if (sent)
		this_cpu_inc(stats->log_sent);
	else
		this_cpu_inc(stats->log_suppressed);
}

static inline void og_stats_count_refuse(struct og_stats __percpu *stats, bool sent)
{
	if (sent)
		this_cpu_inc(stats->refuse_sent);
	else
		this_cpu_inc(stats->refuse_suppressed);
}

/* @zones: bit by slot. */
static inline void og_stats_count_zones(struct og_stats __percpu *stats, u16 zones)
{
	for (; zones; zones &= zones - 1)
		this_cpu_inc(stats->zone[__ffs(zones)]);
}

/* Process context. NULL: no memory. Charged to the caller's memory cgroup. */
struct og_stats __percpu *og_stats_alloc(void);
void og_stats_free(struct og_stats __percpu *stats);

/* Add up all CPUs into @sum, which is cleared first; @stats may be NULL. Any context. */
void og_stats_sum(const struct og_stats __percpu *stats, struct og_stats *sum);

/* One zone's alone. Likewise. */
unsigned long og_stats_zone(const struct og_stats __percpu *stats, unsigned int slot);

#endif
