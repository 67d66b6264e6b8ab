// SPDX-License-Identifier: GPL-2.0-only
#include "gone.h"
#include "base/need.h"

#include <stdlib.h>
#include <string.h>

void gone_add(struct gone *gone, const struct tracked *tracked)
{
	gone->list = need_room(gone->list, &gone->room, gone->count, sizeof(*gone->list));
	gone->list[gone->count++] = (struct gone_one){ .tracked = *tracked };
}

void gone_release(struct gone *gone)
{
	free(gone->list);
	*gone = (struct gone){ 0 };
}

static int by_ends(const struct tracked *a, const struct tracked *b)
{
	int order = address_compare(&a->source, &b->source);

	if (!order)
		order = address_compare(&a->destination, &b->destination);
	if (!order)
		order = (int)a->source_port - (int)b->source_port;
	return order ? order : (int)a->port - (int)b->port;
}

/* Of the two ways to spell a connection always the same one. */
static struct tracked spelled(const struct tracked *tracked)
{
	const struct tracked swapped = tracked_swapped(tracked);

	return by_ends(tracked, &swapped) <= 0 ? *tracked : swapped;
}

static int compare(const void *a, const void *b)
{
	const struct gone_one *left = a, *right = b;
	const struct tracked x = spelled(&left->tracked), y = spelled(&right->tracked);

	return x.proto != y.proto ? x.proto - y.proto : by_ends(&x, &y);
}

void gone_close(struct gone *gone)
{
	size_t from, to = 0;

	if (gone->count)
		qsort(gone->list, gone->count, sizeof(*gone->list), compare);
	for (from = 0; from < gone->count; from++)
		if (!to || compare(&gone->list[to - 1], &gone->list[from]))
			gone->list[to++] = gone->list[from];
	gone->count = to;
}

struct gone_one *gone_find(const struct gone *gone, const struct tracked *tracked)
{
	const struct gone_one wanted = { .tracked = *tracked };

	return gone->count ? bsearch(&wanted, gone->list, gone->count, sizeof(wanted), compare) :
	       NULL;
}
