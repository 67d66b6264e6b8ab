// SPDX-License-Identifier: GPL-2.0-only
#include "shim.h"

#include "expect.h"

unsigned long expect_log;

unsigned int expect_verdict(const struct og_policy *policy, enum og_chain_id chain,
			    const struct og_flow *flow, struct og_stats *stats)
{
	enum og_reason reason = naive_reason(&policy->chain[chain].items, flow);
	bool drops = reason == OG_DROP_PORT || reason == OG_DROP_PROTOCOL ||
		     reason == OG_DROP_FRAGMENT || reason == OG_DROP_SHORT;

	if (policy->setting[OG_SET_MODE] == OG_MODE_OFF ||
	    (flow->family == OG_IPV6 && policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE))
		return NF_ACCEPT;
	expect_log = drops && policy->setting[OG_SET_LOG] != OG_LOG_OFF;
	if (drops && policy->setting[OG_SET_MODE] == OG_MODE_AUDIT)
		stats->would_drop[chain][reason]++;
	else
		stats->count[chain][reason]++;
	return drops && policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE ? NF_DROP : NF_ACCEPT;
}
