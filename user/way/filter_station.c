// SPDX-License-Identifier: GPL-2.0-only
#include "filter_station.h"
#include "machine/bridged.h"

#include <linux/netfilter.h>
#include <linux/netfilter_bridge.h>

#define BOTH	(1 << OG_IPV4 | 1 << OG_IPV6)

struct place {
	u32 hook;
	enum station station;
};

static bool find(const struct place *places, size_t count, u32 hook, enum station *station)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (places[i].hook != hook)
			continue;
		*station = places[i].station;
		return true;
	}
	return false;
}

static bool find_ip(u32 hook, enum station *station)
{
	static const struct place places[] = {
		{ NF_INET_PRE_ROUTING, STATION_PREROUTING }, { NF_INET_LOCAL_IN, STATION_INPUT },
		{ NF_INET_FORWARD, STATION_FORWARD }, { NF_INET_POST_ROUTING, STATION_POSTROUTING },
		{ NF_INET_INGRESS, STATION_INGRESS },
	};

	return find(places, sizeof(places) / sizeof(places[0]), hook, station);
}

/*
 * What comes in by a bridge's port is input to the bridge whatever becomes of it, and what is routed to one is its output.
 * What it carries from port to port meets its chain forward, and one of ours only where br_netfilter sees to it.
 */
static bool find_bridge(u32 hook, struct other_filter *other)
{
	static const struct place places[] = {
		{ NF_BR_PRE_ROUTING, STATION_BRIDGE_IN }, { NF_BR_LOCAL_IN, STATION_BRIDGE_IN },
		{ NF_BR_FORWARD, STATION_BRIDGE_OUT }, { NF_BR_LOCAL_OUT, STATION_BRIDGE_OUT },
		{ NF_BR_POST_ROUTING, STATION_BRIDGE_OUT },
	};

	other->families = hook == NF_BR_FORWARD ? bridged_families() : BOTH;
	return find(places, sizeof(places) / sizeof(places[0]), hook, &other->station) && other->families;
}

bool filter_station_find(u8 family, u32 hook, struct other_filter *other)
{
	if (family == NFPROTO_BRIDGE)
		return find_bridge(hook, other);
	if (family == NFPROTO_NETDEV) {
		other->families = BOTH;
		other->station = STATION_INGRESS;
		return hook == NF_NETDEV_INGRESS;
	}
	other->families = family == NFPROTO_IPV4 ? 1 << OG_IPV4 : family == NFPROTO_IPV6 ? 1 << OG_IPV6 :
			  family == NFPROTO_INET ? BOTH : 0;
	return other->families && find_ip(hook, &other->station);
}

const char *filter_station_family(u8 family)
{
	return family == NFPROTO_IPV4 ? "ip" : family == NFPROTO_IPV6 ? "ip6" : family == NFPROTO_INET ? "inet" :
	       family == NFPROTO_BRIDGE ? "bridge" : "netdev";
}
