// SPDX-License-Identifier: GPL-2.0-only
#include "arm.h"

#include <linux/netfilter.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include <net/netfilter/nf_conntrack.h>

#include "early.h"
#include "hook.h"
#include "live.h"
#include "log.h"
#include "stats.h"
#include "tally.h"

/* The hooks want a policy to read: the built-in one, off, which is generation 0. */
static int seed_live(struct og_net *og)
{
	struct og_live *seed;

	if (rcu_access_pointer(og->live))
		return 0;
	seed = og_live_alloc();
	if (!seed)
		return -ENOMEM;
	og_policy_unwritten(&seed->policy);
	seed->generation = 0;
	seed->written = false;
	og_live_ready(seed);
	spin_lock_bh(&og->swap);
	/* a text that needs no hooks may have come in between */
	if (!og_live_locked(og)) {
		rcu_assign_pointer(og->live, seed);
		seed = NULL;
	}
	spin_unlock_bh(&og->swap);
	vfree(seed);
	return 0;
}

/* What the hooks find for every packet is there before them. */
static int prepare_hooks(struct og_net *og)
{
	struct og_stats __percpu *stats = og->stats;

	if (!stats) {
		stats = og_stats_alloc();
		if (!stats)
			return -ENOMEM;
		/* The files are there already, and read it without the lock. */
		smp_store_release(&og->stats, stats);
	}
	return seed_live(og);
}

/* A copy of @hooks, charged to the caller's memory cgroup, for this namespace. */
static int prepare_ops(struct og_net *og, struct nf_hook_ops **ops,
		       const struct nf_hook_ops *hooks, unsigned int number)
{
	struct nf_hook_ops *copy;
	unsigned int i;

	if (*ops)
		return 0;
	copy = kmemdup(hooks, number * sizeof(*hooks), GFP_KERNEL_ACCOUNT);
	if (!copy)
		return -ENOMEM;
	for (i = 0; i < number; i++)
		copy[i].priv = og;
	/* og_early_work() reads the pointer without the lock */
	WRITE_ONCE(*ops, copy);
	return 0;
}

/* Hooks are of no use without conntrack. */
static int start_hooks(struct og_net *og, struct nf_hook_ops **ops,
		       const struct nf_hook_ops *hooks, unsigned int number)
{
	int err = prepare_hooks(og);

	if (!err)
		err = prepare_ops(og, ops, hooks, number);
	if (!err)
		err = nf_ct_netns_get(og->net, NFPROTO_INET);
	if (err)
		return err;
	err = nf_register_net_hooks(og->net, *ops, number);
	if (err)
		nf_ct_netns_put(og->net, NFPROTO_INET);
	return err;
}

static void stop_hooks(struct og_net *og, const struct nf_hook_ops *ops, unsigned int number)
{
	nf_unregister_net_hooks(og->net, ops, number);
	nf_ct_netns_put(og->net, NFPROTO_INET);
}

static int start_chains(struct og_net *og)
{
	return start_hooks(og, &og->ops, og_hooks, OG_HOOKS);
}

static void stop_chains(struct og_net *og)
{
	stop_hooks(og, og->ops, OG_HOOKS);
}

static int start_early(struct og_net *og)
{
	return start_hooks(og, &og->early_ops, og_early_hooks, OG_EARLY_HOOKS);
}

static void stop_early(struct og_net *og)
{
	stop_hooks(og, og->early_ops, OG_EARLY_HOOKS);
}

static const struct {
	int (*start)(struct og_net *og);
	void (*stop)(struct og_net *og);
} arms_of[OG_ARMS] = {
	[OG_ARM_CHAINS] = { start_chains, stop_chains },
	[OG_ARM_EARLY] = { start_early, stop_early },
	[OG_ARM_TALLY] = { og_tally_start, og_tally_stop },
	[OG_ARM_LOG] = { og_log_start, og_log_stop },
};

u8 og_arm_wanted(const struct og_policy *policy)
{
	bool judges = policy->setting[OG_SET_MODE] != OG_MODE_OFF;
	u8 arms = 0;

	if (judges)
		arms |= OG_ARM_BIT(OG_ARM_CHAINS);
	if (judges && policy->setting[OG_SET_EARLY] == OG_EARLY_ON)
		arms |= OG_ARM_BIT(OG_ARM_EARLY);
	if (policy->setting[OG_SET_TALLY] == OG_TALLY_ON)
		arms |= OG_ARM_BIT(OG_ARM_TALLY);
	if (policy->setting[OG_SET_LOG] != OG_LOG_OFF)
		arms |= OG_ARM_BIT(OG_ARM_LOG);
	return arms;
}

static_assert(!OG_MODE_OFF && !OG_EARLY_OFF && !OG_TALLY_OFF && !OG_LOG_OFF,
	      "what turns_on() goes by");

/* Whether @edit makes @setting, whose "off" is 0, another than that. */
static bool turns_on(const struct og_edit *edit, enum og_setting setting)
{
	return og_edit_sets(edit, setting) && edit->setting[setting];
}

/*
 * The hooks are not taken lightly: to unregister them drops what waits in
 * NFQUEUE in this namespace (nf_queue_nf_hook_drop()).
 */
u8 og_arm_may_want(const struct og_edit *edit, bool early_waits)
{
	bool early = turns_on(edit, OG_SET_EARLY);
	bool mode = turns_on(edit, OG_SET_MODE);
	u8 arms = 0;

	if (mode)
		arms |= OG_ARM_BIT(OG_ARM_CHAINS);
	if (early || (mode && early_waits))
		arms |= OG_ARM_BIT(OG_ARM_EARLY);
	if (turns_on(edit, OG_SET_TALLY))
		arms |= OG_ARM_BIT(OG_ARM_TALLY);
	if (turns_on(edit, OG_SET_LOG))
		arms |= OG_ARM_BIT(OG_ARM_LOG);
	return arms;
}

int og_arm_get(struct og_net *og, u8 *held, u8 arms)
{
	unsigned int arm;
	int err;

	for (arm = 0; arm < OG_ARMS; arm++) {
		if (!(arms & ~*held & OG_ARM_BIT(arm)))
			continue;
		err = og->users[arm] ? 0 : arms_of[arm].start(og);
		if (err)
			return err;
		og->users[arm]++;
		*held |= OG_ARM_BIT(arm);
	}
	return 0;
}

void og_arm_put(struct og_net *og, u8 *held, u8 arms)
{
	unsigned int arm;

	for (arm = OG_ARMS; arm--;) {
		if (!(arms & *held & OG_ARM_BIT(arm)))
			continue;
		if (!--og->users[arm])
			arms_of[arm].stop(og);
		*held &= ~OG_ARM_BIT(arm);
	}
}
