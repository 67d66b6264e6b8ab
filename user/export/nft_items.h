/* SPDX-License-Identifier: GPL-2.0-only */
/* A list of items as sets and rules of nft: a chain's own, or a zone's. */
#ifndef OGCTL_NFT_ITEMS_H
#define OGCTL_NFT_ITEMS_H

#include "policy.h"

#include <stdio.h>

/* What is in braces, which begins with its first element. */
struct nft_elements {
	FILE *out;
	const char *before;	/* of the next: what begins the list, or ", " */
};

void nft_element(struct nft_elements *list);

/* The sets that the rules for ports look into; @list is what they are called by. */
void nft_port_sets(FILE *out, const char *list, const struct og_items *items);

/* Accept what is listed by protocol, then by port. @later: what becomes of a later fragment, "drop" or as a chain's name. */
void nft_protocols(FILE *out, const struct og_items *items);
void nft_ports(FILE *out, const char *list, const struct og_items *items, const char *later);

#endif
