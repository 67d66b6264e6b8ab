// SPDX-License-Identifier: GPL-2.0-only
#include "stats.h"

#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/string.h>

struct og_stats __percpu *og_stats_alloc(void)
{
	return alloc_percpu_gfp(struct og_stats, GFP_KERNEL_ACCOUNT);
}

void og_stats_free(struct og_stats __percpu *stats)
{
	free_percpu(stats);
}

void og_stats_sum(const struct og_stats __percpu *stats, struct og_stats *sum)
{
	unsigned int cpu, chain, reason, slot;

	memset(sum, 0, sizeof(*sum));
	if (!stats)
		return;
	for_each_possible_cpu(cpu) {
		const struct og_stats *one = per_cpu_ptr(stats, cpu);

		sum->early_drop += READ_ONCE(one->early_drop);
		sum->log_sent += READ_ONCE(one->log_sent);
		sum->log_suppressed += READ_ONCE(one->log_suppressed);
		sum->refuse_sent += READ_ONCE(one->refuse_sent);
		sum->refuse_suppressed += READ_ONCE(one->refuse_suppressed);
		for (slot = 0; slot < OG_ZONES; slot++)
			sum->zone[slot] += READ_ONCE(one->zone[slot]);
		for (chain = 0; chain < OG_CHAINS; chain++)
			for (reason = 0; reason < OG_REASON_COUNT; reason++) {
				sum->count[chain][reason] +=
					READ_ONCE(one->count[chain][reason]);
				sum->would_drop[chain][reason] +=
					READ_ONCE(one->would_drop[chain][reason]);
			}
	}
}

unsigned long og_stats_zone(const struct og_stats __percpu *stats, unsigned int slot)
{
	unsigned long sum = 0;
	unsigned int cpu;

	if (!stats)
		return 0;
	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(stats, cpu)->zone[slot]);
	return sum;
}
