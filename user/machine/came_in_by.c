// SPDX-License-Identifier: GPL-2.0-only
#include "came_in_by.h"
#include "base/need.h"
#include "base/system_file.h"

#include <stdlib.h>
#include <string.h>

void came_in_begin(struct came_in *came_in)
{
	*came_in = (struct came_in){ 0 };
	if (!system_is_elsewhere())
		(void)devices_read(&came_in->devices);
}

void came_in_release(struct came_in *came_in)
{
	devices_release(&came_in->devices);
	free(came_in->list);
}

/* The device that has @address; NULL: it is not ours. */
static const struct device *owner_of(const struct devices *devices, const struct address *address)
{
	size_t i;

	for (i = 0; i < devices->address_count; i++)
		if (!address_compare(&devices->addresses[i].address, address))
			return devices_find(devices, devices->addresses[i].device);
	return NULL;
}

/* As IP has it: not yet the VRF's. */
static const struct device *find(const struct came_in *came_in, const struct address *from, const struct address *to)
{
	const struct devices *devices = &came_in->devices;
	const struct device *owner = owner_of(devices, to), *device;
	const struct route_question back = {
		.to = from, .from = owner ? to : NULL, .proto = came_in->proto,
		.source_port = came_in->to_port, .port = came_in->from_port,
	};
	struct route_answer answer;

	/* No table but its VRF's leads back. */
	if (owner && devices_vrf(devices, devices_of_ip(devices, owner)))
		return devices_of_ip(devices, owner);
	/* Every device has routes to links' own addresses. */
	if (!devices->count || address_is_link_local(from) || route_ask(&back, &answer))
		return NULL;
	device = devices_find(devices, answer.out);
	return device ? devices_of_ip(devices, device) : NULL;
}

static u32 sum_of(u32 sum, const struct address *address)
{
	size_t i;

	for (i = 0; i < address_size(address->family); i++)
		sum = sum * 31 + address->bytes[i];
	return sum;
}

/* The row, or where it is to be put: a table that is half empty at least, and is looked through from a sum on. */
static struct came_in_row *place_of(const struct came_in *came_in, const struct address *from, const struct address *to)
{
	size_t at = sum_of(sum_of(from->family, from), to) & (came_in->room - 1);

	while (came_in->list[at].used && (address_compare(&came_in->list[at].from, from) ||
					  address_compare(&came_in->list[at].to, to)))
		at = (at + 1) & (came_in->room - 1);
	return &came_in->list[at];
}

static void make_room(struct came_in *came_in)
{
	struct came_in old = *came_in;
	size_t i;

	if (2 * (came_in->count + 1) <= came_in->room)
		return;
	came_in->room = old.room ? 2 * old.room : 64;
	came_in->list = need(came_in->room * sizeof(*came_in->list));
	for (i = 0; i < old.room; i++)
		if (old.list[i].used)
			*place_of(came_in, &old.list[i].from, &old.list[i].to) = old.list[i];
	free(old.list);
}

static const struct device *ask(struct came_in *came_in, const struct address *from, const struct address *to)
{
	static const struct address others;
	struct came_in_row *row;

	/* Of what only passes through, where it goes is not asked. */
	if (!owner_of(&came_in->devices, to))
		to = &others;
	make_room(came_in);
	row = place_of(came_in, from, to);
	if (!row->used) {
		*row = (struct came_in_row){ *from, *to, find(came_in, from, to), true };
		came_in->count++;
	}
	return row->device;
}

const char *came_in_by(struct came_in *came_in, const struct address *from, const struct address *to)
{
	const struct device *link = ask(came_in, from, to);

	return link ? devices_of_chain(&came_in->devices, link)->name : "";
}

const char *came_in_link(struct came_in *came_in, const struct address *from, const struct address *to)
{
	const struct device *link = ask(came_in, from, to);

	return link ? link->name : "";
}
