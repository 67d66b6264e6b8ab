/* SPDX-License-Identifier: GPL-2.0-only */
/* Which way the kernel would send a packet, by its own routing. */
#ifndef OGCTL_ROUTE_H
#define OGCTL_ROUTE_H

#include "address.h"

enum route_way { ROUTE_HERE, ROUTE_ON };

/* All that a rule of the routing may look at; a mark it has only once a filter gave it one. */
struct route_question {
	const struct address *to;
	const struct address *from;	/* NULL: not said */
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
