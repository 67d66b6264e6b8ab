/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A policy's statements as comments of nft that are still there in "nft -j list ruleset". Its older versions leave out
 * there what a table or a chain has for a comment, so each is of a rule: in a chain that nobody jumps to.
 * A comment has room for 127 bytes; a longer statement is numbered pieces, "ogctl 1/3: ...".
 */
#ifndef OGCTL_NFT_STATEMENTS_H
#define OGCTL_NFT_STATEMENTS_H

#include "policy.h"

#include <stdio.h>

/* The chain "ogctl". */
void nft_statements(FILE *out, const struct og_policy *policy);

#endif
