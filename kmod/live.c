// SPDX-License-Identifier: GPL-2.0-only
#include "live.h"

#include <linux/rcupdate.h>
#include <linux/vmalloc.h>

#include "compat.h"

struct og_live *og_live_alloc(void)
{
	return __vmalloc(sizeof(struct og_live), GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
}

static bool is_plain(const struct og_policy *policy)
{
	return policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE &&
	       policy->setting[OG_SET_TALLY] == OG_TALLY_OFF &&
	       policy->setting[OG_SET_LOG] == OG_LOG_OFF;
}

void og_live_ready(struct og_live *live)
{
	unsigned int c;

	live->plain = is_plain(&live->policy);
	live->more = !og_zones_none(&live->policy.zones) ||
		     live->policy.zones.refuse != OG_REFUSE_DROP;
	if (live->policy.setting[OG_SET_MODE] != OG_MODE_OFF)
		return;
	/* Hooks that are held under "off" count nothing: no state is answered the fast way. */
	for (c = 0; c < OG_CHAINS; c++)
		live->policy.chain[c].states = 0;
}

static void free_live(struct rcu_head *rcu)
{
	vfree(container_of(rcu, struct og_live, rcu));
}

/* kvfree_rcu() would gather hundreds of them first: a writer in a loop would fill the memory. */
void og_live_retire(struct og_live *live)
{
	og_call_rcu(&live->rcu, free_live);
}
