/* SPDX-License-Identifier: GPL-2.0-only */
/* The routing's rules (ip rule), as far as they look at more than addresses and devices. */
#ifndef OGCTL_ROUTING_RULES_H
#define OGCTL_ROUTING_RULES_H

#include "policy.h"

#include <stddef.h>

struct rule {
	enum og_family family;
	u32 priority, mark, mask;	/* mask 0: it looks at no mark */
	u8 proto, tos;			/* 0: at none */
	u16 source_port[2], port[2];	/* first and last; 0: at none */
};

struct rules {
	struct rule *list;
	size_t count, room;
};

/* 0 or a negative errno. Release it either way. */
int rules_read(struct rules *rules);
void rules_release(struct rules *rules);

#endif
