// SPDX-License-Identifier: GPL-2.0-only
/* What a text says of zones' lists: bounds, from each of which on something is added or removed. */
#include "zone_edit.h"

/* The bounds of one chain and transport, [*at] to before *@end. */
static unsigned int end_of(const struct og_zone_edit *edit, unsigned int list)
{
	return edit->bounds_at[list + 1];
}

static void move_behind(struct og_zone_edit *edit, unsigned int list, unsigned int at, int by)
{
	const unsigned int all = edit->bounds_at[OG_ZONE_LISTS];
	unsigned int i;

	memmove(&edit->bound[at + (by > 0 ? 1 : 0)], &edit->bound[at + (by > 0 ? 0 : 1)],
		(all - at - (by > 0 ? 0 : 1)) * sizeof(*edit->bound));
	for (i = list + 1; i <= OG_ZONE_LISTS; i++)
		edit->bounds_at[i] = (u16)(edit->bounds_at[i] + by);
}

/* The first bound of @list at @port or behind. */
static unsigned int find_bound(const struct og_zone_edit *edit, unsigned int list, u32 port)
{
	unsigned int low = edit->bounds_at[list], high = end_of(edit, list);

	while (low < high) {
		unsigned int middle = (low + high) / 2;

		if (edit->bound[middle].low < port)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A bound at @port, which changes nothing yet. False: no room. */
static bool split(struct og_zone_edit *edit, unsigned int list, u32 port, unsigned int *at)
{
	struct og_zone_edit_bound bound = { .low = (u16)port };

	*at = find_bound(edit, list, port);
	if (port == OG_PORTS || (*at < end_of(edit, list) && edit->bound[*at].low == port))
		return true;
	if (edit->bounds_at[OG_ZONE_LISTS] == OG_ZONE_BOUNDS)
		return false;
	if (*at > edit->bounds_at[list]) {
		bound.add = edit->bound[*at - 1].add;
		bound.remove = edit->bound[*at - 1].remove;
	}
	move_behind(edit, list, *at, 1);
	edit->bound[*at] = bound;
	return true;
}

/* Whether the bound at @at says what held before it already. */
static bool is_idle(const struct og_zone_edit *edit, unsigned int list, unsigned int at)
{
	const struct og_zone_edit_bound *bound = &edit->bound[at];

	if (at == edit->bounds_at[list])
		return !bound->add && !bound->remove;
	return bound->add == bound[-1].add && bound->remove == bound[-1].remove;
}

/* Bounds of @list from @first to @last, both included, go where they are idle. */
static void tidy(struct og_zone_edit *edit, unsigned int list, unsigned int first,
		 unsigned int last)
{
	unsigned int at;

	for (at = last + 1; at-- > first;)
		if (at < end_of(edit, list) && is_idle(edit, list, at))
			move_behind(edit, list, at, -1);
}

static bool edit_ports(struct og_zone_edit *edit, unsigned int list, const struct og_item *item,
		       u16 bit, bool add)
{
	unsigned int first, end, at;

	if (!split(edit, list, item->low, &first) ||
	    !split(edit, list, item->high + 1u, &end))
		return false;
	for (at = first; at < end; at++) {
		struct og_zone_edit_bound *bound = &edit->bound[at];

		bound->add = add ? bound->add | bit : bound->add & ~bit;
		bound->remove = add ? bound->remove & ~bit : bound->remove | bit;
	}
	tidy(edit, list, first, end);
	return true;
}

static void edit_proto(struct og_zone_edit *edit, unsigned int chain, unsigned int proto, u16 bit,
		       bool add)
{
	u16 *adds = &edit->proto_add[chain][proto], *removes = &edit->proto_remove[chain][proto];

	*adds = add ? *adds | bit : *adds & ~bit;
	*removes = add ? *removes & ~bit : *removes | bit;
}

static bool edit_item(struct og_zone_edit *edit, unsigned int chain, const struct og_item *item,
		      u16 bit, bool add)
{
	unsigned int t;

	if (item->kind != OG_ITEM_PORTS) {
		edit_proto(edit, chain, item->kind == OG_ITEM_WORD ? OG_ZONE_ICMP : item->proto,
			   bit, add);
		return true;
	}
	for (t = 0; t < OG_TRANSPORTS; t++)
		if (item->transports & OG_TRANSPORT_BIT(t) &&
		    !edit_ports(edit, chain * OG_TRANSPORTS + t, item, bit, add))
			return false;
	return true;
}

bool og_zone_edit_item(struct og_zone_edit *edit, unsigned int slot, unsigned int chains,
		       const struct og_item *item, bool add)
{
	const u16 bit = (u16)(1u << slot);
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++)
		if (chains & 1u << c && !edit->said[slot].any[c] &&
		    !edit_item(edit, c, item, bit, add))
			return false;
	return true;
}

void og_zone_edit_forget_list(struct og_zone_edit *edit, enum og_chain_id chain, u16 bit)
{
	unsigned int t, i;

	for (i = 0; i < OG_PROTOS; i++) {
		edit->proto_add[chain][i] &= ~bit;
		edit->proto_remove[chain][i] &= ~bit;
	}
	for (t = 0; t < OG_TRANSPORTS; t++) {
		unsigned int list = chain * OG_TRANSPORTS + t;

		for (i = edit->bounds_at[list]; i < end_of(edit, list); i++) {
			edit->bound[i].add &= ~bit;
			edit->bound[i].remove &= ~bit;
		}
		if (end_of(edit, list) > edit->bounds_at[list])
			tidy(edit, list, edit->bounds_at[list], end_of(edit, list) - 1u);
	}
}
