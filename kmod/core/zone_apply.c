// SPDX-License-Identifier: GPL-2.0-only
/* What a text says of zones is laid over a policy's. */
#include "zone_apply.h"

#include "zone_merge.h"

/* What is derived last holds what was there, while that is merged. */
static_assert(sizeof(struct og_sources) >= sizeof(((struct og_zones *)0)->network) &&
	      sizeof(struct og_sources) >= sizeof(((struct og_zones *)0)->bound),
	      "room for what is merged");

static void apply_devices(const struct og_zone_plan *plan, struct og_zones *zones)
{
	struct og_device *was = (struct og_device *)&zones->sources, device;
	struct og_member_merge merge = { .plan = plan };
	u16 count = 0;

	memcpy(was, zones->device, sizeof(zones->device));
	while (count < OG_ZONE_DEVICES && og_merge_devices(&merge, was, &device))
		zones->device[count++] = device;
	memset(&zones->device[count], 0, (OG_ZONE_DEVICES - count) * sizeof(*zones->device));
	zones->device_count = count;
}

static void apply_networks(const struct og_zone_plan *plan, struct og_zones *zones)
{
	struct og_zone_network *was = (struct og_zone_network *)&zones->sources, network;
	struct og_member_merge merge = { .plan = plan };
	u16 count = 0;

	memcpy(was, zones->network, sizeof(zones->network));
	while (count < OG_ZONE_NETWORKS && og_merge_networks(&merge, was, &network))
		zones->network[count++] = network;
	memset(&zones->network[count], 0, (OG_ZONE_NETWORKS - count) * sizeof(*zones->network));
	zones->network_count = count;
}

static void apply_bounds(const struct og_zone_plan *plan, struct og_zones *zones)
{
	struct og_zone_bound *was = (struct og_zone_bound *)&zones->sources;
	u16 was_at[OG_ZONE_LISTS + 1], count = 0;
	struct og_bound_merge merge;
	unsigned int list;

	memcpy(was, zones->bound, sizeof(zones->bound));
	memcpy(was_at, zones->bounds_at, sizeof(was_at));
	for (list = 0; list < OG_ZONE_LISTS; list++) {
		og_merge_bounds_begin(&merge, plan, was, was_at, list);
		zones->bounds_at[list] = count;
		while (count < OG_ZONE_BOUNDS && og_merge_bounds(&merge, &zones->bound[count]))
			count++;
	}
	zones->bounds_at[list] = count;
	memset(&zones->bound[count], 0, (OG_ZONE_BOUNDS - count) * sizeof(*zones->bound));
}

static void apply_protos(const struct og_zone_plan *plan, struct og_zones *zones)
{
	const struct og_zone_edit *edit = plan->edit;
	unsigned int c, p;

	for (c = 0; c < OG_CHAINS; c++) {
		for (p = 0; p < OG_PROTOS; p++)
			zones->protos[c][p] = (zones->protos[c][p] & plan->keep_list[c] &
					       ~og_zone_plan_map(plan, edit->proto_remove[c][p])) |
					      (og_zone_plan_map(plan, edit->proto_add[c][p]) &
					       ~plan->any[c]);
		zones->any[c] = plan->any[c];
	}
}

static void apply_refuse(const struct og_zone_plan *plan, struct og_zones *zones)
{
	const struct og_zone_edit *edit = plan->edit;

	if (edit->refuse_said) {
		zones->refuse = edit->refuse;
		zones->refuse_zones = og_zone_plan_map(plan, edit->refuse_zones);
	} else {
		zones->refuse_zones &= plan->keep;
		if (edit->reset)
			zones->refuse = OG_REFUSE_DROP;
	}
	if (zones->refuse == OG_REFUSE_ZONES && !zones->refuse_zones)
		zones->refuse = OG_REFUSE_DROP;
}

static void apply_names(const struct og_zone_plan *plan, struct og_zones *zones)
{
	unsigned int i;

	for (i = 0; i < OG_ZONES; i++)
		if (!(plan->there & 1u << i))
			memset(zones->name[i], 0, sizeof(zones->name[i]));
	for (i = 0; i < plan->edit->count; i++)
		if (plan->slot[i] < OG_ZONES)
			memcpy(zones->name[plan->slot[i]], plan->edit->said[i].name,
			       OG_ZONE_NAME_SIZE);
	zones->there = plan->there;
}

void og_zone_edit_apply(const struct og_zone_edit *edit, struct og_zones *zones)
{
	struct og_zone_plan plan;

	if (!edit->touched)
		return;
	og_zone_plan(&plan, edit, zones);
	apply_devices(&plan, zones);
	apply_networks(&plan, zones);
	apply_bounds(&plan, zones);
	apply_protos(&plan, zones);
	apply_refuse(&plan, zones);
	apply_names(&plan, zones);
	og_zones_compile(zones);
}
