// SPDX-License-Identifier: GPL-2.0-only
#include "rows.h"
#include "base/need.h"

#include <stdlib.h>
#include <string.h>

/* A set is its bits: with "any" they are all there. */
static u64 *bits(struct og_items *set)
{
	return (u64 *)set;
}

static const u64 *const_bits(const struct og_items *set)
{
	return (const u64 *)set;
}

bool set_is_any(const struct og_items *set)
{
	return og_has_word(set, OG_WORD_ANY);
}

void set_any(struct og_items *set)
{
	memset(set, 0xff, sizeof(*set));
	set->words = 1ull << OG_WORD_ANY;
}

void set_add(struct og_items *to, const struct og_items *other)
{
	size_t i;

	for (i = 0; i < OG_ITEMS_WORDS; i++)
		bits(to)[i] |= const_bits(other)[i];
}

void set_keep(struct og_items *to, const struct og_items *other)
{
	size_t i;

	for (i = 0; i < OG_ITEMS_WORDS; i++)
		bits(to)[i] &= const_bits(other)[i];
}

void set_take(struct og_items *to, const struct og_items *other)
{
	size_t i;

	for (i = 0; i < OG_ITEMS_WORDS; i++)
		bits(to)[i] &= ~const_bits(other)[i];
}

static void put_ports(struct og_items *set, unsigned int transport, const struct ports *ports)
{
	u32 i, port;

	for (i = 0; i < ports->count; i++)
		for (port = ports->range[i].low; port <= ports->range[i].high; port++)
			set->ports[transport][port / OG_BITS] |= 1ull << port % OG_BITS;
}

void row_add(struct og_items *set, const struct box *box)
{
	unsigned int i;
	bool all = true;

	if (box->ports) {
		if (og_bit(box->protos, OG_PROTO_TCP))
			put_ports(set, OG_TCP, box->ports);
		if (og_bit(box->protos, OG_PROTO_UDP))
			put_ports(set, OG_UDP, box->ports);
		return;
	}
	for (i = 0; i < OG_PROTO_WORDS; i++) {
		set->protos[i] |= box->protos[i];
		all = all && !~box->protos[i];
	}
	if (all)
		set_any(set);
}

static bool is_for(const struct row *row, const char *zone, const struct box *box)
{
	if (row->zone != zone || row->has_device != box->has_device || row->has_network != box->has_network)
		return false;
	if (box->has_device && og_device_compare(&row->device, &box->device) != 0)
		return false;
	return !box->has_network || !og_network_compare(&row->network, &box->network);
}

struct row *rows_find(const struct rows *rows, const char *zone, const struct box *box)
{
	size_t i;

	for (i = 0; i < rows->count; i++)
		if (is_for(rows->row[i], zone, box))
			return rows->row[i];
	return NULL;
}

struct row *rows_for(struct rows *rows, const char *zone, const struct box *box)
{
	struct row *row = rows_find(rows, zone, box);

	if (row || rows->count == ROWS_MAX)
		return row;
	row = need(sizeof(*row));
	row->zone = zone;
	row->has_device = box->has_device;
	row->has_network = box->has_network;
	row->device = box->device;
	row->network = box->network;
	rows->row = need_room(rows->row, &rows->room, rows->count, sizeof(struct row *));
	rows->row[rows->count++] = row;
	return row;
}

void rows_free(struct rows *rows)
{
	size_t i;

	for (i = 0; i < rows->count; i++)
		free(rows->row[i]);
	free(rows->row);
	*rows = (struct rows){ 0 };
}
