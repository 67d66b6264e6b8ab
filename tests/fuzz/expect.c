// SPDX-License-Identifier: GPL-2.0-only
#include "shim.h"

#include "expect.h"

unsigned long expect_log;
bool expect_told;

/* Of what is dropped: never INVALID or RELATED, no later fragment, and nothing whose headers cannot be read. */
static bool tells(const struct og_zones *zones, const struct og_flow *flow, enum og_reason reason, u16 from)
{
	if (flow->fragment || (reason != OG_DROP_PORT && reason != OG_DROP_PROTOCOL))
		return false;
	if (flow->state != OG_STATE_NEW && flow->state != OG_STATE_UNTRACKED &&
	    flow->state != OG_STATE_ESTABLISHED && flow->state != OG_STATE_ESTABLISHED_REPLY)
		return false;
	return zones->refuse == OG_REFUSE_ALL || (zones->refuse == OG_REFUSE_ZONES && from & zones->refuse_zones);
}

static void count_zones(struct og_stats *stats, u16 by)
{
	unsigned int slot;

	for (slot = 0; slot < OG_ZONES; slot++)
		stats->zone[slot] += by >> slot & 1;
}

unsigned int expect_verdict(const struct og_policy *policy, enum og_chain_id chain,
			    const struct og_flow *flow, u16 from, struct og_stats *stats)
{
	u16 by;
	enum og_reason reason = naive_reason_from(policy, chain, flow, from, &by);
	bool drops = reason == OG_DROP_PORT || reason == OG_DROP_PROTOCOL ||
		     reason == OG_DROP_FRAGMENT || reason == OG_DROP_SHORT;

	expect_log = 0;
	expect_told = false;
	if (policy->setting[OG_SET_MODE] == OG_MODE_OFF ||
	    (flow->family == OG_IPV6 && policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE))
		return NF_ACCEPT;
	expect_log = drops && policy->setting[OG_SET_LOG] != OG_LOG_OFF;
	count_zones(stats, by);
	expect_told = policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE &&
		      tells(&policy->zones, flow, reason, from);
	if (drops && policy->setting[OG_SET_MODE] == OG_MODE_AUDIT)
		stats->would_drop[chain][reason]++;
	else
		stats->count[chain][reason]++;
	return drops && policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE ? NF_DROP : NF_ACCEPT;
}
