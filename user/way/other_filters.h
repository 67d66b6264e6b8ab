/* SPDX-License-Identifier: GPL-2.0-only */
/* Who else has a say in packets: chains of nft and tables of iptables, by hook. */
#ifndef OGCTL_OTHER_FILTERS_H
#define OGCTL_OTHER_FILTERS_H

#include "policy.h"

#include <stddef.h>

/* A packet's stations, in its order; each is a bit of @stations. */
enum station { STATION_INGRESS, STATION_PREROUTING, STATION_INPUT, STATION_FORWARD, STATION_POSTROUTING };

#define STATION_BIT(station)	(1u << (station))

struct other_filter {
	u8 families;		/* 1 << OG_IPV4, 1 << OG_IPV6 */
	enum station station;
	bool rewrites;		/* NAT: at PREROUTING the destination */
	char name[160];		/* "nft's table inet filter, chain input" */
};

struct other_filters {
	struct other_filter *list;
	size_t count, room;
	bool unasked;		/* of some it was not to be known */
};

/*
 * Those that have a rule or drop what no rule accepts: an empty chain does nothing. In this network namespace. What
 * takes a privilege that who asks does not have is left out and said in @unasked. Release it.
 */
void other_filters_read(struct other_filters *others);
void other_filters_release(struct other_filters *others);
void other_filters_add(struct other_filters *others, const struct other_filter *other);

/* The legacy tables, by getsockopt(); part of other_filters_read(). */
void other_filters_read_legacy(struct other_filters *others);

#endif
