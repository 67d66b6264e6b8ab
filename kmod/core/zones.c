// SPDX-License-Identifier: GPL-2.0-only
/* Zones by their names, devices by theirs. */
#include "zones.h"

unsigned int og_zone_find(const struct og_zones *zones, const char *name, u32 length)
{
	unsigned int slot;

	for (slot = 0; slot < OG_ZONES; slot++)
		if (zones->there & 1u << slot && strlen(zones->name[slot]) == length &&
		    !memcmp(zones->name[slot], name, length))
			break;
	return slot;
}

unsigned int og_zones_sorted(const struct og_zones *zones, u8 slots[OG_ZONES])
{
	unsigned int slot, at, count = 0;

	for (slot = 0; slot < OG_ZONES; slot++) {
		if (!(zones->there & 1u << slot))
			continue;
		for (at = count++; at; at--) {
			if (strcmp(zones->name[slots[at - 1]], zones->name[slot]) < 0)
				break;
			slots[at] = slots[at - 1];
		}
		slots[at] = (u8)slot;
	}
	return count;
}

bool og_device_matches(const struct og_device *pattern, const char *device)
{
	return !strncmp(device, pattern->name, pattern->length) &&
	       (pattern->prefix || !device[pattern->length]);
}

int og_device_compare(const struct og_device *a, const struct og_device *b)
{
	int names = memcmp(a->name, b->name, sizeof(a->name));

	return names ? names : (int)a->prefix - (int)b->prefix;
}

u16 og_zones_of_device(const struct og_zones *zones, const char *device)
{
	unsigned int i;
	u16 mask = 0;

	for (i = 0; i < zones->device_count && device; i++)
		if (og_device_matches(&zones->device[i], device))
			mask |= zones->device[i].zones;
	return mask;
}
