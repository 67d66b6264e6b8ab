/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rules that are just those of an export, and of which policy. Its comments tell of that in full, and are believed if it is
 * exported as these rules again, line by line: then it does what they do. One line changed, gone or more, and it is no export.
 */
#ifndef OGCTL_IMPORT_OWN_H
#define OGCTL_IMPORT_OWN_H

#include "ruleset.h"

#include <jansson.h>

/* NULL: it is none, or its policy does more than rules of that kind can. Free it. */
struct og_policy *own_of_iptables(const struct ruleset *set, const struct source *source);
/* @all: of "nft -j list ruleset". */
struct og_policy *own_of_nft(const struct ruleset *set, const json_t *all);

#endif
