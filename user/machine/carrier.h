/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tunnel that a connection came through. Its own packets come in here as any
 * others, and live on by their state when their port is shut: so does everything
 * inside, until that state ends.
 */
#ifndef OGCTL_CARRIER_H
#define OGCTL_CARRIER_H

#include "address.h"
#include "judge.h"

#include <net/if.h>

#define CARRIER_WAYS	4u

/* How its packets come in. */
struct carrier_way {
	struct og_flow flow;	/* the first that its far end sends */
	char item[16];		/* that lets it in: "51820/udp", "proto:47" */
};

struct carrier {
	char device[IF_NAMESIZE];	/* "": the way back leaves by no tunnel */
	char kind[16];			/* "wireguard", as rtnetlink has it */
	struct carrier_way ways[CARRIER_WAYS];
	size_t count;			/* of these; 0: the system does not tell */
};

/*
 * carrier_find.c: by the route from @server back to @client, in the network namespace that we are in. What
 * it may not see (WireGuard's port takes CAP_NET_ADMIN) is left out.
 */
void carrier_find(struct carrier *carrier, const struct endpoint *client, const struct endpoint *server);

/* Another way; @port in host byte order, 0 for a protocol without ports. Beyond CARRIER_WAYS it is left out. */
void carrier_add(struct carrier *carrier, enum og_family family, u8 proto, u16 port);

/*
 * A way that @policy does not let in; NULL: there is none. What a zone lists is: where the far end is is not known, and
 * may be there.
 */
const struct carrier_way *carrier_missing(const struct carrier *carrier, const struct og_policy *policy);

/* Forget the ways that @policy does not let in, for the tunnel is up without them. How many. */
size_t carrier_keep_admitted(struct carrier *carrier, const struct og_policy *policy);

#endif
