// SPDX-License-Identifier: GPL-2.0-only
#include "zone_merge.h"

/* Where the policy has the text's zone. */
static unsigned int slot_of(const struct og_zones *zones, const struct og_zone_said *said)
{
	return zones ? og_zone_find(zones, said->name, (u32)strlen(said->name)) : OG_ZONES;
}

/* What the text puts away of a zone that the policy has. */
static void plan_said(struct og_zone_plan *plan, unsigned int i, u16 bit)
{
	const struct og_zone_said *said = &plan->edit->said[i];
	unsigned int c;

	if (said->gone)
		plan->keep &= ~bit;
	if (said->members_stated)
		plan->keep_members &= ~bit;
	for (c = 0; c < OG_CHAINS; c++)
		if (said->list_stated[c])
			plan->keep_list[c] &= ~bit;
}

/* A new zone takes the first slot that nobody has or had; else one that became free. */
static void plan_new(struct og_zone_plan *plan, unsigned int i)
{
	u16 had = plan->zones ? plan->zones->there : 0;
	u16 taken = (u16)(plan->there | had) == 0xffff ? plan->there : plan->there | had;
	unsigned int slot = 0;

	while (slot < OG_ZONES && taken & 1u << slot)
		slot++;
	plan->slot[i] = (u8)slot;
	if (slot == OG_ZONES)
		plan->full = true;
	else
		plan->there |= 1u << slot;
}

static void plan_slots(struct og_zone_plan *plan)
{
	const struct og_zone_edit *edit = plan->edit;
	/* gcc at -O3 does not know that it is no more */
	const unsigned int count = edit->count < OG_ZONES ? edit->count : OG_ZONES;
	unsigned int i;

	for (i = 0; i < count; i++) {
		unsigned int slot = slot_of(plan->zones, &edit->said[i]);

		plan->slot[i] = OG_ZONES;
		if (slot == OG_ZONES)
			continue;
		if (!(plan->keep & 1u << slot) && !edit->said[i].defined)
			continue;
		plan->slot[i] = (u8)slot;
		plan->there |= 1u << slot;
	}
	for (i = 0; i < count; i++)
		if (plan->slot[i] == OG_ZONES && edit->said[i].defined)
			plan_new(plan, i);
}

u16 og_zone_plan_map(const struct og_zone_plan *plan, u16 said)
{
	u16 mapped = 0;
	unsigned int i;

	for (i = 0; said; i++, said >>= 1)
		if (said & 1 && plan->slot[i] < OG_ZONES)
			mapped |= 1u << plan->slot[i];
	return mapped;
}

void og_zone_plan(struct og_zone_plan *plan, const struct og_zone_edit *edit,
		  const struct og_zones *zones)
{
	u16 said_any[OG_CHAINS] = { 0 };
	unsigned int i, c, slot;

	memset(plan, 0, sizeof(*plan));
	plan->edit = edit;
	plan->zones = zones;
	plan->keep = zones && !edit->reset ? zones->there : 0;
	plan->keep_members = plan->keep;
	for (c = 0; c < OG_CHAINS; c++)
		plan->keep_list[c] = plan->keep;
	for (i = 0; i < edit->count; i++) {
		slot = slot_of(zones, &edit->said[i]);
		if (slot < OG_ZONES)
			plan_said(plan, i, (u16)(1u << slot));
		for (c = 0; c < OG_CHAINS; c++)
			if (edit->said[i].any[c])
				said_any[c] |= 1u << i;
	}
	plan->there = plan->keep;
	plan_slots(plan);
	for (c = 0; c < OG_CHAINS; c++)
		plan->any[c] = (zones ? zones->any[c] & plan->keep_list[c] : 0) |
			       og_zone_plan_map(plan, said_any[c]);
}

static u16 merge_zones(const struct og_zone_plan *plan, u16 have, u16 add, u16 remove)
{
	return (have & plan->keep_members & ~og_zone_plan_map(plan, remove)) |
	       og_zone_plan_map(plan, add);
}

bool og_merge_devices(struct og_member_merge *merge, const struct og_device *was,
		      struct og_device *device)
{
	const struct og_zones *zones = merge->plan->zones;
	const struct og_zone_edit *edit = merge->plan->edit;

	for (;;) {
		const struct og_zone_edit_device *said = NULL;
		const struct og_device *old = NULL;
		bool has_old, has_said;
		int order = 0;

		if (zones && merge->old < zones->device_count)
			old = was + merge->old;
		if (merge->said < edit->device_count)
			said = &edit->device[merge->said];
		if (old && said)
			order = og_device_compare(old, &said->device);
		has_old = old && order <= 0;
		has_said = said && order >= 0;
		if (!has_old && !has_said)
			return false;
		*device = has_old ? *old : said->device;
		device->zones = merge_zones(merge->plan, has_old ? old->zones : 0,
					    has_said ? said->add : 0,
					    has_said ? said->remove : 0);
		merge->old += has_old;
		merge->said += has_said;
		if (device->zones)
			return true;
	}
}

bool og_merge_networks(struct og_member_merge *merge, const struct og_zone_network *was,
		       struct og_zone_network *network)
{
	const struct og_zones *zones = merge->plan->zones;
	const struct og_zone_edit *edit = merge->plan->edit;

	for (;;) {
		const struct og_zone_edit_network *said = NULL;
		const struct og_zone_network *old = NULL;
		bool has_old, has_said;
		int order = 0;

		if (zones && merge->old < zones->network_count)
			old = was + merge->old;
		if (merge->said < edit->network_count)
			said = &edit->network[merge->said];
		if (old && said)
			order = og_network_compare(&old->network, &said->network);
		has_old = old && order <= 0;
		has_said = said && order >= 0;
		if (!has_old && !has_said)
			return false;
		memset(network, 0, sizeof(*network));
		network->network = has_old ? old->network : said->network;
		network->zones = merge_zones(merge->plan, has_old ? old->zones : 0,
					     has_said ? said->add : 0,
					     has_said ? said->remove : 0);
		merge->old += has_old;
		merge->said += has_said;
		if (network->zones)
			return true;
	}
}

void og_merge_bounds_begin(struct og_bound_merge *merge, const struct og_zone_plan *plan,
			   const struct og_zone_bound *was, const u16 *was_at, unsigned int list)
{
	memset(merge, 0, sizeof(*merge));
	merge->plan = plan;
	merge->was = was;
	merge->list = list;
	merge->old = was_at ? was_at[list] : 0;
	merge->old_end = was_at ? was_at[list + 1] : 0;
	merge->said = plan->edit->bounds_at[list];
	merge->said_end = plan->edit->bounds_at[list + 1];
}

/* Of the zones whose list is any nothing else is kept. */
bool og_merge_bounds(struct og_bound_merge *merge, struct og_zone_bound *bound)
{
	const struct og_zone_plan *plan = merge->plan;
	const struct og_zone_edit_bound *said = plan->edit->bound;
	const unsigned int chain = merge->list / OG_TRANSPORTS;

	while (merge->old < merge->old_end || merge->said < merge->said_end) {
		u32 old_low = merge->old < merge->old_end ? merge->was[merge->old].low : OG_PORTS;
		u32 said_low = merge->said < merge->said_end ? said[merge->said].low : OG_PORTS;
		u32 low = old_low < said_low ? old_low : said_low;

		if (old_low == low)
			merge->have = merge->was[merge->old++].zones & plan->keep_list[chain];
		if (said_low == low) {
			merge->add = og_zone_plan_map(plan, said[merge->said].add) &
				     ~plan->any[chain];
			merge->remove = og_zone_plan_map(plan, said[merge->said++].remove);
		}
		bound->low = (u16)low;
		bound->zones = (merge->have & ~merge->remove) | merge->add;
		if (bound->zones != merge->last) {
			merge->last = bound->zones;
			return true;
		}
	}
	return false;
}
