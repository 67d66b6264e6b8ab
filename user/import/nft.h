/* SPDX-License-Identifier: GPL-2.0-only */
/* What "nft -j list ruleset" writes: libnftables-json(5), version 1 of its schema. */
#ifndef OGCTL_IMPORT_NFT_H
#define OGCTL_IMPORT_NFT_H

#include "ruleset.h"

/* False: @error says where it is none of that, or was cut; its line is 0 where the place is in its text. */
bool nft_read(struct ruleset *set, const struct source *source, struct og_error *error);

#endif
