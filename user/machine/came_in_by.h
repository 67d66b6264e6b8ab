/* SPDX-License-Identifier: GPL-2.0-only */
/* The device that packets come in by, as a zone's members and "iptables -i" mean it: what the way back to their source leaves by. */
#ifndef OGCTL_CAME_IN_BY_H
#define OGCTL_CAME_IN_BY_H

#include "devices.h"

struct came_in_row {
	struct address from, to;
	const struct device *device;	/* as IP has it, not its VRF; NULL: not known */
	bool used;
};

/* What was asked once is known. */
struct came_in {
	struct devices devices;
	u8 proto;			/* of the one connection that is asked about; 0: it is about many, and */
	u16 from_port, to_port;		/* a rule of the routing that looks at these is not asked */
	struct came_in_row *list;	/* by a sum of the addresses: conntrack may know a million of them */
	size_t count, room;		/* room: a power of two */
};

/* In the network namespace that we are in. Release it; where the devices cannot be read nothing is known. */
void came_in_begin(struct came_in *came_in);
void came_in_release(struct came_in *came_in);

/*
 * Of packets from @from to @to; where @to is not this machine's, a rule of the routing that looks at it is not
 * asked. "": not known. It is good until @came_in is released.
 */
const char *came_in_by(struct came_in *came_in, const struct address *from, const struct address *to);

/*
 * Likewise that which neighbour discovery comes in by: of a VRF that is its member, for the kernel does not hand it on
 * (vrf_ip6_rcv() in drivers/net/vrf.c).
 */
const char *came_in_link(struct came_in *came_in, const struct address *from, const struct address *to);

#endif
