/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The searches for a packet's source and port, inline: what only a zone passes
 * has its budget too. Who counts no instructions calls zones.h's.
 */
#ifndef OG_CORE_ZONE_SEARCH_H
#define OG_CORE_ZONE_SEARCH_H

#include "zones.h"

static __always_inline u16 og_search_ipv4(const struct og_sources *sources, u32 address)
{
	u32 low = 0, high = sources->ipv4_count;

	while (high - low > 1) {
		u32 middle = (low + high) / 2;

		if (sources->ipv4[middle] <= address)
			low = middle;
		else
			high = middle;
	}
	return high ? sources->ipv4_zones[low] : 0;
}

static __always_inline u16 og_search_ipv6(const struct og_sources *sources,
					  const struct og_address *address)
{
	u32 low = 0, high = sources->ipv6_count;

	while (high - low > 1) {
		u32 middle = (low + high) / 2;

		if (og_address_below(address, &sources->ipv6[middle]))
			high = middle;
		else
			low = middle;
	}
	return high ? sources->ipv6_zones[low] : 0;
}

/* As og_zones_of(); @devices: by its device as well. */
static __always_inline u16 og_search_source(const struct og_zones *zones,
					    const struct og_source *source, bool devices)
{
	u16 mask = source->family == OG_IPV4 ?
		   og_search_ipv4(&zones->sources, (u32)source->address.low) :
		   og_search_ipv6(&zones->sources, &source->address);

	return devices ? mask | og_zones_of_device(zones, source->device) : mask;
}

/* The last bound of a chain and transport at @port or before it, and the end; false: none. */
static __always_inline bool og_search_bound(const struct og_zones *zones, unsigned int list,
					    u32 port, unsigned int *found, unsigned int *end)
{
	unsigned int low = zones->bounds_at[list], high = zones->bounds_at[list + 1];

	*end = high;
	*found = low;
	if (low == high || zones->bound[low].low > port)
		return false;
	while (high - low > 1) {
		unsigned int middle = (low + high) / 2;

		if (zones->bound[middle].low <= port)
			low = middle;
		else
			high = middle;
	}
	*found = low;
	return true;
}

/* As og_zones_listing_port(). */
static __always_inline u16 og_search_port(const struct og_zones *zones, enum og_chain_id chain,
					  enum og_transport transport, u16 port)
{
	unsigned int at, end;

	if (!og_search_bound(zones, chain * OG_TRANSPORTS + transport, port, &at, &end))
		return 0;
	return zones->bound[at].zones;
}

#endif
