/* SPDX-License-Identifier: GPL-2.0-only */
/* The base chains of nft in this network namespace, by its netlink; needs CAP_NET_ADMIN. */
#ifndef OGCTL_NFT_CHAINS_H
#define OGCTL_NFT_CHAINS_H

#include "base.h"

#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>

/* The table that this tool makes: the fast path's. */
#define NFT_OWN_TABLE	"outlook_guard_fast"

struct nft_chain {
	u8 family;		/* of its table, NFPROTO_* */
	char table[256], name[256], type[16];	/* control characters are "?" */
	u32 hook;		/* NF_INET_* */
	int priority;
};

struct nft_chains {
	struct nft_chain *rows;
	size_t count, room;
};

/* Whether the kernel has nft's module, loaded or built in: asking nft where it is not there would load it. */
bool nft_is_there(void);
/* 0, or a negative errno. Where nft's module is not there, there are none: asking would load it. */
int nft_chains_read(struct nft_chains *chains);
void nft_chains_take(struct nft_chains *chains, const struct nlmsghdr *answer);
void nft_chains_release(struct nft_chains *chains);

#endif
