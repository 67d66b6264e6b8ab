// SPDX-License-Identifier: GPL-2.0-only
#include "zone_named.h"
#include "base/nearest_word.h"
#include "base/out.h"

#include <string.h>

unsigned int zone_named(const struct og_zones *zones, const char *name)
{
	struct nearest_word best = nearest_word_for(name);
	unsigned int slot = og_zone_find(zones, name, strlen(name)), count, i;
	u8 slots[OG_ZONES];

	if (slot < OG_ZONES)
		return slot;
	count = og_zones_sorted(zones, slots);
	for (i = 0; i < count; i++)
		nearest_word_try(&best, zones->name[slots[i]]);
	if (best.word)
		complain("there is no zone \"%s\"; did you mean \"%s\"?", name, best.word);
	else if (count)
		complain("there is no zone \"%s\"; \"ogctl zone\" lists them", name);
	else
		complain("there is no zone \"%s\", nor any other: \"ogctl zone add %s DEVICE\", or a network in place of "
			 "DEVICE, makes it", name, name);
	return OG_ZONES;
}
