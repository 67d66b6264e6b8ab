/* SPDX-License-Identifier: GPL-2.0-only */
/* Connections that were taken out of conntrack, and whether they are there again. */
#ifndef OGCTL_GONE_H
#define OGCTL_GONE_H

#include "machine/tracked.h"

struct gone_one {
	struct tracked tracked;
	bool again;
};

struct gone {
	struct gone_one *list;
	size_t count, room;
};

void gone_add(struct gone *gone, const struct tracked *tracked);
void gone_release(struct gone *gone);

/* Once all are added, each once, whichever end of one began it: then it may be asked for. */
void gone_close(struct gone *gone);
/* That of @tracked, whichever of its ends began it; NULL: there is none. */
struct gone_one *gone_find(const struct gone *gone, const struct tracked *tracked);

#endif
