/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Zones: who a packet comes from, by the device that it came in by or the
 * network of its source, and what a chain accepts from there besides what it
 * accepts from everybody.
 *
 * A zone has a slot, its bit in masks, and keeps it while it is there. All
 * lists compile alike: sorted bounds, each with the mask of zones that holds
 * from it on up to the next. So a packet is judged by a search for its source,
 * one for its port and an AND, however many zones there are.
 *
 * Pure C: no function here allocates, locks or sleeps, and each may be called
 * from any context. Ports and addresses are in host byte order.
 */
#ifndef OG_CORE_ZONES_H
#define OG_CORE_ZONES_H

#include "items.h"
#include "network.h"

#define OG_ZONES		16u
#define OG_ZONE_NAME_SIZE	16u	/* with its end: 15 letters at most */
#define OG_ZONE_NETWORKS	512u	/* of all zones; one that two have counts once */
#define OG_ZONE_DEVICES		32u	/* likewise */
#define OG_ZONE_RANGES		2048u	/* of ports; where zones' ranges overlap, each piece */
#define OG_DEVICE_SIZE		16u	/* IFNAMSIZ (include/uapi/linux/if.h) */

/* Of ports: one for each chain and transport, [chain * OG_TRANSPORTS + transport]. */
enum { OG_ZONE_LISTS = (int)OG_CHAINS * (int)OG_TRANSPORTS };

/* Bounds that the ranges of ports may have, of all lists together. */
#define OG_ZONE_BOUNDS		(2 * OG_ZONE_RANGES + OG_ZONE_LISTS)
/* Networks nest or are apart: two bounds each, and that of the first address. */
#define OG_SOURCE_BOUNDS	(2 * OG_ZONE_NETWORKS + 1)

/* The protocol 0 cannot be listed: its place in zones' lists is that of the word icmp. */
#define OG_ZONE_ICMP		0u

/* A device's name, or what it begins with. Zeroes behind it. */
struct og_device {
	char name[OG_DEVICE_SIZE];	/* without the '*' */
	u8 length;
	bool prefix;
	u16 zones;
};

struct og_zone_network {
	struct og_network network;
	u16 zones;
};

/* From @low on, up to the next: @zones list it. */
struct og_zone_bound {
	u16 low;
	u16 zones;
};

/* Where networks begin and end; [0], where there are any, is the first address that there is. */
struct og_sources {
	u32 ipv4_count, ipv6_count;
	u32 ipv4[OG_SOURCE_BOUNDS];
	u16 ipv4_zones[OG_SOURCE_BOUNDS];
	struct og_address ipv6[OG_SOURCE_BOUNDS];
	u16 ipv6_zones[OG_SOURCE_BOUNDS];
};

enum og_refuse { OG_REFUSE_DROP, OG_REFUSE_ALL, OG_REFUSE_ZONES };

struct og_zones {
	u16 there;		/* bit: there is a zone in this slot */
	u16 any[OG_CHAINS];	/* bit: the zone's list is "any"; it has nothing else then */
	u8 refuse;		/* enum og_refuse: who is told that a packet is dropped */
	u16 refuse_zones;	/* OG_REFUSE_ZONES: these */
	u16 device_count, network_count;
	/* where a list's bounds begin; they end before the next one's */
	u16 bounds_at[OG_ZONE_LISTS + 1];
	u16 protos[OG_CHAINS][OG_PROTOS];	/* by protocol; OG_ZONE_ICMP */
	char name[OG_ZONES][OG_ZONE_NAME_SIZE];	/* zeroes where none is there */
	struct og_device device[OG_ZONE_DEVICES];	/* by og_device_compare() */
	struct og_zone_bound bound[OG_ZONE_BOUNDS];
	struct og_zone_network network[OG_ZONE_NETWORKS];	/* by og_network_compare() */
	struct og_sources sources;	/* derived from network[] by og_zones_compile() */
};

/* Where a packet comes from. */
struct og_source {
	enum og_family family;
	struct og_address address;
	const char *device;	/* its name, ended within OG_DEVICE_SIZE; NULL: none */
};

static inline bool og_zones_none(const struct og_zones *zones)
{
	return !zones->there;
}

/* The zone's slot, or OG_ZONES: there is none of this name (@length bytes). */
unsigned int og_zone_find(const struct og_zones *zones, const char *name, u32 length);

/* The slots in the order of their names; how many. */
unsigned int og_zones_sorted(const struct og_zones *zones, u8 slots[OG_ZONES]);

/* Of which zones a packet is, bit by slot. */
u16 og_zones_of(const struct og_zones *zones, const struct og_source *source);

/* Of which zones a packet is by the device that it came in by; NULL: none. */
u16 og_zones_of_device(const struct og_zones *zones, const char *device);

/* Which zones list a port of a chain; without what is listed as protocol, or any. */
u16 og_zones_listing_port(const struct og_zones *zones, enum og_chain_id chain,
			  enum og_transport transport, u16 port);

/*
 * The next run of ports from @from on that the zone in @slot lists in @chain,
 * and for which transports. False: no more. For printing.
 */
bool og_zone_next_ports(const struct og_zones *zones, enum og_chain_id chain, unsigned int slot,
			u32 from, struct og_item *item);

/* What the zone in @slot lists in @chain, as a set; empty: nothing. */
void og_zone_items(const struct og_zones *zones, enum og_chain_id chain, unsigned int slot,
		   struct og_items *items);
bool og_zone_lists(const struct og_zones *zones, enum og_chain_id chain, unsigned int slot);

/* Whether @device is a name, and of a device that @pattern means. */
bool og_device_matches(const struct og_device *pattern, const char *device);

/* By name, a device before what begins with its name: less than 0, 0, more than 0. */
int og_device_compare(const struct og_device *a, const struct og_device *b);

/* Whether both say the same, whatever the slots: refuse, names, members, lists. */
bool og_zones_equal(const struct og_zones *a, const struct og_zones *b);

/* Derive sources from network[]. */
void og_zones_compile(struct og_zones *zones);

/* Whether whom @zones (bits by slot) a packet comes from is told of its drop. */
static inline bool og_zones_refuse(const struct og_zones *all, u16 zones)
{
	return all->refuse == OG_REFUSE_ALL ||
	       (all->refuse == OG_REFUSE_ZONES && (all->refuse_zones & zones));
}

#endif
