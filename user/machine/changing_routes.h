/* SPDX-License-Identifier: GPL-2.0-only */
/* Routes that make a packet another one before FORWARD sees it: light-weight tunnels at a route's input. */
#ifndef OGCTL_CHANGING_ROUTES_H
#define OGCTL_CHANGING_ROUTES_H

#include <linux/netlink.h>
#include <stddef.h>

struct changing_routes {
	size_t count;
	char first[80];		/* one of them, as ip(8) would have it: "10.9.0.0/16 encap seg6" */
};

/* Both families, all tables; needs no privilege. 0, or a negative errno with what was found so far. */
int changing_routes_read(struct changing_routes *routes);
void changing_routes_take(struct changing_routes *routes, const struct nlmsghdr *route);

#endif
