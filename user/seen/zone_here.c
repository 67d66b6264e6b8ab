// SPDX-License-Identifier: GPL-2.0-only
#include "zone_here.h"
#include "machine/came_in_by.h"
#include "machine/conntrack.h"
#include "machine/locals.h"

#include <stdlib.h>
#include <string.h>

struct search {
	struct zone_here *here;
	struct locals locals;
	struct came_in came_in;
};

/* Counts it, and wants none to be kept. */
static bool count_connection(void *to, const struct tracked *tracked)
{
	struct search *search = to;
	const struct og_zones *zones = search->here->zones;
	enum og_chain_id chain = tracked_chain(tracked, &search->locals);
	struct og_source source = { .family = tracked->family };
	unsigned int slot;
	u16 from;

	/* What comes over lo is no zone's but that of lo. */
	if (chain == OG_CHAINS || locals_own(&search->locals, &tracked->source))
		return false;
	source.address = address_number(&tracked->source);
	if (zones->device_count)
		source.device = came_in_by(&search->came_in, &tracked->source, &tracked->destination);
	from = og_zones_of(zones, &source);
	for (slot = 0; slot < OG_ZONES; slot++)
		search->here->connections[slot].count[chain] += from >> slot & 1;
	return false;
}

static void count_connections(struct zone_here *here)
{
	struct search search = { .here = here };
	struct conntrack_list none;

	locals_read(&search.locals);
	came_in_begin(&search.came_in);
	here->connections_known = !conntrack_find(&none, count_connection, &search);
	conntrack_release(&none);
	came_in_release(&search.came_in);
	locals_release(&search.locals);
}

void zone_here_read(struct zone_here *here, const struct og_zones *zones)
{
	memset(here, 0, sizeof(*here));
	here->zones = zones;
	devices_read(&here->devices);
	routes_read(&here->routes);
	if (!og_zones_none(zones))
		count_connections(here);
}

void zone_here_release(struct zone_here *here)
{
	devices_release(&here->devices);
	routes_release(&here->routes);
}

static void each_match(const struct zone_here *here, const struct og_device *member, zone_device_visit visit,
		       void *to)
{
	bool found = false;
	size_t i;

	for (i = 0; i < here->devices.count; i++) {
		if (!og_device_matches(member, here->devices.list[i].name))
			continue;
		found = true;
		visit(to, member, &here->devices.list[i]);
	}
	if (!found)
		visit(to, member, NULL);
}

void zone_here_devices(const struct zone_here *here, unsigned int slot, zone_device_visit visit, void *to)
{
	unsigned int i;

	for (i = 0; i < here->zones->device_count; i++)
		if (here->zones->device[i].zones >> slot & 1)
			each_match(here, &here->zones->device[i], visit, to);
}

static bool device_is_in(const struct og_zones *zones, unsigned int slot, const struct device *device)
{
	unsigned int i;

	for (i = 0; i < zones->device_count; i++)
		if (zones->device[i].zones >> slot & 1 && og_device_matches(&zones->device[i], device->name))
			return true;
	return false;
}

/* A route as a network of the language has it. */
static struct og_network network_of(const struct route_to *route)
{
	return (struct og_network){
		.address = address_number(&route->to), .family = route->to.family, .prefix = route->bits,
	};
}

static bool overlap(const struct og_network *a, const struct og_network *b)
{
	const struct og_network *wide = a->prefix <= b->prefix ? a : b, *narrow = wide == a ? b : a;

	return og_network_holds(wide, narrow->family, &narrow->address);
}

/* The narrowest that leads to all of @network, else one that leads into it; NULL: none does. */
static const struct route_to *route_to(const struct routes *routes, const struct og_network *network)
{
	const struct route_to *whole = NULL, *part = NULL;
	size_t i;

	for (i = 0; i < routes->count; i++) {
		const struct og_network to = network_of(&routes->list[i]);

		if (!overlap(&to, network))
			continue;
		if (to.prefix > network->prefix)
			part = &routes->list[i];
		else if (!whole || whole->bits < to.prefix)
			whole = &routes->list[i];
	}
	return whole ? whole : part;
}

void zone_here_networks(const struct zone_here *here, unsigned int slot, zone_network_visit visit, void *to)
{
	unsigned int i;

	for (i = 0; i < here->zones->network_count; i++) {
		const struct og_zone_network *member = &here->zones->network[i];
		const struct route_to *route;

		if (!(member->zones >> slot & 1))
			continue;
		route = route_to(&here->routes, &member->network);
		visit(to, &member->network, route, route ? devices_find(&here->devices, route->device) : NULL);
	}
}

void zone_here_routes(const struct zone_here *here, unsigned int slot, zone_network_visit visit, void *to)
{
	size_t i;

	for (i = 0; i < here->routes.count; i++) {
		const struct route_to *route = &here->routes.list[i];
		const struct og_network network = network_of(route);
		const struct device *device = devices_find(&here->devices, route->device);

		if (device && device_is_in(here->zones, slot, device))
			visit(to, &network, route, device);
	}
}
