// SPDX-License-Identifier: GPL-2.0-only
/* Whether what a text says of zones can be laid over a policy's. */
#include "token.h"
#include "zone_apply.h"
#include "zone_merge.h"

static void point(struct og_error *error, const struct og_place *place)
{
	error->line = place->line;
	error->column = place->column;
}

/* What the text took for granted of a zone that the policy has, or has not. */
static bool fits_said(const struct og_zone_plan *plan, const struct og_zone_said *said,
		      struct og_error *error)
{
	const struct og_zones *zones = plan->zones;
	unsigned int slot = zones ? og_zone_find(zones, said->name, (u32)strlen(said->name)) :
				    OG_ZONES;
	unsigned int c;

	if (slot == OG_ZONES && said->used.line) {
		point(error, &said->used);
		og_error_set(error, 0, said->used.length,
			     "zone \"%s\" is not defined: say zone %s first, and who is in it",
			     said->name, said->name);
		return false;
	}
	for (c = 0; c < OG_CHAINS && slot < OG_ZONES; c++) {
		if (!said->item_taken[c].line ||
		    !(zones->any[c] & plan->keep_list[c] & 1u << slot))
			continue;
		point(error, &said->item_taken[c]);
		og_error_set(error, 0, said->item_taken[c].length,
			     "%s from %s is any: say what it is to list instead",
			     og_chain_name(c), said->name);
		return false;
	}
	return true;
}

static bool fits_zones(const struct og_zone_plan *plan, struct og_error *error)
{
	const struct og_zone_edit *edit = plan->edit;
	unsigned int i;

	for (i = 0; i < edit->count; i++)
		if (!fits_said(plan, &edit->said[i], error))
			return false;
	if (!plan->full)
		return true;
	point(error, &edit->last);
	og_error_set(error, 0, edit->last.length, "more than %u zones, with those in force",
		     OG_ZONES);
	return false;
}

/* In *@have the zones that have members. False: there are too many of them. */
static bool count_members(const struct og_zone_plan *plan, u16 *have)
{
	const struct og_zones *zones = plan->zones;
	struct og_member_merge devices = { .plan = plan }, networks = { .plan = plan };
	unsigned int device_count = 0, network_count = 0;
	struct og_zone_network network;
	struct og_device device;

	*have = 0;
	while (og_merge_devices(&devices, zones ? zones->device : NULL, &device)) {
		*have |= device.zones;
		device_count++;
	}
	while (og_merge_networks(&networks, zones ? zones->network : NULL, &network)) {
		*have |= network.zones;
		network_count++;
	}
	return device_count <= OG_ZONE_DEVICES && network_count <= OG_ZONE_NETWORKS;
}

static bool fits_members(const struct og_zone_plan *plan, struct og_error *error)
{
	const struct og_zone_edit *edit = plan->edit;
	unsigned int i;
	u16 have;

	if (!count_members(plan, &have)) {
		point(error, &edit->last);
		og_error_set(error, 0, edit->last.length,
			     "more than %u networks or %u devices, with those in force",
			     OG_ZONE_NETWORKS, OG_ZONE_DEVICES);
		return false;
	}
	for (i = 0; i < edit->count; i++) {
		const struct og_zone_said *said = &edit->said[i];

		if (plan->slot[i] == OG_ZONES || have & 1u << plan->slot[i])
			continue;
		point(error, &said->member_taken);
		og_error_set(error, 0, said->member_taken.length,
			     "zone %s would have no members: zone %s none takes it away, with its lists",
			     said->name, said->name);
		return false;
	}
	return true;
}

static bool fits_lists(const struct og_zone_plan *plan, struct og_error *error)
{
	const struct og_zones *zones = plan->zones;
	unsigned int list, ranges = 0;
	struct og_bound_merge merge;
	struct og_zone_bound bound;

	for (list = 0; list < OG_ZONE_LISTS; list++) {
		og_merge_bounds_begin(&merge, plan, zones ? zones->bound : NULL,
				      zones ? zones->bounds_at : NULL, list);
		while (og_merge_bounds(&merge, &bound))
			ranges += bound.zones != 0;
	}
	if (ranges <= OG_ZONE_RANGES)
		return true;
	point(error, &plan->edit->last);
	og_error_set(error, 0, plan->edit->last.length,
		     "more than %u ranges of ports in zones' lists, with those in force",
		     OG_ZONE_RANGES);
	return false;
}

bool og_zone_edit_fits(const struct og_zone_edit *edit, const struct og_zones *zones,
		       struct og_error *error)
{
	struct og_zone_plan plan;

	if (!edit->touched)
		return true;
	og_zone_plan(&plan, edit, zones);
	return fits_zones(&plan, error) && fits_members(&plan, error) && fits_lists(&plan, error);
}
