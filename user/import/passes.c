// SPDX-License-Identifier: GPL-2.0-only
#include "passes.h"
#include "base/need.h"

#include <stdlib.h>

/* Ways of two chains that are laid over each other. */
#define PAIRS_MAX	4000000u

/* Ways that a drop is looked up among, to be named. */
#define NAMED_MAX	4096u

struct chains_walked {
	struct chain **chain;
	struct walked *walked;
	size_t count, room, chain_room;
	const struct walked *judge;	/* of chains that only drop some, the last */
};

static bool is_called(const struct chain *chain, enum hook hook, enum og_family family)
{
	return chain->defined && chain->hook == hook && chain->families & BOX_FAMILY(family);
}

static bool walk_all(struct ruleset *set, enum hook hook, enum og_family family, struct chains_walked *all, const char **why)
{
	size_t i;

	for (i = 0; i < set->count; i++) {
		if (!is_called(set->chains[i], hook, family))
			continue;
		all->walked = need_room(all->walked, &all->room, all->count, sizeof(*all->walked));
		all->chain = need_room(all->chain, &all->chain_room, all->count, sizeof(struct chain *));
		all->chain[all->count] = set->chains[i];
		if (!walk_chain(set, set->chains[i], family, false, &all->walked[all->count++], why))
			return false;
	}
	return true;
}

/* Without one that ends in dropping the rest, the last that drops anything says what passes; the others take theirs off that. */
static void find_judge(struct chains_walked *all)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (all->walked[i].closed)
			return;
	for (i = 0; i < all->count; i++)
		if (all->walked[i].drops.count)
			all->judge = &all->walked[i];
}

static void lay_over(struct ruleset *set, struct ways *ways, const struct ways *other)
{
	struct ways both = { 0 };
	bool too_many = ways->count * other->count > PAIRS_MAX;
	size_t i, j;

	for (i = 0; i < ways->count; i++) {
		if (too_many && ways->way[i].rule)
			rule_left(ways->way[i].rule, "several chains judge at this hook, and have too many rules", "have one chain do it");
		for (j = 0; j < other->count && !too_many; j++) {
			struct box box = ways->way[i].box;

			box_both(&box, &other->way[j].box, &set->arena);
			if (!box_is_nothing(&box))
				ways_add(&both, &box, ways->way[i].rule ? ways->way[i].rule : other->way[j].rule);
		}
	}
	free(ways->way);
	*ways = both;
}

/* Once more, for what it accepts. */
static bool walk_judges(struct ruleset *set, struct chains_walked *all, enum og_family family, const char **why)
{
	bool good = true;
	size_t i;

	find_judge(all);
	for (i = 0; i < all->count && good; i++) {
		if (!all->walked[i].closed && &all->walked[i] != all->judge)
			continue;
		walked_free(&all->walked[i]);
		good = walk_chain(set, all->chain[i], family, true, &all->walked[i], why);
	}
	return good;
}

static bool meets_one(const struct ways *ways, const struct box *box)
{
	size_t i;

	/* among so many there is one */
	if (ways->count > NAMED_MAX)
		return true;
	for (i = 0; i < ways->count; i++)
		if (box_meets(&ways->way[i].box, box))
			return true;
	return false;
}

/* Drops that are taken whole, though their chain accepts some of it before: that is less than passes, and said. */
static void name_behind(const struct ways *ways, const struct ways *drops)
{
	size_t i;

	for (i = 0; i < drops->count; i++)
		if (drops->way[i].why && meets_one(ways, &drops->way[i].box))
			rule_left(drops->way[i].rule, drops->way[i].why, "have one chain do both, or write by hand what it accepts before");
}

static void judge(struct ruleset *set, struct chains_walked *all, enum og_family family, struct passes *passes)
{
	struct box box;
	size_t i;

	box_everything(&box, BOX_FAMILY(family));
	ways_add(&passes->ways, &box, NULL);
	passes->open = true;
	passes->rejects = true;
	for (i = 0; i < all->count; i++) {
		struct walked *walked = &all->walked[i];

		if (!walked->drops.count)
			continue;
		passes->open = false;
		passes->rejects = passes->rejects && walked->rejects && walked->closed;
		if (walked->closed || walked == all->judge)
			lay_over(set, &passes->ways, &walked->accepts);
	}
	for (i = 0; i < all->count; i++) {
		if (all->walked[i].closed || &all->walked[i] == all->judge)
			continue;
		name_behind(&passes->ways, &all->walked[i].drops);
		ways_but(set, &passes->ways, &all->walked[i].drops);
	}
}

bool passes_find(struct ruleset *set, enum hook hook, enum og_family family, struct passes *passes, const char **why)
{
	struct chains_walked all = { 0 };
	bool good = walk_all(set, hook, family, &all, why) && walk_judges(set, &all, family, why);
	size_t i;

	*passes = (struct passes){ 0 };
	if (good)
		judge(set, &all, family, passes);
	for (i = 0; i < all.count; i++)
		walked_free(&all.walked[i]);
	free(all.walked);
	free(all.chain);
	return good;
}

void passes_free(struct passes *passes)
{
	free(passes->ways.way);
	*passes = (struct passes){ 0 };
}

static void name_drops(const struct walked *walked)
{
	size_t i;

	for (i = 0; i < walked->drops.count; i++)
		rule_left(walked->drops.way[i].rule, "it drops at another hook than input and forward",
			  "keep it where it is: the gate stands behind it");
}

bool passes_elsewhere(struct ruleset *set, const char **why)
{
	struct walked walked;
	unsigned int family;
	size_t i;
	bool good = true;

	for (i = 0; i < set->count; i++) {
		for (family = 0; good && family < OG_FAMILIES; family++) {
			if (!is_called(set->chains[i], HOOK_ELSEWHERE, family))
				continue;
			good = walk_chain(set, set->chains[i], family, false, &walked, why);
			name_drops(&walked);
			walked_free(&walked);
		}
	}
	return good;
}
