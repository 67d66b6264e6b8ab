/* SPDX-License-Identifier: GPL-2.0-only */
/* Which way the kernel would send a packet, by its own routing. */
#ifndef OGCTL_ROUTE_H
#define OGCTL_ROUTE_H

#include "policy.h"

struct ip_address {
	enum og_family family;
	u8 bytes[16];
};

/* False: it is none. */
bool route_parse(const char *text, struct ip_address *address);

enum route_way { ROUTE_HERE, ROUTE_ON };

/*
 * Where a packet goes that came from @from (NULL: not said) on @device (NULL: not said). 0, or
 * the negative errno with which the kernel refuses to route it.
 */
int route_look(const struct ip_address *to, const struct ip_address *from, const char *device,
	       enum route_way *way);

#endif
