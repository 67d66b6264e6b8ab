// SPDX-License-Identifier: GPL-2.0-only
#include "publish.h"

#include <linux/ktime.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "arm.h"
#include "live.h"
#include "net.h"
#include "stats.h"

/*
 * Room for a policy. Without og->lock, for it waits: of retired policies there
 * is one at a time, so a writer in a loop waits for RCU instead of filling the
 * memory, and nobody else waits for him.
 */
static int reserve_room(struct og_net *og, struct og_live **room)
{
	unsigned long grace;

	if (*room)
		return 0;
	mutex_lock(&og->lock);
	grace = og->grace;
	mutex_unlock(&og->lock);
	cond_synchronize_rcu(grace);
	*room = og_live_alloc();
	return *room ? 0 : -ENOMEM;
}

static bool never_written(struct og_net *og)
{
	const struct og_live *live = og_live_locked(og);

	return !live || !live->generation;
}

/* Whether a change of the mode alone may want early's hooks. */
static bool early_waits(struct og_net *og)
{
	const struct og_live *live = og_live_locked(og);

	return (live && live->policy.early == OG_EARLY_ON) ||
	       (og->back && og->back->policy.early == OG_EARLY_ON);
}

static int reserve_locked(struct og_net *og, struct og_reservation *reservation,
			  const struct og_edit *edit, u32 may_set)
{
	u8 arms = og_arm_may_want(edit, may_set, early_waits(og));

	if (og->closing)
		return -ENODEV;
	/*
	 * What the edit does not speak of stays as it is, and a policy in
	 * force has its own holds; only the first comes into force by itself.
	 */
	if (never_written(og))
		arms |= OG_ARM_BIT(OG_ARM_CHAINS);
	return og_arm_get(og, &reservation->arms, arms);
}

int og_publish_reserve(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit, u32 may_set)
{
	int err = reserve_room(og, &reservation->next);

	if (!err && (edit->trial || may_set & OG_SETTING_BIT(OG_SET_TRIAL)))
		err = reserve_room(og, &reservation->back);
	if (err)
		return err;
	mutex_lock(&og->lock);
	err = reserve_locked(og, reservation, edit, may_set);
	mutex_unlock(&og->lock);
	return err;
}

/*
 * Hold what @policy wants, and nothing else. It cannot fail: what is not held
 * already the reservation holds, or the policy that waits behind. Early alone
 * may have come by another text since, while the mode was off: it is last, and
 * without its hooks all goes the way of the chains.
 */
static void hold_for(struct og_net *og, const struct og_policy *policy, u8 *held)
{
	u8 wanted = og_arm_wanted(policy);

	og_arm_put(og, held, ~wanted);
	og_arm_get(og, held, wanted & ~OG_ARM_BIT(OG_ARM_EARLY));
	WARN_ON_ONCE(wanted & ~*held & ~OG_ARM_BIT(OG_ARM_EARLY));
	og_arm_get(og, held, wanted);
}

static bool tallies(const struct og_live *live)
{
	return live && live->policy.tally == OG_TALLY_ON;
}

/* @next takes effect. What goes, goes before "off" is seen. */
static void replace(struct og_net *og, struct og_live *next)
{
	struct og_live *old = og_live_locked(og);

	next->generation = old ? old->generation + 1 : 1;
	og_live_ready(next);
	next->tally_since = tallies(old) ? old->tally_since : ktime_get_boottime_seconds();
	hold_for(og, &next->policy, &og->live_arms);
	rcu_assign_pointer(og->live, next);
	og->grace = get_state_synchronize_rcu();
	if (old)
		og_live_retire(old);
}

/* The policy of this moment, which may be that nobody has written one. */
static void copy_current(struct og_net *og, struct og_policy *copy)
{
	const struct og_live *live = og_live_locked(og);

	if (live) {
		*copy = live->policy;
		return;
	}
	og_policy_unwritten(copy);
}

/* What @edit means for the policy that waits behind. */
static void follow_behind(struct og_net *og, struct og_reservation *reservation,
			  const struct og_edit *edit)
{
	if (edit->trial && og->back)
		return;
	if (edit->trial) {
		og->back = reservation->back;
		reservation->back = NULL;
		copy_current(og, &og->back->policy);
	} else if (og->back) {
		og_edit_apply(edit, &og->back->policy);
	} else {
		return;
	}
	hold_for(og, &og->back->policy, &og->back_arms);
}

void og_publish_commit(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit)
{
	struct og_live *next = reservation->next;

	follow_behind(og, reservation, edit);
	if (never_written(og))
		og_policy_builtin(&next->policy);
	else
		next->policy = og_live_locked(og)->policy;
	og_edit_apply(edit, &next->policy);
	reservation->next = NULL;
	replace(og, next);
}

void og_publish_back(struct og_net *og)
{
	struct og_live *back = og->back;

	og->back = NULL;
	replace(og, back);
	og_arm_put(og, &og->back_arms, OG_ARM_ALL);
}

void og_publish_keep(struct og_net *og)
{
	vfree(og->back);
	og->back = NULL;
	og_arm_put(og, &og->back_arms, OG_ARM_ALL);
}

void og_publish_cancel(struct og_net *og, struct og_reservation *reservation)
{
	mutex_lock(&og->lock);
	og_arm_put(og, &reservation->arms, OG_ARM_ALL);
	mutex_unlock(&og->lock);
	vfree(reservation->next);
	vfree(reservation->back);
	reservation->next = NULL;
	reservation->back = NULL;
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
	og_policy_unwritten(copy);
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
		if (tallies(live))
			state->tally_seconds = ktime_get_boottime_seconds() - live->tally_since;
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
	og_arm_put(og, &og->live_arms, OG_ARM_ALL);
	og_arm_put(og, &og->back_arms, OG_ARM_ALL);
	mutex_unlock(&og->lock);
}

void og_publish_free(struct og_net *og)
{
	vfree(rcu_dereference_protected(og->live, true));
	RCU_INIT_POINTER(og->live, NULL);
	vfree(og->back);
	og->back = NULL;
	og_stats_free(og->stats);
	og->stats = NULL;
	kfree(og->ops);
	og->ops = NULL;
	kfree(og->early_ops);
	og->early_ops = NULL;
}
