/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a walk through rules is: the chains that it is in, the outermost first. For walk.c. */
#ifndef OGCTL_IMPORT_WALK_FRAMES_H
#define OGCTL_IMPORT_WALK_FRAMES_H

#include "ways.h"

struct frame {
	struct chain *chain;
	size_t next;		/* its rule to be looked at next */
	struct box box;		/* what may get here */
	size_t skips;		/* of walk.skips, when it began */
	bool goes;		/* entered by goto: what leaves it leaves the one before as well */
};

struct walk {
	struct ruleset *set;
	struct walked *walked;
	const char **why;
	enum hook hook;
	enum og_family family;
	bool accepts;
	struct frame *frames;
	size_t depth, room;
	struct ways skips;	/* what has left a chain by RETURN, and does not meet the rest of it */
	struct ways earlier;	/* accepted so far, where that is not asked */
	size_t steps, work;
};

/* By a rule that jumps or goes there; NULL: it is the outermost. False: it is in this chain already, or too deep. */
bool walk_enter(struct walk *walk, struct chain *chain, const struct box *box, const struct rule *by);
/* The innermost ends: its skips are forgotten; of a goto they become the one before's. */
void walk_leave(struct walk *walk, struct rule *by);

#endif
