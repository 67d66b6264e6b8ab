/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether a policy would admit a connection that conntrack knows, if it began
 * now. Pure. fast_plan.h has the same question without the connection.
 */
#ifndef OGCTL_ENTRY_H
#define OGCTL_ENTRY_H

#include "address.h"
#include "judge.h"

/* A connection as its first packet was when a chain saw it: behind NAT's rewriting of its destination. */
struct entry {
	u8 family;			/* enum og_family */
	u8 proto;
	u16 port;			/* destination, of tcp and udp */
	struct address source, destination;
	bool expected;			/* conntrack expected it: it began as RELATED */
};

/* The chain that it belongs to; OG_CHAINS: none, for it began here. */
enum og_chain_id entry_chain(const struct entry *entry, const struct locals *locals);

bool entry_admitted(const struct entry *entry, const struct locals *locals,
		    const struct og_policy *policy);

#endif
