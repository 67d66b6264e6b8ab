/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether a policy would admit a connection that conntrack knows, if it began
 * now. Pure. fast_plan.h has the same question without the connection.
 */
#ifndef OGCTL_TRACKED_H
#define OGCTL_TRACKED_H

#include "judge.h"
#include "locals.h"

#include <net/if.h>

/* A connection as its first packet was when a chain saw it: behind NAT's rewriting of its destination. */
struct tracked {
	u8 family;			/* enum og_family */
	u8 proto;
	u16 port, source_port;		/* of tcp and udp; the destination's, and the other */
	struct address source, destination;
	/* that packets of the source, and of the destination, come in by; "": not known */
	char source_device[IF_NAMESIZE], device[IF_NAMESIZE];
	bool expected;			/* conntrack expected it: it began as RELATED */
	bool unseen;			/* tcp, and conntrack did not see it begin: either end may have done that */
};

/* The same with its ends exchanged: what the end that answers would begin. */
struct tracked tracked_swapped(const struct tracked *tracked);

/* The chain that it belongs to; OG_CHAINS: none, for it began here. */
enum og_chain_id tracked_chain(const struct tracked *tracked, const struct locals *locals);

bool tracked_admitted(const struct tracked *tracked, const struct locals *locals,
		    const struct og_policy *policy);

/* What its beginner sends is dropped although conntrack knows the connection: its state lets only answers pass. */
bool tracked_stopped(const struct tracked *tracked, const struct locals *locals,
		   const struct og_policy *policy);

/*
 * Once conntrack has forgotten it, a packet of the end that answers would begin it anew, and what its
 * beginner sends would pass as an answer. No chain judges what this machine sends.
 */
bool tracked_reopens(const struct tracked *tracked, const struct locals *locals,
		   const struct og_policy *policy);

#endif
