// SPDX-License-Identifier: GPL-2.0-only
#include "publish.h"

#include <linux/rcupdate.h>
#include <linux/vmalloc.h>

#include "arm.h"
#include "net.h"
#include "stats.h"

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
	err = og_arm_get(og);
	reservation->hooks = !err;
	return err;
}

static bool never_written(struct og_net *og)
{
	const struct og_live *live = og_live_locked(og);

	return !live || !live->generation;
}

int og_publish_reserve(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit, bool may_enforce)
{
	bool hooks;
	int err;

	mutex_lock(&og->lock);
	/*
	 * Without a word on the mode it stays what it is, and a policy in
	 * force has its own hold; only the first policy comes into force.
	 */
	if (edit->sets_mode)
		hooks = edit->mode != OG_MODE_OFF;
	else
		hooks = may_enforce || never_written(og);
	err = reserve_locked(og, reservation, hooks);
	mutex_unlock(&og->lock);
	return err;
}

static void cancel_locked(struct og_net *og, struct og_reservation *reservation)
{
	if (reservation->hooks)
		og_arm_put(og);
	vfree(reservation->next);
	reservation->hooks = false;
	reservation->next = NULL;
}

/* The policy takes over the reservation's hold, or lets go of its own. */
static void settle_hooks(struct og_net *og, struct og_reservation *reservation, bool in_force)
{
	if (in_force && !og->in_force) {
		reservation->hooks = false;
		og->in_force = true;
	} else if (!in_force && og->in_force) {
		og_arm_put(og);
		og->in_force = false;
	}
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

	/* unhook before "off" is seen, publish before the reservation's hooks go */
	if (next->policy.mode == OG_MODE_OFF)
		settle_hooks(og, reservation, false);
	rcu_assign_pointer(og->live, next);
	if (next->policy.mode != OG_MODE_OFF)
		settle_hooks(og, reservation, true);
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

struct og_publish_state og_publish_state(struct og_net *og)
{
	struct og_publish_state state = { .mode = OG_MODE_OFF, .ipv6 = OG_IPV6_FILTER };
	const struct og_live *live;

	rcu_read_lock();
	live = rcu_dereference(og->live);
	if (live) {
		state.mode = live->policy.mode;
		state.ipv6 = live->policy.ipv6;
		state.generation = live->generation;
	}
	rcu_read_unlock();
	return state;
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
	if (og->in_force) {
		og_arm_put(og);
		og->in_force = false;
	}
	mutex_unlock(&og->lock);
}

void og_publish_free(struct og_net *og)
{
	vfree(rcu_dereference_protected(og->live, true));
	RCU_INIT_POINTER(og->live, NULL);
	og_stats_free(og->stats);
	og->stats = NULL;
}
