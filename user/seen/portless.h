/* SPDX-License-Identifier: GPL-2.0-only */
/* Drops that no tally of ports can tell of: whole protocols, fragments, unreadable headers. */
#ifndef OGCTL_PORTLESS_H
#define OGCTL_PORTLESS_H

#include "outlook_guard.h"
#include "policy.h"

#include <jansson.h>
#include <stdio.h>

struct portless {
	/* Dropped, and what audit let pass, since the module was loaded: it has no other count. */
	u64 drops[OG_CHAINS][OG_REASON_COUNT];
	u64 all;
	bool logged;		/* "ogctl drops" can show them as they come */
};

/* By the module's counters: 0, or an exit code after a complaint. */
int portless_read(struct portless *portless);

/* A line for each chain and reason, behind @before. */
void portless_print(const struct portless *portless, const char *before, FILE *out);

/* What to do to see which protocol, and from where. */
const char *portless_next(const struct portless *portless);

json_t *portless_json(const struct portless *portless);

#endif
