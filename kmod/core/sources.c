// SPDX-License-Identifier: GPL-2.0-only
/* Networks become bounds: from each address on, up to the next, which zones hold it. */
#include "zones.h"

/* Networks around the one at hand, the widest first, and whose they are, all together. */
struct nest {
	unsigned int depth;
	u16 network[129];		/* prefixes of 0 to 128 */
	u16 zones[129];
};

static void put_bound(struct og_sources *sources, enum og_family family,
		      const struct og_address *low, u16 zones)
{
	u32 at = family == OG_IPV4 ? sources->ipv4_count : sources->ipv6_count;

	if (family == OG_IPV4) {
		if (at && sources->ipv4[at - 1] == low->low)
			at--;
		sources->ipv4[at] = (u32)low->low;
		sources->ipv4_zones[at] = zones;
		sources->ipv4_count = at + 1;
	} else {
		if (at && og_address_equal(&sources->ipv6[at - 1], low))
			at--;
		sources->ipv6[at] = *low;
		sources->ipv6_zones[at] = zones;
		sources->ipv6_count = at + 1;
	}
}

/* The address behind @last; false: there is none. */
static bool next_address(enum og_family family, struct og_address *last)
{
	if (family == OG_IPV4) {
		last->low++;
		return last->low <= 0xffffffff;
	}
	last->low++;
	if (!last->low)
		last->high++;
	return last->high || last->low;
}

/* The narrowest ends: what holds behind it is what is around it. */
static void leave(struct og_zones *zones, struct nest *nest, enum og_family family)
{
	const struct og_network *network = &zones->network[nest->network[--nest->depth]].network;
	struct og_address behind = og_network_last(network);

	if (next_address(family, &behind))
		put_bound(&zones->sources, family, &behind,
			  nest->depth ? nest->zones[nest->depth - 1] : 0);
}

static void enter(struct og_zones *zones, struct nest *nest, unsigned int i)
{
	const struct og_zone_network *at = &zones->network[i];
	u16 around = nest->depth ? nest->zones[nest->depth - 1] : 0;

	nest->network[nest->depth] = (u16)i;
	nest->zones[nest->depth++] = around | at->zones;
	put_bound(&zones->sources, at->network.family, &at->network.address, around | at->zones);
}

static bool is_inside(const struct og_zones *zones, const struct nest *nest, unsigned int i)
{
	const struct og_network *around = &zones->network[nest->network[nest->depth - 1]].network;

	return og_network_holds(around, zones->network[i].network.family,
				&zones->network[i].network.address);
}

static void compile_family(struct og_zones *zones, enum og_family family)
{
	const struct og_address first = { 0 };
	struct nest nest = { .depth = 0 };
	unsigned int i, count = 0;

	for (i = 0; i < zones->network_count; i++) {
		if (zones->network[i].network.family != family)
			continue;
		while (nest.depth && !is_inside(zones, &nest, i))
			leave(zones, &nest, family);
		if (!count++)
			put_bound(&zones->sources, family, &first, 0);
		enter(zones, &nest, i);
	}
	while (nest.depth)
		leave(zones, &nest, family);
}

void og_zones_compile(struct og_zones *zones)
{
	unsigned int family;

	memset(&zones->sources, 0, sizeof(zones->sources));
	for (family = 0; family < OG_FAMILIES; family++)
		compile_family(zones, family);
}
