/* SPDX-License-Identifier: GPL-2.0-only */
/* The routing's rules (ip rule), as far as they look at more than addresses and devices. */
#ifndef OGCTL_ROUTING_RULES_H
#define OGCTL_ROUTING_RULES_H

#include "policy.h"

#include <stddef.h>

struct routing_rule {
	enum og_family family;
	u32 priority, mark, mask;	/* mask 0: it looks at no mark */
	u8 proto, tos;			/* 0: at none */
	u16 source_port[2], port[2];	/* first and last; 0: at none */
};

struct routing_rules {
	struct routing_rule *list;
	size_t count, room;
};

/* 0 or a negative errno. Release it either way. */
int routing_rules_read(struct routing_rules *rules);
void routing_rules_release(struct routing_rules *rules);

#endif
