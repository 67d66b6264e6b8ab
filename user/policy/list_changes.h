/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between two lists of a policy: items that came and went, by chain. */
#ifndef OGCTL_LIST_CHANGES_H
#define OGCTL_LIST_CHANGES_H

#include "policy.h"

#include <jansson.h>

void list_changes_between(const struct og_items *before, const struct og_items *after,
			  struct og_items *added, struct og_items *removed);

/*
 * Of both chains, on stdout: below a line with the chain and @behind, or with both where they differ
 * alike; nothing where nothing came or went.
 */
void list_changes_print(const struct og_items added[OG_CHAINS], const struct og_items removed[OG_CHAINS],
			const char *behind);
/* {"added": [...], "removed": [...]} */
json_t *list_changes_json(const struct og_items *added, const struct og_items *removed);

/* One line of such a list: @sign is '+' or '-', @words may be NULL. */
void change_print(char sign, const char *what, const char *words);

#endif
