// SPDX-License-Identifier: GPL-2.0-only
#include "say.h"

#include <stdlib.h>
#include <string.h>

#define WORK_MAX	20000000u
#define BY_HAND		"write by hand what may pass in its place"

bool say_is_loopback(const struct box *box)
{
	struct box rest = *box;

	rest.has_device = false;
	return box->has_device && !box->not_device && !box->device.prefix && !strcmp(box->device.name, "lo") &&
	       box_is_wide(&rest);
}

/* It is one thing that a list can have. */
bool say_is_item(const struct box *box)
{
	return !box->why && box->types == BOX_TYPES && (box->ports || box->pieces == BOX_PIECES) && !box->not_device && !(box->has_device && box->has_network);
}

static const char *why_no_item(const struct box *box)
{
	if (box->why)
		return box->why;
	if (box->types != BOX_TYPES)
		return "it is for some kinds of destination";
	if (!box->ports && box->pieces != BOX_PIECES)
		return "it is for pieces of packets, or what is left of it is";
	if (box->not_device)
		return "it is for any device but one";
	return "it is for a source and a device at once, and a zone is who has either";
}

/* Whether other ways let pass what this one does, but in these states. */
static bool is_covered(struct say *say, const struct way *way, u8 states)
{
	struct box probe = way->box;
	size_t i;

	for (i = 0; i < say->items.count && states; i++) {
		const struct box *other = &say->items.way[i].box;

		if (++say->work > WORK_MAX)
			return false;
		probe.states = states & other->states;
		if (probe.states && box_holds(other, &probe))
			states &= ~probe.states;
	}
	return !states;
}

/* What may cover another: the same things, once each way. */
static void find_items(struct say *say, const struct ways *ways)
{
	size_t i;

	say->items.count = 0;
	for (i = 0; i < ways->count; i++)
		if (say_is_item(&ways->way[i].box))
			ways_add(&say->items, &ways->way[i].box, ways->way[i].rule);
}

static void say_whole(struct say *say, unsigned int chain, unsigned int family, u8 states)
{
	say->whole[chain][family] |= states;
	say->replies[chain][family] |= states == BOX_STATE(ESTABLISHED_REPLY);
}

static void whole_states(struct say *say, unsigned int chain, unsigned int family)
{
	const struct ways *ways = &say->passes[chain][family].ways;
	u8 *whole = &say->whole[chain][family], *loop = &say->loop[chain][family];
	size_t i;

	for (i = 0; i < ways->count; i++) {
		const struct box *box = &ways->way[i].box;

		if (!box->why && box_is_wide(box))
			say_whole(say, chain, family, box->states);
		else if (!box->why && say_is_loopback(box))
			*loop |= box->states;
	}
	if (say->any_state && *whole & BOX_STATE(NEW) && *whole != BOX_STATES) {
		*whole = BOX_STATES;
		say->relaxed++;
	}
	*loop |= *whole;
}

/* A list's items pass in every state, so the rules have to let them, too. */
static bool in_every_state(struct say *say, const struct way *way, u8 whole)
{
	u8 states = way->box.states | whole;

	if (states == BOX_STATES || is_covered(say, way, BOX_STATES & ~states))
		return true;
	if (!say->any_state || !(states & BOX_STATE(NEW)))
		return false;
	say->relaxed++;
	return true;
}

static void pend(struct way *way, const char *why, const char *todo)
{
	way->why = why;
	way->todo = todo;
}

static void put(struct say *say, unsigned int chain, unsigned int family, struct way *way)
{
	struct row *row = rows_for(&say->rows, say_zone_of(say, way->rule), &way->box);

	if (!row) {
		pend(way, "there are more networks and devices than a policy has room for",
		     "see \"Zones\" in docs/language.md for how many");
		return;
	}
	row_add(&row->set[chain][family], &way->box);
}

static void say_way(struct say *say, unsigned int chain, unsigned int family, struct way *way)
{
	u8 whole = say->whole[chain][family];

	if (!(way->box.states & ~whole) && !say_zone_of(say, way->rule))
		return;
	if (!way->box.why && box_is_wide(&way->box))
		return;
	if (!way->box.why && say_is_loopback(&way->box) && say->loop[chain][family] == BOX_STATES)
		return;
	if (!say_is_item(&way->box))
		pend(way, why_no_item(&way->box), BY_HAND);
	else if (in_every_state(say, way, whole))
		put(say, chain, family, way);
	else if (way->box.states & BOX_STATE(NEW))
		pend(way, "what conntrack finds INVALID, or some other state of it, does not pass there, and what a list has passes in every state",
		     "--any-state takes it over all the same");
	else
		pend(way, "it is for one state of a connection, and what a list has passes in every state", BY_HAND);
}

/* In every row of everybody's, where it holds for a family alone. */
static void put_whole(struct say *say, unsigned int chain, unsigned int family)
{
	struct box box;

	if (say->whole[chain][family] != BOX_STATES)
		return;
	box_everything(&box, BOX_FAMILY(family));
	set_any(&rows_for(&say->rows, NULL, &box)->set[chain][family]);
}

void say_ways(struct say *say)
{
	unsigned int chain, family;
	size_t i;

	/* these are first, so that there is room */
	say_everybody(say);
	for (family = 0; family < OG_FAMILIES; family++)
		say_all_of(say, family);
	for (chain = 0; chain < OG_CHAINS; chain++) {
		for (family = 0; family < OG_FAMILIES; family++) {
			if (!(say->families & BOX_FAMILY(family)))
				continue;
			whole_states(say, chain, family);
			put_whole(say, chain, family);
			find_items(say, &say->passes[chain][family].ways);
			for (i = 0; i < say->passes[chain][family].ways.count; i++)
				say_way(say, chain, family, &say->passes[chain][family].ways.way[i]);
		}
	}
	free(say->items.way);
	say->items = (struct ways){ 0 };
}
