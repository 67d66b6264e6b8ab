// SPDX-License-Identifier: GPL-2.0-only
#include "arm.h"

#include <linux/vmalloc.h>
#include <net/netfilter/nf_conntrack.h>

#include "early.h"
#include "hook.h"
#include "stats.h"

struct og_live *og_live_alloc(void)
{
	return __vmalloc(sizeof(struct og_live), GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
}

/* The hooks want a policy to read: the built-in one, off, which is generation 0. */
static int seed_live(struct og_net *og)
{
	struct og_live *seed;

	if (og_live_locked(og))
		return 0;
	seed = og_live_alloc();
	if (!seed)
		return -ENOMEM;
	og_policy_builtin(&seed->policy);
	seed->policy.mode = OG_MODE_OFF;
	seed->generation = 0;
	rcu_assign_pointer(og->live, seed);
	return 0;
}

/* What the hooks find for every packet is there before them. */
static int prepare_hooks(struct og_net *og)
{
	if (!og->stats)
		og->stats = og_stats_alloc();
	if (!og->stats)
		return -ENOMEM;
	return seed_live(og);
}

/* What each registers and unregisters. */
static const struct {
	int (*register_hooks)(struct og_net *og);
	void (*unregister_hooks)(struct og_net *og);
} arms[OG_ARMS] = {
	[OG_ARM_CHAINS] = { og_hook_register, og_hook_unregister },
	[OG_ARM_EARLY] = { og_early_register, og_early_unregister },
};

int og_arm_get(struct og_net *og, enum og_arm arm)
{
	int err;

	if (og->holds[arm]) {
		og->holds[arm]++;
		return 0;
	}
	err = prepare_hooks(og);
	if (err)
		return err;
	err = nf_ct_netns_get(og->net, NFPROTO_INET);
	if (err)
		return err;
	err = arms[arm].register_hooks(og);
	if (err)
		goto err_put_conntrack;
	og->holds[arm] = 1;
	return 0;

err_put_conntrack:
	nf_ct_netns_put(og->net, NFPROTO_INET);
	return err;
}

void og_arm_put(struct og_net *og, enum og_arm arm)
{
	if (--og->holds[arm])
		return;
	arms[arm].unregister_hooks(og);
	nf_ct_netns_put(og->net, NFPROTO_INET);
}
