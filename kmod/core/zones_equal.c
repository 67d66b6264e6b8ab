// SPDX-License-Identifier: GPL-2.0-only
/* Whether two policies say the same of zones, which may have other slots. */
#include "zones.h"

/* Where @b has @a's zones: their slots. False: it has others. */
static bool pair(const struct og_zones *a, const struct og_zones *b, u8 slots[OG_ZONES])
{
	u16 found = 0;
	unsigned int i;

	for (i = 0; i < OG_ZONES; i++) {
		slots[i] = OG_ZONES;
		if (!(a->there & 1u << i))
			continue;
		slots[i] = (u8)og_zone_find(b, a->name[i], (u32)strlen(a->name[i]));
		if (slots[i] == OG_ZONES)
			return false;
		found |= 1u << slots[i];
	}
	return found == b->there;
}

static bool same(u16 a, u16 b, const u8 slots[OG_ZONES])
{
	u16 mapped = 0;
	unsigned int i;

	for (i = 0; i < OG_ZONES; i++)
		if (a & 1u << i)
			mapped |= 1u << slots[i];
	return mapped == b;
}

static bool members_equal(const struct og_zones *a, const struct og_zones *b,
			  const u8 slots[OG_ZONES])
{
	unsigned int i;

	if (a->device_count != b->device_count || a->network_count != b->network_count)
		return false;
	for (i = 0; i < a->device_count; i++)
		if (og_device_compare(&a->device[i], &b->device[i]) ||
		    !same(a->device[i].zones, b->device[i].zones, slots))
			return false;
	for (i = 0; i < a->network_count; i++)
		if (og_network_compare(&a->network[i].network, &b->network[i].network) ||
		    !same(a->network[i].zones, b->network[i].zones, slots))
			return false;
	return true;
}

static bool lists_equal(const struct og_zones *a, const struct og_zones *b,
			const u8 slots[OG_ZONES])
{
	unsigned int i, p, last = a->bounds_at[OG_ZONE_LISTS];

	if (memcmp(a->bounds_at, b->bounds_at, sizeof(a->bounds_at)))
		return false;
	for (i = 0; i < last; i++)
		if (a->bound[i].low != b->bound[i].low ||
		    !same(a->bound[i].zones, b->bound[i].zones, slots))
			return false;
	for (i = 0; i < OG_CHAINS; i++) {
		if (!same(a->any[i], b->any[i], slots))
			return false;
		for (p = 0; p < OG_PROTOS; p++)
			if (!same(a->protos[i][p], b->protos[i][p], slots))
				return false;
	}
	return true;
}

bool og_zones_equal(const struct og_zones *a, const struct og_zones *b)
{
	u8 slots[OG_ZONES];

	return a->refuse == b->refuse && pair(a, b, slots) &&
	       same(a->refuse_zones, b->refuse_zones, slots) &&
	       members_equal(a, b, slots) && lists_equal(a, b, slots);
}
