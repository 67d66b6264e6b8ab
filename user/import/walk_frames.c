// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "walk_frames.h"

#include <stdlib.h>

/* As the kernel: iptables and nft refuse more. */
#define DEPTH_MAX	64u

bool walk_enter(struct walk *walk, struct chain *chain, const struct box *box, const struct rule *by)
{
	if (chain->busy || walk->depth == DEPTH_MAX) {
		*walk->why = arena_format(&walk->set->arena, "%s%sthe chain %s leads back to itself, or too deep",
					  by ? by->place : "", by ? ": " : "", chain->name);
		return false;
	}
	walk->frames = need_room(walk->frames, &walk->room, walk->depth, sizeof(*walk->frames));
	walk->frames[walk->depth++] = (struct frame){
		.chain = chain, .box = *box, .skips = walk->skips.count, .goes = by && by->verdict == VERDICT_GOTO,
	};
	chain->busy = true;
	return true;
}

void walk_leave(struct walk *walk, struct rule *by)
{
	struct frame left = walk->frames[--walk->depth];

	left.chain->busy = false;
	walk->skips.count = left.skips;
	if (left.goes && walk->depth)
		ways_add(&walk->skips, &left.box, by);
}
