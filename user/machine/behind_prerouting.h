/* SPDX-License-Identifier: GPL-2.0-only */
/* Who comes behind "early" at PRE_ROUTING, so that it does nothing. */
#ifndef OGCTL_BEHIND_PREROUTING_H
#define OGCTL_BEHIND_PREROUTING_H

#include "nft_chains.h"
#include "policy.h"

struct behind {
	char **names;
	size_t count, room;
};

/*
 * Chains of nft and tables of iptables-legacy. None: nobody is, or nobody is to be known, for
 * want of privilege, or since it is another module.
 */
void behind_read(struct behind *behind, enum og_family family);
/* The same of what was read; @tables: of iptables-legacy, one a line. */
void behind_take(struct behind *behind, enum og_family family, const struct nft_chains *chains,
		 const char *tables);
void behind_release(struct behind *behind);

/* For a sentence, behind "behind it comes": free it. */
char *behind_text(const struct behind *behind);

#endif
