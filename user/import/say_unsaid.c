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

/* Lists that hold for whom a way is for, and the family in which they are looked at. */
struct holding {
	const struct og_items *list[ROWS_MAX];
	size_t count;
	enum og_family family;
};

/* Whether who is meant by @box is meant by the row. */
static bool is_meant(const struct row *row, const struct box *box)
{
	struct box whom;

	if (row->has_network && (!(box->families & BOX_FAMILY(row->network.family)) || (!box->has_network && row->network.prefix)))
		return false;
	box_everything(&whom, box->families);
	whom.has_device = row->has_device;
	whom.has_network = row->has_network && row->network.prefix;
	whom.device = row->device;
	whom.network = row->network;
	return box_holds(&whom, box);
}

static void find_holding(const struct say *say, unsigned int chain, const struct way *way, struct holding *holding)
{
	const char *zone = say_zone_of(say, way->rule);
	size_t i;

	holding->count = 0;
	for (i = 0; i < say->rows.count; i++) {
		const struct row *row = say->rows.row[i];

		if (row->zone == zone && row->says[chain] && is_meant(row, &way->box))
			holding->list[holding->count++] = &row->list[chain];
	}
}

static bool proto_held(const struct holding *holding, unsigned int proto)
{
	size_t i;

	for (i = 0; i < holding->count; i++) {
		const struct og_items *list = holding->list[i];

		if (set_is_any(list) || og_bit(list->protos, proto))
			return true;
		if (og_has_word(list, OG_WORD_ICMP) && proto == (holding->family == OG_IPV4 ? OG_PROTO_ICMP : OG_PROTO_ICMPV6))
			return true;
	}
	return false;
}

static bool port_held(const struct holding *holding, unsigned int transport, unsigned int port)
{
	size_t i;

	for (i = 0; i < holding->count; i++)
		if (og_bit(holding->list[i]->ports[transport], port))
			return true;
	return false;
}

static bool ports_held(const struct holding *holding, unsigned int transport, const struct ports *ports)
{
	unsigned int port;
	u32 i;

	for (i = 0; i < ports->count; i++)
		for (port = ports->range[i].low; port <= ports->range[i].high; port++)
			if (!port_held(holding, transport, port))
				return false;
	return true;
}

static bool is_held(const struct holding *holding, const struct box *box)
{
	unsigned int proto;

	/* no packet has the protocol 0 */
	for (proto = 1; proto < OG_PROTOS; proto++) {
		if (!og_bit(box->protos, proto) || proto_held(holding, proto))
			continue;
		if (!box->ports || (proto != OG_PROTO_TCP && proto != OG_PROTO_UDP))
			return false;
		if (!ports_held(holding, proto == OG_PROTO_TCP ? OG_TCP : OG_UDP, box->ports))
			return false;
	}
	return true;
}

static bool is_on_lo(const struct box *box)
{
	return box->has_device && !box->not_device && !box->device.prefix && !strcmp(box->device.name, "lo");
}

/* What the lists have of it all the same, or not, though it was to be in one. */
static void look_up(struct say *say, unsigned int chain, unsigned int family, const struct way *way)
{
	const char *zone = say_zone_of(say, way->rule);
	struct holding *holding = need(sizeof(*holding));

	holding->family = family;
	find_holding(say, chain, way, holding);
	if (is_held(holding, &way->box))
		;
	else if (way->why)
		rule_left(way->rule, way->why, way->todo);
	else if (say->no_room)
		rule_left(way->rule, "a policy has no room for another zone", "see \"Zones\" in docs/language.md for how much there is");
	else if (zone)
		rule_left(way->rule, "it is not for everybody who is of that zone", "have the same for each of its members");
	else
		rule_left(way->rule, "it is for one family alone, and what comes in by a device is of both",
			  "have it in the rules of both families");
	free(holding);
}

/* The lists of this family have all of its states, or lo's word has it. */
static bool is_said(struct say *say, unsigned int chain, unsigned int family, const struct way *way)
{
	return (!(way->box.states & ~say->whole[chain][family]) && !say_zone_of(say, way->rule)) ||
	       (is_on_lo(&way->box) && og_has_word(&say_everybody(say)->list[chain], OG_WORD_LOOPBACK));
}

static void one_way(struct say *say, unsigned int chain, unsigned int family, const struct way *way)
{
	if (way->rule && (way->rule->first ? way->rule->first : way->rule)->left)
		return;
	if (is_wide(&way->box))
		states_unsaid(say, chain, family, way);
	else if (!is_said(say, chain, family, way) &&
		 (way->why || way->box.has_device || say->no_room || say_zone_of(say, way->rule)))
		look_up(say, chain, family, way);
}

void say_unsaid(struct say *say)
{
	unsigned int chain, family;
	size_t i;

	for (i = 0; i < say->rows.count; i++)
		for (chain = 0; chain < OG_CHAINS; chain++)
			say->rows.row[i]->says[chain] = !og_items_empty(&say->rows.row[i]->list[chain]);
	for (chain = 0; chain < OG_CHAINS; chain++)
		for (family = 0; family < OG_FAMILIES; family++)
			for (i = 0; i < say->passes[chain][family].ways.count; i++)
				one_way(say, chain, family, &say->passes[chain][family].ways.way[i]);
}
