/* SPDX-License-Identifier: GPL-2.0-only */
/* Drops as they are shown: one by one, or each kind once with its count. */
#ifndef OGCTL_DROPS_H
#define OGCTL_DROPS_H

#include "drop_log.h"
#include "zones.h"

#include <jansson.h>

#define DROPS_MAX	10000	/* rows; beyond, they are only counted */

struct drop_row {
	struct drop drop;	/* the last of its kind */
	unsigned long count;
};

/* Where packets are dropped, whom they come from is told by the zones of the policy in force. */
struct drops {
	const struct og_zones *zones;	/* NULL: there are none */
	struct drop_row *list;
	size_t rows;
	unsigned long count, beyond;	/* all; those that found no row */
};

/* A kind is chain, reason, source, device, protocol and destination port. */
void drops_add(struct drops *drops, const struct drop *drop);
void drops_release(struct drops *drops);

/* On stdout, most frequent first. */
void drops_print(struct drops *drops);
json_t *drops_json(struct drops *drops);

/* One, as it comes. */
void drop_print(const struct drop *drop, const struct og_zones *zones);
/* The members that a row has too. */
json_t *drop_json(const struct drop *drop, const struct og_zones *zones);

#endif
