// SPDX-License-Identifier: GPL-2.0-only
/* Questions to the zones of a policy that take a search: of what, and what they list. */
#include "zone_search.h"

u16 og_zones_of(const struct og_zones *zones, const struct og_source *source)
{
	return og_search_source(zones, source, true);
}

u16 og_zones_listing_port(const struct og_zones *zones, enum og_chain_id chain,
			  enum og_transport transport, u16 port)
{
	return og_search_port(zones, chain, transport, port);
}

/* The transports for which the zone lists @port, and the first port that may be otherwise. */
static u8 transports_at(const struct og_zones *zones, enum og_chain_id chain, unsigned int slot,
			u32 port, u32 *until)
{
	unsigned int t, at, end;
	u8 transports = 0;

	*until = OG_PORTS;
	for (t = 0; t < OG_TRANSPORTS; t++) {
		bool found = og_search_bound(zones, chain * OG_TRANSPORTS + t, port, &at, &end);
		unsigned int next = found ? at + 1 : at;

		if (found && zones->bound[at].zones & 1u << slot)
			transports |= OG_TRANSPORT_BIT(t);
		if (next < end && zones->bound[next].low < *until)
			*until = zones->bound[next].low;
	}
	return transports;
}

bool og_zone_next_ports(const struct og_zones *zones, enum og_chain_id chain, unsigned int slot,
			u32 from, struct og_item *item)
{
	u32 low, until = from, next;
	u8 transports = 0;

	do {
		low = until;
		if (low >= OG_PORTS)
			return false;
		transports = transports_at(zones, chain, slot, low, &until);
	} while (!transports);
	while (until < OG_PORTS &&
	       transports_at(zones, chain, slot, until, &next) == transports)
		until = next;
	item->kind = OG_ITEM_PORTS;
	item->transports = transports;
	item->low = (u16)low;
	item->high = (u16)(until - 1);
	return true;
}

void og_zone_items(const struct og_zones *zones, enum og_chain_id chain, unsigned int slot,
		   struct og_items *items)
{
	struct og_item item = { .kind = OG_ITEM_PROTO };
	const u16 bit = 1u << slot;
	unsigned int proto;
	u32 from;

	memset(items, 0, sizeof(*items));
	if (zones->any[chain] & bit)
		items->words |= 1ull << OG_WORD_ANY;
	if (zones->protos[chain][OG_ZONE_ICMP] & bit)
		items->words |= 1ull << OG_WORD_ICMP;
	for (proto = 1; proto < OG_PROTOS; proto++) {
		item.proto = (u8)proto;
		if (zones->protos[chain][proto] & bit)
			og_items_put(items, &item);
	}
	for (from = 0; og_zone_next_ports(zones, chain, slot, from, &item); from = item.high + 1u)
		og_items_put(items, &item);
}

bool og_zone_lists(const struct og_zones *zones, enum og_chain_id chain, unsigned int slot)
{
	const u16 bit = 1u << slot;
	struct og_item item;
	unsigned int proto;

	if (zones->any[chain] & bit)
		return true;
	for (proto = 0; proto < OG_PROTOS; proto++)
		if (zones->protos[chain][proto] & bit)
			return true;
	return og_zone_next_ports(zones, chain, slot, 0, &item);
}
