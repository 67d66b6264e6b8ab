/* SPDX-License-Identifier: GPL-2.0-only */
/* What a rule of nft may do to a packet, read from its expressions as the kernel sends them. Pure. */
#ifndef OGCTL_NFT_RULE_H
#define OGCTL_NFT_RULE_H

#include "machine/netlink.h"

#include <stdbool.h>

#define NFT_JUMPS_MAX	8	/* more verdicts than a rule has */

struct nft_rule_says {
	/* It drops, refuses, or hands the packet to whoever may: a queue, a map of verdicts, a target that is not known. */
	bool may_drop;
	const char *jumps[NFT_JUMPS_MAX];	/* to chains of the same table; of the message */
	unsigned int jump_count;
};

/* @rule has NFTA_RULE_EXPRESSIONS. */
void nft_rule_read(const struct netlink_attributes *rule, struct nft_rule_says *verdicts);
/* Whether a target of iptables only looks, marks or rewrites. */
bool xt_target_lets_pass(const char *name);

#endif
