/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The nft table of the fast path, which is this tool's own.
 *
 * It is never edited: each change deletes it and makes it anew, in one
 * transaction of nft. So every connection leaves, the hook judges its next
 * packet, and only what it accepts comes back. A packet that is on its way
 * meanwhile, judged by the policy before, meets the old chain and the old
 * flowtable, and both are gone.
 */
#ifndef OGCTL_FAST_TABLE_H
#define OGCTL_FAST_TABLE_H

#include "fast_devices.h"
#include "fast_plan.h"
#include "machine/nft.h"
#include "machine/nft_chains.h"

#define FAST_TABLE	NFT_OWN_TABLE

#define FAST_TABLE_ANEW		(1u << 0)	/* also where there was none before */
#define FAST_TABLE_OWNED	(1u << 1)	/* the kernel removes it when the socket that made it closes */

/* The text for nft, of a table called @name; free it. */
char *fast_table_text(const char *name, const struct fast_plan *plan, const struct fast_devices *devices,
		      unsigned int how);

/* Whether kernel and nft can do it, without doing it. 0, or EXIT_MODULE after a complaint. */
int fast_table_check(const struct fast_devices *devices);

/*
 * By @nft, which is not closed before the table is to go. 0, or EXIT_MODULE after a complaint. @owned: that closing
 * it removes the table; Linux has it since 5.12.
 */
int fast_table_make(struct nft *nft, const struct fast_plan *plan, const struct fast_devices *devices,
		    bool *owned);
/* It was there, and is as @plan says: 0. It was not, and is not: -ENOENT. Else EXIT_MODULE. */
int fast_table_replace(struct nft *nft, const struct fast_plan *plan, const struct fast_devices *devices,
		       bool owned);
/* 0, also when it was not there, or EXIT_MODULE after a complaint. @nft: that made it; NULL: nobody has it any more. */
int fast_table_remove(struct nft *nft);

/* As nft_table_look() says. */
enum nft_presence fast_table_look(void);

#endif
