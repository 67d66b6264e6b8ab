// SPDX-License-Identifier: GPL-2.0-only
#include "publish.h"

#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>

#include "arm.h"
#include "live.h"
#include "state.h"
#include "stats.h"
#include "tally.h"

/*
 * Room for a policy. Without og->lock, for it waits: of retired policies there
 * is one at a time, so a writer in a loop waits for RCU instead of filling the
 * memory, and nobody else waits for him.
 */
static int reserve_room(struct og_net *og, struct og_live **room)
{
	if (*room)
		return 0;
	cond_synchronize_rcu(READ_ONCE(og->grace));
	*room = og_live_alloc();
	return *room ? 0 : -ENOMEM;
}

/*
 * It cannot fail: what is not held already a reservation holds. Early alone
 * may have come by another text since, while the mode was off: it is last, and
 * without its hooks all goes the way of the chains.
 */
static void settle_locked(struct og_net *og)
{
	u8 wanted;

	WRITE_ONCE(og->pending, false);
	spin_lock_bh(&og->swap);
	wanted = og_swap_wanted(og);
	spin_unlock_bh(&og->swap);
	og_arm_put(og, &og->arms, ~wanted);
	og_arm_get(og, &og->arms, wanted);
	WARN_ON_ONCE(wanted & ~og->arms & ~OG_ARM_BIT(OG_ARM_EARLY));
}

/* Let go of og->lock, and of nothing that was left to whoever held it. */
static void unlock(struct og_net *og)
{
	for (;;) {
		mutex_unlock(&og->lock);
		/* Pairs with og_publish_settle(): he sees the lock free, or we see his word. */
		smp_mb();
		if (!READ_ONCE(og->pending) || !mutex_trylock(&og->lock))
			return;
		settle_locked(og);
	}
}

void og_publish_settle(struct og_net *og)
{
	WRITE_ONCE(og->pending, true);
	/* Pairs with unlock(). */
	smp_mb();
	if (!mutex_trylock(&og->lock))
		return;
	settle_locked(og);
	unlock(og);
}

static int reserve_locked(struct og_net *og, struct og_reservation *reservation,
			  const struct og_edit *edit)
{
	bool closing, unwritten, early_waits;
	u8 arms, held = reservation->arms;
	int err;

	spin_lock_bh(&og->swap);
	closing = og->closing;
	unwritten = og_swap_unwritten(og);
	early_waits = og_swap_early_waits(og);
	spin_unlock_bh(&og->swap);
	if (closing)
		return -ENODEV;
	arms = og_arm_may_want(edit, early_waits);
	/*
	 * What the edit does not speak of stays as it is, and policies have
	 * their own holds; only the first comes into force by itself.
	 */
	if (unwritten)
		arms |= OG_ARM_BIT(OG_ARM_CHAINS);
	err = og_arm_get(og, &reservation->arms, arms);
	if (err)
		og_arm_put(og, &reservation->arms, ~held);
	return err;
}

int og_publish_reserve(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit)
{
	int err = reserve_room(og, &reservation->next);

	if (!err && edit->trial)
		err = reserve_room(og, &reservation->saved);
	if (err)
		return err;
	mutex_lock(&og->lock);
	err = reserve_locked(og, reservation, edit);
	unlock(og);
	return err;
}

bool og_publish_fits(struct og_net *og, const struct og_edit *edit, struct og_error *error)
{
	bool fits;

	spin_lock_bh(&og->swap);
	fits = og_swap_fits(og, edit, error);
	spin_unlock_bh(&og->swap);
	return fits;
}

static void free_room(struct og_reservation *reservation)
{
	vfree(reservation->next);
	vfree(reservation->saved);
	reservation->next = NULL;
	reservation->saved = NULL;
}

void og_publish_cancel(struct og_net *og, struct og_reservation *reservation)
{
	mutex_lock(&og->lock);
	settle_locked(og);
	og_arm_put(og, &reservation->arms, OG_ARM_ALL);
	unlock(og);
	free_room(reservation);
}

void og_publish_abandon(struct og_net *og, struct og_reservation *reservation)
{
	u8 hooks;

	mutex_lock(&og->lock);
	/* as if the policies wanted them, until they change: settle_locked() then lets go */
	hooks = reservation->arms & ~og->arms & OG_ARM_HOOKS;
	og->arms |= hooks;
	reservation->arms &= ~hooks;
	og_arm_put(og, &reservation->arms, OG_ARM_ALL);
	unlock(og);
	free_room(reservation);
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

static void note_zones(const struct og_live *live, struct og_publish_state *state)
{
	const struct og_zones *zones = &live->policy.zones;
	u8 slots[OG_ZONES];
	unsigned int i;

	state->zone_count = og_zones_sorted(zones, slots);
	for (i = 0; i < state->zone_count; i++) {
		memcpy(state->zone[i].name, zones->name[slots[i]], OG_ZONE_NAME_SIZE);
		state->zone[i].before = live->passed_before[slots[i]];
		state->zone[i].slot = slots[i];
	}
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
		if (live->policy.setting[OG_SET_TALLY] == OG_TALLY_ON)
			state->tally_seconds = og_tally_age(og);
		note_zones(live, state);
	}
	for (i = 0; i < OG_SETTINGS; i++)
		og_setting_text(policy, i, state->setting[i]);
	rcu_read_unlock();
}

bool og_publish_tallies(struct og_net *og)
{
	const struct og_live *live;
	bool tallies;

	rcu_read_lock();
	live = rcu_dereference(og->live);
	tallies = live && live->policy.setting[OG_SET_TALLY] == OG_TALLY_ON;
	rcu_read_unlock();
	return tallies;
}

void og_publish_close(struct og_net *og)
{
	spin_lock_bh(&og->swap);
	og->closing = true;
	spin_unlock_bh(&og->swap);
}

void og_publish_stop(struct og_net *og)
{
	mutex_lock(&og->lock);
	og_arm_put(og, &og->arms, OG_ARM_ALL);
	mutex_unlock(&og->lock);
}

void og_publish_free(struct og_net *og)
{
	vfree(rcu_dereference_protected(og->live, true));
	RCU_INIT_POINTER(og->live, NULL);
	vfree(og->saved);
	og->saved = NULL;
	og_stats_free(og->stats);
	og->stats = NULL;
	kfree(og->ops);
	og->ops = NULL;
	kfree(og->early_ops);
	og->early_ops = NULL;
}
