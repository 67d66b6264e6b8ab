/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What becomes of a policy's zones under a text, a member or a bound at a
 * time, in order and without room of its own: for whoever asks whether it
 * fits, and whoever lays it over. Pure C, any context.
 */
#ifndef OG_CORE_ZONE_MERGE_H
#define OG_CORE_ZONE_MERGE_H

#include "zone_edit.h"

/* Which of the policy's zones stay, and where those of the text go. Bits by slot of the policy. */
struct og_zone_plan {
	const struct og_zones *zones;		/* laid over this; NULL: there are none */
	const struct og_zone_edit *edit;
	u16 keep;				/* stay, with refusal */
	u16 keep_members;			/* ... and what the policy says is in them */
	u16 keep_list[OG_CHAINS];		/* ... and what it lists for them */
	u16 there;				/* all there will be */
	u16 any[OG_CHAINS];			/* with the list "any" */
	u8 slot[OG_ZONES];			/* of the text's zones; OG_ZONES: not there */
	bool full;				/* one of them found no place */
};

void og_zone_plan(struct og_zone_plan *plan, const struct og_zone_edit *edit,
		  const struct og_zones *zones);

/* The policy's bits for the text's. */
u16 og_zone_plan_map(const struct og_zone_plan *plan, u16 said);

/* Through devices, networks or a list's bounds; begin with all 0 but the plan. */
struct og_member_merge {
	const struct og_zone_plan *plan;
	unsigned int old, said;
};

/* The next; @was: the policy's, which may be elsewhere by now. False: no more. */
bool og_merge_devices(struct og_member_merge *merge, const struct og_device *was,
		      struct og_device *device);
bool og_merge_networks(struct og_member_merge *merge, const struct og_zone_network *was,
		       struct og_zone_network *network);

struct og_bound_merge {
	const struct og_zone_plan *plan;
	const struct og_zone_bound *was;	/* the policy's, all lists' */
	unsigned int list;			/* chain * OG_TRANSPORTS + transport */
	unsigned int old, said, old_end, said_end;
	u16 have, add, remove, last;
};

/* @was, @was_at: the policy's bound[] and bounds_at[]; NULL: it has none. */
void og_merge_bounds_begin(struct og_bound_merge *merge, const struct og_zone_plan *plan,
			   const struct og_zone_bound *was, const u16 *was_at, unsigned int list);
bool og_merge_bounds(struct og_bound_merge *merge, struct og_zone_bound *bound);

#endif
