/* SPDX-License-Identifier: GPL-2.0-only */
/* What passes, in the words of a policy. */
#ifndef OGCTL_IMPORT_SAY_H
#define OGCTL_IMPORT_SAY_H

#include "rows.h"

struct say {
	struct ruleset *set;
	const struct og_policy *known;	/* settings and zones that comments told of */
	bool any_state;			/* a rule for new connections alone is taken as a port that is listed */
	unsigned int families;		/* that are looked at */
	bool single;			/* of the other family nothing is known, so no list may open it */
	struct passes passes[OG_CHAINS][OG_FAMILIES];
	u8 whole[OG_CHAINS][OG_FAMILIES];	/* of these states everything passes */
	u8 loop[OG_CHAINS][OG_FAMILIES];	/* ... what came in on lo */
	bool replies[OG_CHAINS][OG_FAMILIES];	/* a rule is for answers alone */
	size_t relaxed;			/* rules taken by any_state */
	struct ways items;	/* of the chain and family at hand, those that a list can have */
	size_t work;		/* comparisons of them: there is an end to it */
	unsigned int ranges_max;	/* of ports, in zones' lists */
	u16 listed;		/* bit by slot: known zones with a list that is said */
	bool no_room;		/* zones were left out for want of it */
	struct rows rows;
	u8 said[OG_CHAINS];		/* states that the chain's words let pass */
};

/* say_ways.c: fill in rows, and mark the rules that have no place. */
void say_ways(struct say *say);
/* say_lists.c: what the rows' lists say. */
void say_lists(struct say *say);
/* say_unsaid.c: marks them. */
void say_unsaid(struct say *say);
/* say_zones.c: the policy as a text; free it. */
char *say_text(struct say *say);

/* What a list has, of one family, as a set; and the list for what is in the sets of these families. */
void say_set_of(struct og_items *set, const struct og_items *list, enum og_family family);
void say_list_of(struct og_items *list, const struct og_items sets[OG_FAMILIES], unsigned int families);

/* It came in on lo, and that is all; it is one thing that a zone's list, or everybody's, can have. */
bool say_is_loopback(const struct box *box);
bool say_is_item(const struct box *box);

/* The rows for everybody: of both families, or of one. */
struct row *say_everybody(struct say *say);
struct row *say_all_of(struct say *say, enum og_family family);

/* The zone that a rule was written for, by its chain's name, and that the text knows; NULL: for none. */
const char *say_zone_of(const struct say *say, const struct rule *rule);

#endif
