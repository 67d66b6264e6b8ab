/* SPDX-License-Identifier: GPL-2.0-only */
/* Boxes with the rules that they are by: what is accepted, what is dropped. */
#ifndef OGCTL_IMPORT_WAYS_H
#define OGCTL_IMPORT_WAYS_H

#include "ruleset.h"

/* A box that passes, by this rule. */
struct way {
	struct box box;
	struct rule *rule;
	/* no list can have it, unless it has it by another way; of a drop: it may take too much; NULL: all is well */
	const char *why, *todo;
};

struct ways {
	struct way *way;
	size_t count, room;
};

void ways_add(struct ways *ways, const struct box *box, struct rule *rule);

/* What a chain of a hook does. */
struct walked {
	struct ways accepts, drops;	/* drops: what may be dropped, and not sooner accepted alone */
	bool rejects;			/* who is dropped by it is told, but for INVALID */
	bool closed;			/* it ends in dropping the rest */
};

/* @ways but what is in one of @drops; what goes is marked in its rule. */
void ways_but(struct ruleset *set, struct ways *ways, const struct ways *drops);

#endif
