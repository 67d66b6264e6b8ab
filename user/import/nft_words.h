/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What "nft -j list ruleset" lists, in the words in which exports are written; nothing is left out that it says. False: it has
 * something that no export has.
 */
#ifndef OGCTL_IMPORT_NFT_WORDS_H
#define OGCTL_IMPORT_NFT_WORDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* Whether it is of that shape, as json_unpack() has it, and has nothing besides. */
bool nft_words_are(const json_t *said, const char *shape, ...);
/* Letters and what goes with them in nft's names and addresses, nothing that could end one. */
bool nft_word(FILE *out, const char *word);
/* In quotes. */
bool nft_quoted(FILE *out, const char *text);
/* "expr" of a rule. */
bool nft_words(FILE *out, const json_t *expr);

#endif
