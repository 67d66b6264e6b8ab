// SPDX-License-Identifier: GPL-2.0-only
#include "box.h"
#include "base/need.h"

#include <stdlib.h>
#include <string.h>

void boxes_add(struct boxes *boxes, const struct box *box)
{
	boxes->box = need_room(boxes->box, &boxes->room, boxes->count, sizeof(*box));
	boxes->box[boxes->count++] = *box;
}

void boxes_free(struct boxes *boxes)
{
	free(boxes->box);
	*boxes = (struct boxes){ 0 };
}

void box_everything(struct box *box, unsigned int families)
{
	*box = (struct box){ .families = families, .states = BOX_STATES, .types = BOX_TYPES, .pieces = BOX_PIECES };
	memset(box->protos, 0xff, sizeof(box->protos));
}

static bool all_protocols(const struct box *box)
{
	unsigned int i;

	for (i = 0; i < OG_PROTO_WORDS; i++)
		if (~box->protos[i])
			return false;
	return true;
}

bool box_is_nothing(const struct box *box)
{
	unsigned int i;
	u64 protos = 0;

	for (i = 0; i < OG_PROTO_WORDS; i++)
		protos |= box->protos[i];
	return !box->families || !box->states || !box->types || !box->pieces || !protos || (box->ports && !box->ports->count);
}

bool box_is_wide(const struct box *box)
{
	return box->types == BOX_TYPES && box->pieces == BOX_PIECES && !box->has_device && !box->has_network && !box->ports && all_protocols(box);
}

void box_wider(struct box *box, const char *why)
{
	if (!box->why)
		box->why = why;
}

void box_only_protocol(struct box *box, u8 proto)
{
	unsigned int i;

	for (i = 0; i < OG_PROTO_WORDS; i++)
		box->protos[i] &= i == proto / OG_BITS ? 1ull << proto % OG_BITS : 0;
}

static bool network_in(const struct og_network *wide, const struct og_network *narrow)
{
	return wide->family == narrow->family && wide->prefix <= narrow->prefix &&
	       og_network_holds(wide, narrow->family, &narrow->address);
}

void box_only_network(struct box *box, const struct og_network *network)
{
	box->families &= BOX_FAMILY(network->family);
	/* A whole family is no network. */
	if (!network->prefix)
		return;
	if (!box->has_network || network_in(&box->network, network))
		box->network = *network;
	else if (!network_in(network, &box->network))
		box->families = 0;
	box->has_network = true;
}

/* Whether each name that @narrow means, @wide means too. */
static bool device_in(const struct og_device *wide, const struct og_device *narrow)
{
	if (wide->prefix)
		return narrow->length >= wide->length && !memcmp(wide->name, narrow->name, wide->length);
	return !narrow->prefix && narrow->length == wide->length && !memcmp(wide->name, narrow->name, wide->length);
}

static bool devices_meet(const struct og_device *a, const struct og_device *b)
{
	return device_in(a, b) || device_in(b, a);
}

static void both_devices(struct box *box, const struct og_device *device)
{
	if (device_in(&box->device, device))
		box->device = *device;
	else if (!device_in(device, &box->device))
		box->families = 0;
}

/* Of those that come in by its device, not those of this one. */
static void but_one_device(struct box *box, const struct og_device *device)
{
	if (device_in(device, &box->device))
		box->families = 0;
	else if (device_in(&box->device, device))
		box_wider(box, "devices whose names begin so, but not one of them");
}

void box_only_device(struct box *box, const struct og_device *device, bool not)
{
	struct og_device before = box->device;

	if (!box->has_device) {
		box->has_device = true;
		box->not_device = not;
		box->device = *device;
	} else if (!box->not_device && !not) {
		both_devices(box, device);
	} else if (!box->not_device) {
		but_one_device(box, device);
	} else if (!not) {
		box->device = *device;
		box->not_device = false;
		but_one_device(box, &before);
	} else if (!device_in(&box->device, device) || !device_in(device, &box->device)) {
		box_wider(box, "any device but several");
	}
}

void box_only_ports(struct box *box, struct arena *arena, const struct ports *ports)
{
	box->pieces &= BOX_FIRST;
	box->ports = box->ports ? ports_both(arena, box->ports, ports) : ports;
}

void box_both(struct box *to, const struct box *other, struct arena *arena)
{
	unsigned int i;

	to->families &= other->families;
	to->states &= other->states;
	to->types &= other->types;
	to->pieces &= other->pieces;
	for (i = 0; i < OG_PROTO_WORDS; i++)
		to->protos[i] &= other->protos[i];
	if (other->has_device)
		box_only_device(to, &other->device, other->not_device);
	if (other->has_network)
		box_only_network(to, &other->network);
	if (other->ports)
		box_only_ports(to, arena, other->ports);
	if (other->why)
		box_wider(to, other->why);
}

static bool device_meets(const struct box *a, const struct box *b)
{
	if (!a->has_device || !b->has_device || (a->not_device && b->not_device))
		return true;
	if (a->not_device)
		return !device_in(&a->device, &b->device);
	if (b->not_device)
		return !device_in(&b->device, &a->device);
	return devices_meet(&a->device, &b->device);
}

bool box_meets(const struct box *a, const struct box *b)
{
	u64 protos = 0;
	unsigned int i;

	if (a->has_network && b->has_network && !network_in(&a->network, &b->network) &&
	    !network_in(&b->network, &a->network))
		return false;
	if (!(a->families & b->families) || !(a->states & b->states) || !(a->types & b->types) || !(a->pieces & b->pieces))
		return false;
	for (i = 0; i < OG_PROTO_WORDS; i++)
		protos |= a->protos[i] & b->protos[i];
	return protos && device_meets(a, b) && (!a->ports || !b->ports || ports_meet(a->ports, b->ports));
}

static bool device_held(const struct box *a, const struct box *b)
{
	if (!a->has_device)
		return true;
	if (!b->has_device)
		return false;
	if (a->not_device)
		return b->not_device ? device_in(&b->device, &a->device) : !devices_meet(&a->device, &b->device);
	return !b->not_device && device_in(&a->device, &b->device);
}

bool box_holds(const struct box *a, const struct box *b)
{
	unsigned int i;

	if (b->families & ~a->families || b->states & ~a->states || b->types & ~a->types || b->pieces & ~a->pieces)
		return false;
	for (i = 0; i < OG_PROTO_WORDS; i++)
		if (b->protos[i] & ~a->protos[i])
			return false;
	if (a->has_network && !(b->has_network && network_in(&a->network, &b->network)))
		return false;
	if (a->ports && !(b->ports && ports_hold(a->ports, b->ports)))
		return false;
	return device_held(a, b);
}
