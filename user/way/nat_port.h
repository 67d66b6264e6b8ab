/* SPDX-License-Identifier: GPL-2.0-only */
/* What NAT makes of a port of this machine: published ports of containers. */
#ifndef OGCTL_NAT_PORT_H
#define OGCTL_NAT_PORT_H

#include "nat.h"

/*
 * Of a first packet from anywhere outside to one of this machine's own IPv4 addresses, or where there is none, IPv6. False: it stays as
 * it is, as far as who asks may know.
 */
bool nat_of_port(const struct other_filters *others, enum og_transport transport, u16 port, struct nat_answer *answer);
/* "172.17.0.2, port 8000"; free it. */
char *nat_say(const struct nat_answer *answer);
/* The chain that sees it then, and the port that it has there. */
enum og_chain_id nat_chain(const struct nat_answer *answer);
u16 nat_port(const struct nat_answer *answer, u16 port);

#endif
