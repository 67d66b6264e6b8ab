// SPDX-License-Identifier: GPL-2.0-only
#include "swap.h"

#include <linux/rcupdate.h>
#include <linux/string.h>

#include "arm.h"
#include "live.h"
#include "state.h"
#include "stats.h"
#include "tally.h"

static bool is_written(const struct og_live *live)
{
	return live && live->written;
}

bool og_swap_unwritten(struct og_net *og)
{
	return !is_written(og_live_locked(og)) || (og->saved && !is_written(og->saved));
}

bool og_swap_early_waits(struct og_net *og)
{
	const struct og_live *live = og_live_locked(og);

	return (live && live->policy.setting[OG_SET_EARLY] == OG_EARLY_ON) ||
	       (og->saved && og->saved->policy.setting[OG_SET_EARLY] == OG_EARLY_ON);
}

u8 og_swap_wanted(struct og_net *og)
{
	const struct og_live *live = og_live_locked(og);
	u8 arms = live ? og_arm_wanted(&live->policy) : 0;

	return og->saved ? arms | og_arm_wanted(&og->saved->policy) : arms;
}

static bool is_there(const struct og_live *live, unsigned int slot)
{
	return live->policy.zones.there & 1u << slot;
}

/* A zone that stays goes on; one that is new in its slot begins at what the last one left there. */
static void begin_zones(const struct og_net *og, struct og_live *next, const struct og_live *old)
{
	unsigned int slot;

	for (slot = 0; slot < OG_ZONES; slot++) {
		if (!is_there(next, slot))
			continue;
		if (old && is_there(old, slot) &&
		    !strcmp(old->policy.zones.name[slot], next->policy.zones.name[slot]))
			next->passed_before[slot] = old->passed_before[slot];
		else
			next->passed_before[slot] = og_stats_zone(READ_ONCE(og->stats), slot);
	}
}

/* @next takes effect. */
static void replace(struct og_net *og, struct og_live *next)
{
	struct og_live *old = og_live_locked(og);

	next->generation = old ? old->generation + 1 : 1;
	begin_zones(og, next, old);
	if (next->policy.setting[OG_SET_TALLY] == OG_TALLY_ON)
		og_tally_begin(og);
	rcu_assign_pointer(og->live, next);
	og_net_retired(og);
	if (old)
		og_live_retire(old);
}

/* What is in force, which may be that nobody has written it. */
static void copy_current(struct og_net *og, struct og_live *copy)
{
	const struct og_live *live = og_live_locked(og);

	copy->written = is_written(live);
	if (live)
		copy->policy = live->policy;
	else
		og_policy_unwritten(&copy->policy);
}

/* Over @live, which no packet sees: what nobody wrote is the built-in one, enforced. */
static void lay_over(struct og_live *live, const struct og_edit *edit)
{
	if (!live->written)
		og_policy_builtin(&live->policy);
	live->written = true;
	og_edit_apply(edit, &live->policy);
	og_live_ready(live);
}

/* What @edit means for the policy that waits behind. */
static void follow_behind(struct og_net *og, struct og_reservation *reservation,
			  const struct og_edit *edit)
{
	if (edit->trial && !og->saved) {
		og->saved = reservation->saved;
		reservation->saved = NULL;
		copy_current(og, og->saved);
		og_live_ready(og->saved);
	} else if (!edit->trial && og->saved) {
		lay_over(og->saved, edit);
	}
}

/* What a text would be laid over; NULL: the built-in policy, which has no zones. */
static const struct og_policy *beneath(const struct og_live *live)
{
	return is_written(live) ? &live->policy : NULL;
}

bool og_swap_fits(struct og_net *og, const struct og_edit *edit, struct og_error *error)
{
	return og_edit_fits(edit, beneath(og_live_locked(og)), error) &&
	       (edit->trial || !og->saved || og_edit_fits(edit, beneath(og->saved), error));
}

void og_swap_commit(struct og_net *og, struct og_reservation *reservation,
		    const struct og_edit *edit)
{
	struct og_live *next = reservation->next;

	reservation->next = NULL;
	follow_behind(og, reservation, edit);
	copy_current(og, next);
	lay_over(next, edit);
	replace(og, next);
}

void og_swap_restore(struct og_net *og)
{
	struct og_live *saved = og->saved;

	og->saved = NULL;
	replace(og, saved);
}
