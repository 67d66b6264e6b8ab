/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of services and protocols. The kernel takes numbers only. */
#ifndef OGCTL_NAMES_H
#define OGCTL_NAMES_H

#include "policy.h"

#define PROTO_VRRP	112	/* keepalived speaks it */

struct service {
	u16 port;
	u8 transports;		/* OG_TRANSPORT_BIT()s that the name stands for */
};

/* The name of a port, or NULL. */
const char *names_of_port(u16 port, enum og_transport transport);
/* Of a name, in any case of letters. */
bool names_find_service(const char *name, struct service *service);
/* The service whose name is nearest to one that nobody knows, or NULL. */
const char *names_nearest(const char *name);

/* The same for IP protocols. */
const char *names_of_protocol(u8 proto);
bool names_find_protocol(const char *name, u8 *proto);

#endif
