/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is sure to pass at a hook: every way through the rules that ends in ACCEPT, without what a rule before it may drop. The
 * boxes are of one family, and never more than the rules let pass, whatever could not be read of them.
 */
#ifndef OGCTL_IMPORT_WALK_H
#define OGCTL_IMPORT_WALK_H

#include "ways.h"

/* @accepts: those are wanted, and rules that are not in them whole are marked. False: the rules lead through each other too often, or in a circle; @why says where. */
bool walk_chain(struct ruleset *set, struct chain *chain, enum og_family family, bool accepts,
		struct walked *walked, const char **why);
void walked_free(struct walked *walked);

#endif
