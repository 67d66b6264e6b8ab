/* SPDX-License-Identifier: GPL-2.0-only */
/* The network devices of this namespace, and their addresses. */
#ifndef OGCTL_DEVICES_H
#define OGCTL_DEVICES_H

#include "route.h"

#include <stddef.h>

struct device {
	u32 index, master;		/* 0: it has none */
	char name[16], kind[16];	/* kind: "vrf", "bridge" ...; "" of hardware */
	bool up, loopback;
};

struct device_address {
	struct address address, peer;	/* peer: the other end, else the same */
	u8 bits;
	u32 device;
};

struct devices {
	struct device *list;
	struct device_address *addresses;
	size_t count, room, address_count, address_room;
};

/* 0 or a negative errno. Release it either way. */
int devices_read(struct devices *devices);
void devices_release(struct devices *devices);

/* NULL: there is none. */
const struct device *devices_find(const struct devices *devices, u32 index);
const struct device *devices_named(const struct devices *devices, const char *name);
/* The VRF that it belongs to; NULL: none. */
const struct device *devices_vrf(const struct devices *devices, const struct device *device);
/* What IP takes it to come in on: a port of a bridge, a bond or a team is none. */
const struct device *devices_of_ip(const struct devices *devices, const struct device *device);
/* What a chain takes it to come in on, as "iptables -i" does: that, or the VRF that it belongs to. */
const struct device *devices_of_chain(const struct devices *devices, const struct device *device);

/* One of this machine's own: an address of a device, or loopback's. No broadcast, group, anycast. */
bool devices_own(const struct devices *devices, const struct address *address);
/* An address that somebody behind @device may have. */
struct address devices_neighbour(const struct devices *devices, const struct device *device,
				    enum og_family family);

#endif
