// SPDX-License-Identifier: GPL-2.0-only
#include "zone_json.h"

json_t *json_zone_names(const struct og_zones *zones, u16 mask)
{
	json_t *array = json_array();
	unsigned int count, i;
	u8 slots[OG_ZONES];

	count = og_zones_sorted(zones, slots);
	for (i = 0; i < count; i++)
		if (mask & 1u << slots[i])
			json_array_append_new(array, json_text(zones->name[slots[i]]));
	return array;
}
