/* SPDX-License-Identifier: GPL-2.0-only */
/* Who is in a zone now: devices that are there, routes that lead to it, connections that began in it. */
#ifndef OGCTL_ZONE_HERE_H
#define OGCTL_ZONE_HERE_H

#include "machine/devices.h"
#include "machine/routes.h"
#include "policy.h"

/* Connections of a zone, by the chain that they belong to. */
struct zone_connections {
	size_t count[OG_CHAINS];
};

struct zone_here {
	const struct og_zones *zones;
	struct devices devices;
	struct routes routes;
	bool connections_known;		/* it takes CAP_NET_ADMIN, and conntrack */
	struct zone_connections connections[OG_ZONES];	/* by slot */
};

/* In the network namespace that we are in. @zones has to stay. Release it. */
void zone_here_read(struct zone_here *here, const struct og_zones *zones);
void zone_here_release(struct zone_here *here);

/* Visit the devices that the zone's names mean; a name that means none of those that are there with NULL. */
typedef void (*zone_device_visit)(void *to, const struct og_device *member, const struct device *device);
void zone_here_devices(const struct zone_here *here, unsigned int slot, zone_device_visit visit, void *to);

/*
 * Visit the zone's networks, each with the route that leads there; NULL: none does. And what leads out by the
 * zone's devices: a route each.
 */
typedef void (*zone_network_visit)(void *to, const struct og_network *network, const struct route_to *route,
				   const struct device *device);
void zone_here_networks(const struct zone_here *here, unsigned int slot, zone_network_visit visit, void *to);
void zone_here_routes(const struct zone_here *here, unsigned int slot, zone_network_visit visit, void *to);

#endif
