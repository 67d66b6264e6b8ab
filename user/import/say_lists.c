// SPDX-License-Identifier: GPL-2.0-only
/* From what each row's packets may, family by family, to lists of the language, which are of both families. */
#include "base/need.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

static const u8 icmp_of[OG_FAMILIES] = { OG_PROTO_ICMP, OG_PROTO_ICMPV6 };

/* Extension headers are no packet's protocol in IPv6: it is what is behind them. So there nothing has to let them pass. */
static const u8 passed_over[] = { 43, 44, 51, 60 };

static void put_proto(struct og_items *set, unsigned int proto)
{
	set->protos[proto / OG_BITS] |= 1ull << proto % OG_BITS;
}

static void take_proto(struct og_items *set, unsigned int proto)
{
	set->protos[proto / OG_BITS] &= ~(1ull << proto % OG_BITS);
}

void say_set_of(struct og_items *set, const struct og_items *list, enum og_family family)
{
	*set = *list;
	set->words = 0;
	if (set_is_any(list))
		set_any(set);
	else if (og_has_word(list, OG_WORD_ICMP))
		put_proto(set, icmp_of[family]);
}

void say_list_of(struct og_items *list, const struct og_items sets[OG_FAMILIES], unsigned int families)
{
	bool icmp = true;
	unsigned int family;
	size_t i;

	memset(list, 0xff, sizeof(*list));
	for (family = 0; family < OG_FAMILIES; family++) {
		if (!(families & BOX_FAMILY(family)))
			continue;
		icmp = icmp && og_bit(sets[family].protos, icmp_of[family]);
		set_keep(list, &sets[family]);
	}
	for (i = 0; i < sizeof(passed_over) && families == BOX_FAMILIES; i++)
		if (og_bit(sets[OG_IPV4].protos, passed_over[i]))
			put_proto(list, passed_over[i]);
	if (set_is_any(list)) {
		memset(list, 0, sizeof(*list));
		list->words = 1ull << OG_WORD_ANY;
		return;
	}
	list->words = icmp ? 1ull << OG_WORD_ICMP : 0;
	take_proto(list, 0);
	for (family = 0; family < OG_FAMILIES && icmp; family++)
		if (families == BOX_FAMILY(family))
			take_proto(list, icmp_of[family]);
}

struct row *say_everybody(struct say *say)
{
	struct box box;

	box_everything(&box, BOX_FAMILIES);
	return rows_for(&say->rows, NULL, &box);
}

struct row *say_all_of(struct say *say, enum og_family family)
{
	struct box box;

	box_everything(&box, BOX_FAMILY(family));
	box.has_network = true;
	box.network.family = family;
	return rows_for(&say->rows, NULL, &box);
}

/* The words of states and loopback, or any. */
static void say_words(struct say *say, unsigned int chain)
{
	struct og_items *list = &say_everybody(say)->list[chain];
	u8 whole = BOX_STATES, loop = BOX_STATES;
	unsigned int family;
	bool replies = true;

	for (family = 0; family < OG_FAMILIES; family++) {
		if (!(say->families & BOX_FAMILY(family)))
			continue;
		whole &= say->whole[chain][family];
		loop &= say->loop[chain][family];
		replies = replies && say->replies[chain][family];
	}
	say->said[chain] = 0;
	/* then its family is a zone, which is any */
	if (whole == BOX_STATES)
		return;
	if (!(~whole & BOX_ESTABLISHED))
		list->words |= 1ull << OG_WORD_ESTABLISHED;
	if (whole & BOX_STATE(ESTABLISHED_REPLY) && (~whole & BOX_ESTABLISHED || replies))
		list->words |= 1ull << OG_WORD_REPLY;
	if (!(~whole & BOX_RELATED))
		list->words |= 1ull << OG_WORD_RELATED;
	/* the word is of both families, and of the other one nothing is known */
	if (whole & BOX_STATE(UNTRACKED) && !say->single)
		list->words |= 1ull << OG_WORD_UNTRACKED;
	if (loop == BOX_STATES)
		list->words |= 1ull << OG_WORD_LOOPBACK;
	say->said[chain] = whole & (say->single ? BOX_STATE(ESTABLISHED_REPLY) : BOX_STATE(UNTRACKED) | BOX_STATE(ESTABLISHED_REPLY));
	if (og_has_word(list, OG_WORD_ESTABLISHED))
		say->said[chain] |= BOX_ESTABLISHED;
	if (og_has_word(list, OG_WORD_RELATED))
		say->said[chain] |= BOX_RELATED;
}

/* What both families let everybody is everybody's; the rest is for all of one family. */
static void say_everybodys(struct say *say, unsigned int chain)
{
	struct row *row = say_everybody(say);
	struct og_items *covered = need(sizeof(*covered));
	unsigned int family;

	if (!say->single)
		say_list_of(&row->list[chain], row->set[chain], say->families);
	for (family = 0; family < OG_FAMILIES; family++) {
		struct row *all = say_all_of(say, family);

		all->set[chain][family] = row->set[chain][family];
		say_set_of(covered, &row->list[chain], family);
		if (!set_is_any(&row->set[chain][family]) || set_is_any(covered))
			set_take(&all->set[chain][family], covered);
		say_list_of(&all->list[chain], all->set[chain], BOX_FAMILY(family));
	}
	free(covered);
	if (!set_is_any(&row->list[chain]))
		say_words(say, chain);
}

/* What everybody may anyway needs no zone. */
static void without_everybodys(struct say *say, struct row *row, unsigned int chain)
{
	const struct og_items *list = &say_everybody(say)->list[chain];

	if (set_is_any(list))
		memset(&row->list[chain], 0, sizeof(row->list[chain]));
	else if (!set_is_any(&row->list[chain]))
		set_take(&row->list[chain], list);
	if (!row->has_network)
		return;
	list = &say_all_of(say, row->network.family)->list[chain];
	if (set_is_any(list))
		memset(&row->list[chain], 0, sizeof(row->list[chain]));
	else if (!set_is_any(&row->list[chain]))
		set_take(&row->list[chain], list);
}

static void say_rows(struct say *say, unsigned int chain)
{
	const struct row *everybody = say_everybody(say);
	unsigned int family;
	size_t i;

	for (i = 0; i < say->rows.count; i++) {
		struct row *row = say->rows.row[i];
		unsigned int families = row->has_network ? BOX_FAMILY(row->network.family) :
					say->single ? BOX_FAMILIES : say->families;

		if (row == everybody || (row->has_network && !row->network.prefix))
			continue;
		for (family = 0; family < OG_FAMILIES && !row->zone; family++)
			set_add(&row->set[chain][family], &everybody->set[chain][family]);
		say_list_of(&row->list[chain], row->set[chain], families);
		if (!row->zone)
			without_everybodys(say, row, chain);
	}
}

void say_lists(struct say *say)
{
	unsigned int chain;

	for (chain = 0; chain < OG_CHAINS; chain++) {
		say_everybodys(say, chain);
		say_rows(say, chain);
	}
}
