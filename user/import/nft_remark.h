/* SPDX-License-Identifier: GPL-2.0-only */
/* Comments that speak to us, as nft's rules have them: "ogctl: zone office eth1", or in pieces, "ogctl 1/3: ...", for lines have an end. */
#ifndef OGCTL_IMPORT_NFT_REMARK_H
#define OGCTL_IMPORT_NFT_REMARK_H

#include "ruleset.h"

#include <stdio.h>

struct nft_remarks {
	FILE *out;		/* what gathers them, into @begun; NULL: none is begun */
	char *begun;
	size_t size;
	unsigned int piece, pieces;
};

/* False: it is a piece out of its turn. What is no remark changes nothing. */
bool nft_remark(struct nft_remarks *remarks, struct ruleset *set, const char *comment, const char *place);
/* Whether no piece is missing at the end. */
bool nft_remarks_whole(const struct nft_remarks *remarks);
void nft_remarks_free(struct nft_remarks *remarks);

#endif
