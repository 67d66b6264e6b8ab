// SPDX-License-Identifier: GPL-2.0-only
#include "publish.h"

#include <linux/rcupdate.h>
#include <linux/vmalloc.h>

#include "arm.h"
#include "net.h"
#include "stats.h"

static int hold_all(struct og_net *og)
{
	int err = og_arm_get(og, OG_ARM_CHAINS);

	if (err)
		return err;
	err = og_arm_get(og, OG_ARM_EARLY);
	if (err)
		og_arm_put(og, OG_ARM_CHAINS);
	return err;
}

static int reserve_locked(struct og_net *og, struct og_reservation *reservation, bool hooks)
{
	int err;

	if (og->closing)
		return -ENODEV;
	if (!reservation->next) {
		/*
		 * One retired policy at a time: a writer in a loop waits for
		 * RCU instead of filling the memory.
		 */
		cond_synchronize_rcu(og->grace);
		reservation->next = og_live_alloc();
		if (!reservation->next)
			return -ENOMEM;
	}
	if (!hooks || reservation->hooks)
		return 0;
	err = hold_all(og);
	reservation->hooks = !err;
	return err;
}

static bool never_written(struct og_net *og)
{
	const struct og_live *live = og_live_locked(og);

	return !live || !live->generation;
}

int og_publish_reserve(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit, bool may_set)
{
	bool hooks;
	int err;

	mutex_lock(&og->lock);
	/*
	 * Without a word on mode or early they stay what they are, and a
	 * policy in force has its own holds; only the first policy comes
	 * into force by itself.
	 */
	hooks = may_set || never_written(og) || (og_edit_sets(edit, OG_SET_MODE) && edit->mode != OG_MODE_OFF) ||
		(og_edit_sets(edit, OG_SET_EARLY) && edit->early != OG_EARLY_OFF);
	err = reserve_locked(og, reservation, hooks);
	mutex_unlock(&og->lock);
	return err;
}

static void cancel_locked(struct og_net *og, struct og_reservation *reservation)
{
	unsigned int arm;

	for (arm = 0; arm < OG_ARMS && reservation->hooks; arm++)
		og_arm_put(og, arm);
	vfree(reservation->next);
	reservation->hooks = false;
	reservation->next = NULL;
}

static bool wants(const struct og_policy *policy, enum og_arm arm)
{
	if (policy->mode == OG_MODE_OFF)
		return false;
	return arm == OG_ARM_CHAINS || policy->early == OG_EARLY_ON;
}

/* The policy lets go of what it no longer wants: before "off" is seen. */
static void let_go(struct og_net *og, const struct og_policy *policy)
{
	unsigned int arm;

	for (arm = 0; arm < OG_ARMS; arm++) {
		if (!og->in_force[arm] || (policy && wants(policy, arm)))
			continue;
		og_arm_put(og, arm);
		og->in_force[arm] = false;
	}
}

/* The policy gets holds of its own, which cannot fail while the reservation has one. */
static void take_hold(struct og_net *og, const struct og_policy *policy)
{
	unsigned int arm;

	for (arm = 0; arm < OG_ARMS; arm++)
		if (!og->in_force[arm] && wants(policy, arm))
			og->in_force[arm] = !og_arm_get(og, arm);
}

static void commit_locked(struct og_net *og, struct og_reservation *reservation,
			  const struct og_edit *edit)
{
	struct og_live *next = reservation->next, *old = og_live_locked(og);

	next->generation = old ? old->generation + 1 : 1;
	if (never_written(og))
		og_policy_builtin(&next->policy);
	else
		next->policy = old->policy;
	og_edit_apply(edit, &next->policy);

	let_go(og, &next->policy);
	take_hold(og, &next->policy);
	rcu_assign_pointer(og->live, next);
	reservation->next = NULL;
	og->grace = get_state_synchronize_rcu();
	if (old)
		kvfree_rcu(old, rcu);
}

void og_publish_commit(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit)
{
	mutex_lock(&og->lock);
	if (!og->closing)
		commit_locked(og, reservation, edit);
	cancel_locked(og, reservation);
	mutex_unlock(&og->lock);
}

void og_publish_cancel(struct og_net *og, struct og_reservation *reservation)
{
	mutex_lock(&og->lock);
	cancel_locked(og, reservation);
	mutex_unlock(&og->lock);
}

void og_publish_snapshot(struct og_net *og, struct og_policy *copy)
{
	const struct og_live *live;

	rcu_read_lock();
	live = rcu_dereference(og->live);
	if (live)
		*copy = live->policy;
	rcu_read_unlock();
	if (live)
		return;
	og_policy_builtin(copy);
	copy->mode = OG_MODE_OFF;
}

void og_publish_state(struct og_net *og, struct og_publish_state *state)
{
	const struct og_policy *policy = NULL;
	const struct og_live *live;
	unsigned int i;

	memset(state, 0, sizeof(*state));
	rcu_read_lock();
	live = rcu_dereference(og->live);
	if (live) {
		policy = &live->policy;
		state->generation = live->generation;
	}
	for (i = 0; i < OG_SETTINGS; i++)
		og_setting_text(policy, i, state->setting[i]);
	rcu_read_unlock();
}

void og_publish_close(struct og_net *og)
{
	mutex_lock(&og->lock);
	og->closing = true;
	mutex_unlock(&og->lock);
}

void og_publish_stop(struct og_net *og)
{
	mutex_lock(&og->lock);
	let_go(og, NULL);
	mutex_unlock(&og->lock);
}

void og_publish_free(struct og_net *og)
{
	vfree(rcu_dereference_protected(og->live, true));
	RCU_INIT_POINTER(og->live, NULL);
	og_stats_free(og->stats);
	og->stats = NULL;
}
