/* SPDX-License-Identifier: GPL-2.0-only */
/* The network devices that a fast path takes packets from. */
#ifndef OGCTL_FAST_DEVICES_H
#define OGCTL_FAST_DEVICES_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>

#define FAST_DEVICES_MAX	255	/* the kernel refuses a 256th (NFT_NETDEVICE_MAX) with EFBIG */

/* Sorted, none twice. */
struct fast_devices {
	size_t count;
	char names[FAST_DEVICES_MAX][IF_NAMESIZE];
};

/* False when it is no device's name, or one too many. Twice is once. */
bool fast_devices_add(struct fast_devices *devices, const char *name);
/* Those that are there now; and those that are not, where @missing is no NULL. */
void fast_devices_look(const struct fast_devices *devices, struct fast_devices *there,
		       struct fast_devices *missing);
bool fast_devices_equal(const struct fast_devices *a, const struct fast_devices *b);
/* "eth0 eth1"; free it. */
char *fast_devices_text(const struct fast_devices *devices);

/*
 * Those that are named, all of which have to be there; without names, every
 * Ethernet device that is up. 0 or an exit code after a complaint.
 */
int fast_devices_choose(struct fast_devices *devices, int count, char **names);

#endif
