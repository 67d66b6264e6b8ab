// SPDX-License-Identifier: GPL-2.0-only
#include "zone_edit.h"

unsigned int og_zone_edit_slot(struct og_zone_edit *edit, const char *name, u32 length)
{
	unsigned int i;

	edit->touched = true;
	for (i = 0; i < edit->count; i++)
		if (strlen(edit->said[i].name) == length &&
		    !memcmp(edit->said[i].name, name, length))
			return i;
	if (edit->count == OG_ZONES)
		return OG_ZONES;
	memset(&edit->said[i], 0, sizeof(edit->said[i]));
	memcpy(edit->said[i].name, name, length);
	edit->count++;
	return i;
}

static void forget_members(struct og_zone_edit *edit, u16 bit)
{
	unsigned int i, kept = 0;

	for (i = 0; i < edit->device_count; i++) {
		struct og_zone_edit_device *device = &edit->device[i];

		device->add &= ~bit;
		device->remove &= ~bit;
		if (device->add | device->remove)
			edit->device[kept++] = *device;
	}
	edit->device_count = (u16)kept;
	for (i = kept = 0; i < edit->network_count; i++) {
		struct og_zone_edit_network *network = &edit->network[i];

		network->add &= ~bit;
		network->remove &= ~bit;
		if (network->add | network->remove)
			edit->network[kept++] = *network;
	}
	edit->network_count = (u16)kept;
}

void og_zone_edit_state_members(struct og_zone_edit *edit, unsigned int slot)
{
	edit->said[slot].members_stated = true;
	edit->said[slot].defined = true;
	forget_members(edit, (u16)(1u << slot));
}

void og_zone_edit_state_list(struct og_zone_edit *edit, unsigned int slot, unsigned int chains,
			     bool any)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!(chains & 1u << c))
			continue;
		edit->said[slot].list_stated[c] = true;
		edit->said[slot].any[c] = any;
		og_zone_edit_forget_list(edit, c, (u16)(1u << slot));
	}
}

void og_zone_edit_gone(struct og_zone_edit *edit, unsigned int slot)
{
	struct og_zone_said *said = &edit->said[slot];
	const u16 bit = (u16)(1u << slot);

	og_zone_edit_state_members(edit, slot);
	og_zone_edit_state_list(edit, slot, (1u << OG_CHAINS) - 1, false);
	said->defined = false;
	said->gone = true;
	edit->refuse_zones &= ~bit;
	if (edit->refuse == OG_REFUSE_ZONES && !edit->refuse_zones)
		edit->refuse = OG_REFUSE_DROP;
}

static bool edit_device(struct og_zone_edit *edit, const struct og_device *device, u16 bit,
			bool add)
{
	unsigned int i = 0;
	int order = 1;

	while (i < edit->device_count) {
		order = og_device_compare(&edit->device[i].device, device);
		if (order >= 0)
			break;
		i++;
	}
	if (i == edit->device_count || order) {
		if (edit->device_count == OG_ZONE_EDIT_DEVICES)
			return false;
		memmove(&edit->device[i + 1], &edit->device[i],
			(edit->device_count - i) * sizeof(*edit->device));
		memset(&edit->device[i], 0, sizeof(*edit->device));
		edit->device[i].device = *device;
		edit->device[i].device.zones = 0;
		edit->device_count++;
	}
	edit->device[i].add = add ? edit->device[i].add | bit : edit->device[i].add & ~bit;
	edit->device[i].remove = add ? edit->device[i].remove & ~bit : edit->device[i].remove | bit;
	return true;
}

/* Where @network is, or would be. */
static unsigned int find_network(const struct og_zone_edit *edit, const struct og_network *network)
{
	unsigned int low = 0, high = edit->network_count;

	while (low < high) {
		unsigned int middle = (low + high) / 2;

		if (og_network_compare(&edit->network[middle].network, network) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool edit_network(struct og_zone_edit *edit, const struct og_network *network, u16 bit,
			 bool add)
{
	unsigned int i = find_network(edit, network);
	struct og_zone_edit_network *at = &edit->network[i];

	if (i == edit->network_count || og_network_compare(&at->network, network)) {
		if (edit->network_count == OG_ZONE_EDIT_NETWORKS)
			return false;
		memmove(at + 1, at, (edit->network_count - i) * sizeof(*at));
		memset(at, 0, sizeof(*at));
		at->network.address = network->address;
		at->network.family = network->family;
		at->network.prefix = network->prefix;
		edit->network_count++;
	}
	at->add = add ? at->add | bit : at->add & ~bit;
	at->remove = add ? at->remove & ~bit : at->remove | bit;
	return true;
}

bool og_zone_edit_member(struct og_zone_edit *edit, unsigned int slot,
			 const struct og_member *member, bool add)
{
	const u16 bit = (u16)(1u << slot);

	if (add)
		edit->said[slot].defined = true;
	if (member->is_network)
		return edit_network(edit, &member->network, bit, add);
	return edit_device(edit, &member->device, bit, add);
}

void og_zone_edit_refuse(struct og_zone_edit *edit, enum og_refuse refuse)
{
	edit->touched = true;
	edit->refuse_said = true;
	edit->refuse = refuse;
	edit->refuse_zones = 0;
}

void og_zone_edit_refuse_zone(struct og_zone_edit *edit, unsigned int slot)
{
	edit->refuse = OG_REFUSE_ZONES;
	edit->refuse_zones |= 1u << slot;
}

void og_zone_edit_reset(struct og_zone_edit *edit)
{
	memset(edit, 0, sizeof(*edit));
	edit->touched = true;
	edit->reset = true;
}
