/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether a name still means the device that it meant. The kernel takes a device that is deleted out of a
 * flowtable; one that is made again under its name (a VLAN, a bridge, ppp) is another.
 */
#ifndef OGCTL_FAST_LINKS_H
#define OGCTL_FAST_LINKS_H

#include "fast_devices.h"

struct fast_links {
	struct mnl_socket *socket;
	unsigned int index[FAST_DEVICES_MAX];
};

/* In the network namespace we are in. 0 or a negative errno. */
int fast_links_open(struct fast_links *links, const struct fast_devices *devices);
/* Has something to read when a device comes, goes or changes. */
int fast_links_fd(const struct fast_links *links);
/* Whether one is another since the last time; no descriptor has anything to read then. */
bool fast_links_changed(struct fast_links *links, const struct fast_devices *devices);

#endif
