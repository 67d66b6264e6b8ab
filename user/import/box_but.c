// SPDX-License-Identifier: GPL-2.0-only
/*
 * One box without another. In turn for each thing that a box says: what differs in it is a piece of its own, and the rest
 * goes on with what both have. States come last, so that a piece that lacks some is as narrow as can be.
 */
#include "box.h"

static void add(struct boxes *rest, const struct box *piece)
{
	if (!box_is_nothing(piece))
		boxes_add(rest, piece);
}

static void but_families(struct box *left, const struct box *other, struct boxes *rest)
{
	struct box piece = *left;

	piece.families &= ~other->families;
	left->families &= other->families;
	add(rest, &piece);
	piece = *left;
	piece.types &= ~other->types;
	left->types &= other->types;
	add(rest, &piece);
}

static void but_protocols(struct box *left, const struct box *other, struct boxes *rest)
{
	struct box piece = *left;
	unsigned int i;

	for (i = 0; i < OG_PROTO_WORDS; i++) {
		piece.protos[i] &= ~other->protos[i];
		left->protos[i] &= other->protos[i];
	}
	add(rest, &piece);
}

static void but_ports(struct box *left, const struct box *other, struct arena *arena, struct boxes *rest)
{
	struct box piece = *left;

	piece.pieces &= ~other->pieces;
	left->pieces &= other->pieces;
	add(rest, &piece);
	if (!other->ports)
		return;
	if (!left->ports)
		left->ports = ports_all(arena);
	piece = *left;
	piece.ports = ports_but(arena, left->ports, other->ports);
	left->ports = ports_both(arena, left->ports, other->ports);
	add(rest, &piece);
}

/* With this bit the other way round, and none behind it. */
static u64 turned(u64 value, unsigned int bit)
{
	bit &= 63;
	return (value ^ 1ull << bit) >> bit << bit;
}

/* The other half of each step from the wide network to the narrow one. */
static void but_network(struct box *left, const struct box *other, struct boxes *rest)
{
	unsigned int bits = og_family_bits(other->network.family), prefix = left->has_network ? left->network.prefix : 0, shift;
	const struct og_address *address = &other->network.address;

	if (!other->has_network)
		return;
	for (prefix++; prefix <= other->network.prefix; prefix++) {
		struct box piece = *left;
		struct og_network *half = &piece.network;

		shift = bits - prefix;
		half->family = other->network.family;
		half->prefix = prefix;
		half->address.low = shift < 64 ? turned(address->low, shift) : 0;
		half->address.high = shift < 64 ? address->high : turned(address->high, shift - 64);
		piece.has_network = true;
		add(rest, &piece);
	}
	box_only_network(left, &other->network);
}

static void but_device(struct box *left, const struct box *other, struct boxes *rest)
{
	struct box piece = *left;

	if (!other->has_device)
		return;
	box_only_device(&piece, &other->device, !other->not_device);
	box_only_device(left, &other->device, other->not_device);
	add(rest, &piece);
}

void box_but(const struct box *box, const struct box *other, struct arena *arena, struct boxes *rest)
{
	struct box left = *box;

	if (!box_meets(box, other)) {
		add(rest, box);
		return;
	}
	if (box_holds(other, box))
		return;
	but_families(&left, other, rest);
	but_protocols(&left, other, rest);
	but_ports(&left, other, arena, rest);
	but_network(&left, other, rest);
	but_device(&left, other, rest);
	left.states &= ~other->states;
	add(rest, &left);
}
