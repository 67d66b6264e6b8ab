/* SPDX-License-Identifier: GPL-2.0-only */
/* "Would this packet pass, and why?": the packet as options describe it. */
#ifndef OGCTL_QUESTION_H
#define OGCTL_QUESTION_H

#include "judge.h"
#include "route.h"
#include "text.h"

#include <argp.h>

struct question {
	bool has_chain, has_family, has_proto, has_port, has_from, has_to;
	enum og_chain_id chain;
	struct og_flow flow;
	const char *state;		/* as it was asked */
	u8 port_transports;		/* that --dport's name stands for; 0: any */
	bool port_suffix;		/* ... by "/tcp" or "/udp", and not by a name */
	const char *proto_word;		/* "icmp": its number depends on the family */
	struct ip_address from, to;
	const char *device;		/* it comes in on; NULL: not said */
	bool outgoing;			/* this machine's own, to another: no chain sees it */
	int refused;			/* by the kernel's routing: a negative errno; 0: it is not */
};

/* The options; they fill in a struct question. */
extern const struct argp question_argp;

/*
 * Whether --in is a device, and ask the kernel's routing what --from and --to leave open: the chain, whether it comes in on
 * lo, whether it goes anywhere. In the network namespace that the question is about. 0, or an
 * exit code after a complaint.
 */
int question_route(struct question *question);

#endif
