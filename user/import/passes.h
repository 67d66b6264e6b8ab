/* SPDX-License-Identifier: GPL-2.0-only */
/* What passes a hook for sure: a packet has to pass every chain that is called there. */
#ifndef OGCTL_IMPORT_PASSES_H
#define OGCTL_IMPORT_PASSES_H

#include "walk.h"

struct passes {
	struct ways ways;	/* their rule is NULL where no chain judges */
	bool open;		/* nothing is dropped at all */
	bool rejects;		/* who is dropped is told */
};

/* False: @why. Free it. */
bool passes_find(struct ruleset *set, enum hook hook, enum og_family family, struct passes *passes, const char **why);
void passes_free(struct passes *passes);

/* Marks rules that drop at other hooks. */
bool passes_elsewhere(struct ruleset *set, const char **why);

#endif
