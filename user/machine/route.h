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
/* Room for INET6_ADDRSTRLEN. */
void route_print(const struct ip_address *address, char *text);
bool route_is_group(const struct ip_address *address);
/* 127.0.0.0/8, ::1 */
bool route_is_loopback(const struct ip_address *address);
/* Nobody's: 0.0.0.0, :: */
bool route_is_none(const struct ip_address *address);

enum route_way { ROUTE_HERE, ROUTE_ON };

/* All that a rule of the routing may look at; a mark it has only once a filter gave it one. */
struct route_question {
	const struct ip_address *to;
	const struct ip_address *from;	/* NULL: not said */
	u32 in;				/* the device's index; 0: not said, it is asked as a packet of our own */
	u8 proto;			/* as the kernel takes it: tcp, udp, icmp, icmpv6; 0: it is not told */
	u16 source_port, port;		/* 0: not told */
};

struct route_answer {
	enum route_way way;
	u8 type;			/* RTN_* */
	u32 out;			/* the device's index; 0: none is told */
};

/* 0, or the negative errno with which the kernel refuses to route it. */
int route_ask(const struct route_question *question, struct route_answer *answer);

#endif
