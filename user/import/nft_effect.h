/* SPDX-License-Identifier: GPL-2.0-only */
/* What a statement of nft that is neither match nor verdict may do to the rule that it stands in. */
#ifndef OGCTL_IMPORT_NFT_EFFECT_H
#define OGCTL_IMPORT_NFT_EFFECT_H

#include <jansson.h>

enum nft_effect {
	EFFECT_NONE,		/* the rule goes on, and nothing changes that a policy asks for */
	EFFECT_ENDS,		/* ... or the rule ends for some packets, and the next one is asked */
	EFFECT_ANY,		/* it may drop, or change what the next rules ask for */
};

/* Of {"@name": @what}: the first of these where it is known so exactly, the last where nothing is known. */
enum nft_effect nft_effect(const char *name, const json_t *what);

#endif
