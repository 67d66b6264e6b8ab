// SPDX-License-Identifier: GPL-2.0-only
/* Rules that were to be said, and did not get into a list after all. */
#include "base/need.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

static bool is_wide(const struct box *box)
{
	return !box->why && box_is_wide(box);
}

static void states_unsaid(struct say *say, unsigned int chain, unsigned int family, const struct way *way)
{
	u8 unsaid = way->box.states & ~say->said[chain];

	if (!unsaid || say->whole[chain][family] == BOX_STATES)
		return;
	if (unsaid & (BOX_STATE(NEW) | BOX_STATE(INVALID)))
		rule_left(way->rule, "all that is in some states passes there, and not all in others: of lists, that is only said of \"any\"",
			  unsaid & BOX_STATE(NEW) ? "--any-state makes it \"any\"" : "nothing has to be done where only what is INVALID is lost");
	else
		rule_left(way->rule, "it is for a state of one family alone, or for one direction",
			  "have it in the rules of both families");
}

static bool loops_in_both(const struct say *say, unsigned int chain)
{
	return og_has_word(&say->rows.row[0]->list[chain], OG_WORD_LOOPBACK);
}

/* The list of its row, with what everybody may of that family besides. */
static void look_up(struct say *say, unsigned int chain, unsigned int family, const struct way *way)
{
	const char *zone = say_zone_of(say, way->rule);
	const struct row *row = rows_find(&say->rows, zone, &way->box);
	struct og_items *sets = need(3 * sizeof(*sets));

	row_set(&sets[0], &way->box);
	if (row)
		say_set_of(&sets[1], &row->list[chain], family);
	if (!zone) {
		say_set_of(&sets[2], &say_everybody(say)->list[chain], family);
		set_add(&sets[1], &sets[2]);
		say_set_of(&sets[2], &say_all_of(say, family)->list[chain], family);
		set_add(&sets[1], &sets[2]);
	}
	/* "any" has all bits, and its word is one more */
	sets[1].words |= sets[0].words;
	if (!set_holds(&sets[1], &sets[0]))
		rule_left(way->rule, zone ? "it is not for everybody who is of that zone" :
			  "it is for one family alone, and a zone with a device is for both",
			  zone ? "have the same for each of its members" : "have it in the rules of both families");
	free(sets);
}

static void one_way(struct say *say, unsigned int chain, unsigned int family, const struct way *way)
{
	if (way->rule && (way->rule->first ? way->rule->first : way->rule)->left)
		return;
	if (is_wide(&way->box))
		states_unsaid(say, chain, family, way);
	else if (!(way->box.states & ~say->whole[chain][family]) && !say_zone_of(say, way->rule))
		return;
	else if (!way->box.why && say_is_loopback(&way->box) && loops_in_both(say, chain))
		return;
	else if (say_is_item(&way->box) && (way->box.has_device || say_zone_of(say, way->rule)) &&
		 rows_find(&say->rows, say_zone_of(say, way->rule), &way->box))
		look_up(say, chain, family, way);
	else if (!way->box.why && say_is_loopback(&way->box))
		rule_left(way->rule, "it is for one family alone, and \"loopback\" is for both", "have it in the rules of both families");
}

void say_unsaid(struct say *say)
{
	unsigned int chain, family;
	size_t i;

	for (chain = 0; chain < OG_CHAINS; chain++)
		for (family = 0; family < OG_FAMILIES; family++)
			for (i = 0; i < say->passes[chain][family].ways.count; i++)
				one_way(say, chain, family, &say->passes[chain][family].ways.way[i]);
}
