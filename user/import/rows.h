/* SPDX-License-Identifier: GPL-2.0-only */
/* What passes, by whom: a row for everybody, one for each network and device, and for each of a zone that the text knows. */
#ifndef OGCTL_IMPORT_ROWS_H
#define OGCTL_IMPORT_ROWS_H

#include "passes.h"

/* More have no room in a policy; and everybody's three: all, all of IPv4, all of IPv6. */
#define ROWS_MAX	(OG_ZONE_NETWORKS + OG_ZONE_DEVICES + 3)

struct row {
	const char *zone;		/* that the rules were written for; NULL: for none */
	bool has_device, has_network;	/* neither: everybody */
	struct og_device device;
	struct og_network network;
	struct og_items set[OG_CHAINS][OG_FAMILIES];	/* without words but "any"; icmp is a protocol here */
	struct og_items list[OG_CHAINS];	/* what a list says of them */
	bool says[OG_CHAINS];		/* that list has anything; for say_unsaid.c, which asks often */
};

struct rows {
	struct row **row;
	size_t count, room;
};

/* What a box of exact ports and protocols has comes to a set. */
void row_add(struct og_items *set, const struct box *box);
/* The row for whom @box means, a new one if need be; NULL: there is no room. */
struct row *rows_for(struct rows *rows, const char *zone, const struct box *box);
struct row *rows_find(const struct rows *rows, const char *zone, const struct box *box);
void rows_free(struct rows *rows);

/* Sets as they are combined; any is all there is. */
bool set_is_any(const struct og_items *set);
void set_any(struct og_items *set);
void set_add(struct og_items *to, const struct og_items *other);
void set_keep(struct og_items *to, const struct og_items *other);
void set_take(struct og_items *to, const struct og_items *other);

#endif
