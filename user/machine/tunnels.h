/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Devices of this machine that carry packets inside others (WireGuard, GRE, VXLAN ...),
 * and by what those come in: an IP protocol or a port, which input has to list.
 */
#ifndef OGCTL_TUNNELS_H
#define OGCTL_TUNNELS_H

#include "policy.h"

#include <linux/netlink.h>
#include <net/if.h>

struct tunnel {
	char device[IF_NAMESIZE];	/* any bytes but blanks and "/" */
	char kind[16];		/* rtnetlink's word: "gre", "wireguard", "tun" ... */
	bool up;
	u8 protos[2];		/* of the packets outside; 0: none */
	u16 port;		/* the udp port here; 0: none, or not to be known */
};

struct tunnels {
	struct tunnel *rows;
	size_t count, room;
};

/*
 * By rtnetlink, in the network namespace that we are in; WireGuard's port by its own netlink, which
 * takes CAP_NET_ADMIN. A tunnel whose packets come in in another namespace is left out. 0 or a negative
 * errno; release it either way. With OG_PROC_ROOT there are none.
 */
int tunnels_read(struct tunnels *tunnels);
void tunnels_release(struct tunnels *tunnels);

/* One RTM_NEWLINK of the kernel's; what is no tunnel is passed over. */
void tunnels_take(struct tunnels *tunnels, const struct nlmsghdr *link);

/* The tunnel that is this device, or NULL: it is none. */
const struct tunnel *tunnels_find(const struct tunnels *tunnels, const char *device);

/* What of its needs @chain does not list; false: nothing, as far as it can be known. */
bool tunnel_is_shut(const struct tunnel *tunnel, const struct og_chain *chain,
		    struct og_items *missing);

#endif
