/* SPDX-License-Identifier: GPL-2.0-only */
/* Sets of ports as ranges: sorted, apart, not neighbours. They live in an arena and never change. */
#ifndef OGCTL_IMPORT_PORTS_H
#define OGCTL_IMPORT_PORTS_H

#include "arena.h"
#include "policy.h"

struct ports_range {
	u16 low, high;
};

struct ports {
	u32 count;
	struct ports_range range[];
};

/* Of @count ranges in any order, which it sorts in place. */
const struct ports *ports_of(struct arena *arena, struct ports_range *ranges, u32 count);
/* Any of them may be empty: then its count is 0. */
const struct ports *ports_both(struct arena *arena, const struct ports *a, const struct ports *b);
const struct ports *ports_but(struct arena *arena, const struct ports *a, const struct ports *b);
const struct ports *ports_all(struct arena *arena);

bool ports_meet(const struct ports *a, const struct ports *b);
/* Whether all of @b are in @a. */
bool ports_hold(const struct ports *a, const struct ports *b);

#endif
