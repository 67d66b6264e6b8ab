/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between two policies. */
#ifndef OGCTL_CHANGES_H
#define OGCTL_CHANGES_H

#include "policy.h"

#include <jansson.h>

struct changes {
	const struct og_policy *before, *after;
	struct og_items added[OG_CHAINS], removed[OG_CHAINS];	/* of everybody's lists */
};

void changes_between(struct changes *changes, const struct og_policy *before,
		     const struct og_policy *after);
bool changes_none(const struct changes *changes);

/* On stdout. */
void changes_print(const struct changes *changes);
json_t *changes_json(const struct changes *changes);

#endif
