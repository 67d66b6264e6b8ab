// SPDX-License-Identifier: GPL-2.0-only
#include "ports.h"
#include "base/need.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	const struct ports_range *one = a, *other = b;

	return (int)one->low - (int)other->low;
}

static const struct ports *keep(struct arena *arena, const struct ports_range *ranges, u32 count)
{
	struct ports *ports = arena_take(arena, sizeof(*ports) + count * sizeof(*ranges));

	ports->count = count;
	if (count)
		memcpy(ports->range, ranges, count * sizeof(*ranges));
	return ports;
}

const struct ports *ports_of(struct arena *arena, struct ports_range *ranges, u32 count)
{
	u32 used = 0, i;

	qsort(ranges, count, sizeof(*ranges), compare);
	for (i = 0; i < count; i++) {
		if (used && ranges[i].low <= ranges[used - 1].high + 1u) {
			if (ranges[i].high > ranges[used - 1].high)
				ranges[used - 1].high = ranges[i].high;
		} else {
			ranges[used++] = ranges[i];
		}
	}
	return keep(arena, ranges, used);
}

const struct ports *ports_all(struct arena *arena)
{
	return keep(arena, &(struct ports_range){ 0, OG_PORTS - 1 }, 1);
}

const struct ports *ports_both(struct arena *arena, const struct ports *a, const struct ports *b)
{
	struct ports_range *ranges = need((a->count + b->count + 1) * sizeof(*ranges));
	u32 i = 0, j = 0, used = 0;
	const struct ports *both;

	while (i < a->count && j < b->count) {
		const struct ports_range *x = &a->range[i], *y = &b->range[j];
		u16 low = x->low > y->low ? x->low : y->low, high = x->high < y->high ? x->high : y->high;

		if (low <= high)
			ranges[used++] = (struct ports_range){ low, high };
		if (x->high < y->high)
			i++;
		else
			j++;
	}
	both = keep(arena, ranges, used);
	free(ranges);
	return both;
}

/* What is in none of @ports: one range more than it has, at most. */
static const struct ports *others(struct arena *arena, const struct ports *ports)
{
	struct ports_range *ranges = need((ports->count + 1) * sizeof(*ranges));
	const struct ports *rest;
	u32 from = 0, used = 0, i;

	for (i = 0; i < ports->count; i++) {
		if (ports->range[i].low > from)
			ranges[used++] = (struct ports_range){ from, ports->range[i].low - 1 };
		from = ports->range[i].high + 1u;
	}
	if (from < OG_PORTS)
		ranges[used++] = (struct ports_range){ from, OG_PORTS - 1 };
	rest = keep(arena, ranges, used);
	free(ranges);
	return rest;
}

const struct ports *ports_but(struct arena *arena, const struct ports *a, const struct ports *b)
{
	return ports_both(arena, a, others(arena, b));
}

bool ports_meet(const struct ports *a, const struct ports *b)
{
	u32 i = 0, j = 0;

	while (i < a->count && j < b->count) {
		if (a->range[i].high < b->range[j].low)
			i++;
		else if (b->range[j].high < a->range[i].low)
			j++;
		else
			return true;
	}
	return false;
}

bool ports_hold(const struct ports *a, const struct ports *b)
{
	u32 i = 0, j;

	for (j = 0; j < b->count; j++) {
		while (i < a->count && a->range[i].high < b->range[j].low)
			i++;
		if (i == a->count || a->range[i].low > b->range[j].low || a->range[i].high < b->range[j].high)
			return false;
	}
	return true;
}
