// SPDX-License-Identifier: GPL-2.0-only
#include "ways.h"
#include "base/need.h"

#include <stdlib.h>

/* Pieces that one way may be cut into, and comparisons that are made in all; beyond that it is left out. */
#define PIECES_MAX	1024u
#define WORK_MAX	30000000u

void ways_add(struct ways *ways, const struct box *box, struct rule *rule)
{
	ways->way = need_room(ways->way, &ways->room, ways->count, sizeof(*ways->way));
	ways->way[ways->count++] = (struct way){ .box = *box, .rule = rule };
}

static void mark(struct ruleset *set, struct rule *rule, const struct way *drop, const char *how)
{
	rule_left(rule, arena_format(&set->arena, "%s %s", drop->rule->place ? drop->rule->place : "a rule", how),
		  "say it otherwise, or leave it out for good");
}

/* Take one drop off @box and all that is left of it. False: nothing sure is left. */
static bool cut(struct ruleset *set, struct boxes *left, struct boxes *spare, const struct way *drop, struct rule *rule)
{
	size_t i;
	bool met = false;

	for (i = 0; i < left->count && !met; i++)
		met = box_meets(&left->box[i], &drop->box);
	if (!met)
		return true;
	spare->count = 0;
	for (i = 0; i < left->count; i++)
		box_but(&left->box[i], &drop->box, &set->arena, spare);
	left->count = 0;
	for (i = 0; i < spare->count; i++)
		boxes_add(left, &spare->box[i]);
	if (drop->box.why)
		rule_left(rule, arena_format(&set->arena, "%s may have dropped some of it before: %s",
					     drop->rule->place ? drop->rule->place : "a rule", drop->box.why),
			  "what is sure to get so far is taken over, the rest is not");
	if (left->count <= PIECES_MAX)
		return true;
	mark(set, rule, drop, "is the last of too many rules that drop before");
	return false;
}

/* First what is dropped for sure: what may be dropped matters for the rest alone. */
static bool but(struct ruleset *set, struct boxes *left, struct boxes *spare, const struct ways *drops, struct rule *rule)
{
	size_t i, round;

	for (round = 0; round < 2; round++) {
		for (i = 0; i < drops->count && left->count; i++) {
			if ((round == 1) != (drops->way[i].box.why != NULL))
				continue;
			set->work += left->count;
			if (set->work > WORK_MAX) {
				mark(set, rule, &drops->way[i], "and what follows is more that drops before than is looked at");
				return false;
			}
			if (!cut(set, left, spare, &drops->way[i], rule))
				return false;
		}
	}
	return true;
}

void ways_but(struct ruleset *set, struct ways *ways, const struct ways *drops)
{
	struct boxes left = { 0 }, spare = { 0 };
	struct ways rest = { 0 };
	size_t i, j;

	for (i = 0; i < ways->count; i++) {
		left.count = 0;
		boxes_add(&left, &ways->way[i].box);
		if (!but(set, &left, &spare, drops, ways->way[i].rule))
			left.count = 0;
		for (j = 0; j < left.count; j++)
			ways_add(&rest, &left.box[j], ways->way[i].rule);
	}
	boxes_free(&left);
	boxes_free(&spare);
	free(ways->way);
	*ways = rest;
}
