/* SPDX-License-Identifier: GPL-2.0-only */
/* A rule of nft. One of these may be several of ours, for a set has several members, and a map several verdicts. */
#ifndef OGCTL_IMPORT_NFT_RULE_H
#define OGCTL_IMPORT_NFT_RULE_H

#include "ruleset.h"

#include <jansson.h>

/* What rules refer to by name. */
struct nft_names {
	struct ruleset *set;
	const char *table;		/* "inet filter" */
	json_t *sets;			/* sets and maps, by "inet filter NAME" */
	json_t *updated;		/* those that rules put something into, likewise */
};

/* One way for a packet to fit, and what becomes of it. */
struct nft_way {
	struct box box;
	enum verdict verdict;
	struct chain *to;
	bool ported;			/* bytes are asked for that are there with ports alone */
};

struct nft_ways {
	struct nft_way *way;
	size_t count, room;
};

void nft_ways_add(struct nft_ways *ways, const struct nft_way *way);

/* All its ways, by the statements of @expr, which begin with @box. Free them. */
void nft_rule_ways(const struct nft_names *names, const json_t *expr, const struct box *box, struct nft_ways *ways);

/* nft_match.c: @ways narrowed by a match; a map's key and one of its keys. */
void nft_match(const struct nft_names *names, const json_t *match, struct nft_ways *ways);
void nft_narrow(const struct nft_names *names, struct box *box, const json_t *left, const json_t *value, bool not);
/* The members of a set, its name resolved; or the one value that there is. NULL: they change by themselves, or are not known. Borrowed. */
const json_t *nft_members(const struct nft_names *names, const json_t *right);

/* Whether a table or a set has it. */
bool nft_flag(const json_t *said, const char *flag);

/* nft_value.c: one value of what an expression names. False: it has no place in a box. */
bool nft_value(struct arena *arena, struct box *box, const json_t *left, const json_t *value, bool not);

#endif
