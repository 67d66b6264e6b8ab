/* SPDX-License-Identifier: GPL-2.0-only */
/* Filters other than the module, each by where a packet meets it. */
#ifndef OGCTL_FILTER_LIST_H
#define OGCTL_FILTER_LIST_H

#include "policy.h"

#include <stddef.h>

/* A packet's stations, in its order; those of bridges are for what comes in by one, and what leaves by one. */
enum station {
	STATION_INGRESS, STATION_BRIDGE_IN, STATION_PREROUTING, STATION_INPUT, STATION_FORWARD, STATION_POSTROUTING,
	STATION_BRIDGE_OUT,
};

#define STATION_BIT(station)	(1u << (station))

struct other_filter {
	u8 families;		/* 1 << OG_IPV4, 1 << OG_IPV6 */
	enum station station;
	bool rewrites;		/* NAT: at PREROUTING the destination */
	bool drops;		/* it may: by its policy, by a rule, by a chain that it leads to */
	unsigned int by;	/* whose that drops are, as far as names tell: bits for filter_tools_names() */
	char name[160];		/* "nft's table inet filter, chain input" */
};

struct other_filters {
	struct other_filter *list;
	size_t count, room;
	bool unasked;		/* of some it was not to be known */
};

void other_filters_add(struct other_filters *others, const struct other_filter *other);
void other_filters_release(struct other_filters *others);

#endif
