// SPDX-License-Identifier: GPL-2.0-only
#include "zone_changes.h"
#include "base/json_text.h"
#include "base/need.h"
#include "list_changes.h"
#include "policy_json.h"
#include "text.h"
#include "zone_words.h"

#include <stdlib.h>

/* A zone of one name, in either. */
struct pair {
	const char *name;
	const struct og_zones *before, *after;
	unsigned int was, is;	/* its slots; OG_ZONES: there it is none */
};

typedef void (*pair_visit)(void *to, const struct pair *pair);

static unsigned int slot_of(const struct og_zones *zones, const char *name)
{
	return og_zone_find(zones, name, strlen(name));
}

/* By name: both lists are sorted, and are taken like two hands of cards. */
static void pairs_each(const struct og_zones *before, const struct og_zones *after, pair_visit visit, void *to)
{
	struct pair pair = { .before = before, .after = after };
	unsigned int was, is, w = 0, i = 0;
	u8 old[OG_ZONES], new[OG_ZONES];

	was = og_zones_sorted(before, old);
	is = og_zones_sorted(after, new);
	for (;;) {
		const char *left = w < was ? before->name[old[w]] : NULL;
		const char *right = i < is ? after->name[new[i]] : NULL;

		if (!left && !right)
			return;
		pair.name = !left || (right && strcmp(left, right) > 0) ? right : left;
		pair.was = slot_of(before, pair.name);
		pair.is = slot_of(after, pair.name);
		w += left && !strcmp(left, pair.name);
		i += right && !strcmp(right, pair.name);
		visit(to, &pair);
	}
}

/* Members that one has and the other, which may be none, has not. */
struct members_without {
	const struct og_zones *other;
	unsigned int slot;
	member_visit visit;
	void *to;
};

struct member_search {
	const struct og_member *wanted;
	bool found;
};

static void compare_member(void *to, const struct og_member *member)
{
	struct member_search *search = to;
	char wanted[OG_NETWORK_TEXT_SIZE], text[OG_NETWORK_TEXT_SIZE];

	/* The spelling is canonical; a device cannot be spelled as a network is. */
	search->found |= !strcmp(member_text(search->wanted, wanted), member_text(member, text));
}

static void take_member(void *to, const struct og_member *member)
{
	const struct members_without *without = to;
	struct member_search search = { .wanted = member };

	if (without->slot < OG_ZONES)
		zone_members_each(without->other, without->slot, compare_member, &search);
	if (!search.found)
		without->visit(without->to, member);
}

static void added_each(const struct pair *pair, member_visit visit, void *to)
{
	struct members_without without = { pair->before, pair->was, visit, to };

	if (pair->is < OG_ZONES)
		zone_members_each(pair->after, pair->is, take_member, &without);
}

static void removed_each(const struct pair *pair, member_visit visit, void *to)
{
	struct members_without without = { pair->after, pair->is, visit, to };

	if (pair->was < OG_ZONES)
		zone_members_each(pair->before, pair->was, take_member, &without);
}

static void count_member(void *to, const struct og_member *member)
{
	(void)member;
	++*(size_t *)to;
}

static size_t members_changed(const struct pair *pair)
{
	size_t count = 0;

	added_each(pair, count_member, &count);
	removed_each(pair, count_member, &count);
	return count;
}

static void print_member(void *to, const struct og_member *member)
{
	char text[OG_NETWORK_TEXT_SIZE];

	change_print(*(const char *)to, member_text(member, text), NULL);
}

static void print_members(void *to, const struct pair *pair)
{
	char plus = '+', minus = '-';

	(void)to;
	if (!members_changed(pair))
		return;
	printf("zone %s%s:\n", pair->name, pair->was == OG_ZONES ? " (new)" :
	       pair->is == OG_ZONES ? " (taken away)" : "");
	removed_each(pair, print_member, &minus);
	added_each(pair, print_member, &plus);
}

void zone_changes_print_members(const struct og_zones *before, const struct og_zones *after)
{
	pairs_each(before, after, print_members, NULL);
}

static void items_of(const struct og_zones *zones, enum og_chain_id chain, unsigned int slot,
		     struct og_items *items)
{
	memset(items, 0, sizeof(*items));
	if (slot < OG_ZONES)
		og_zone_items(zones, chain, slot, items);
}

/* What its lists have more and less than before. */
struct lists {
	struct og_items added[OG_CHAINS], removed[OG_CHAINS];
	struct og_items before, after;
};

/* Free it. */
static struct lists *lists_between(const struct pair *pair)
{
	struct lists *lists = need(sizeof(*lists));
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		items_of(pair->before, c, pair->was, &lists->before);
		items_of(pair->after, c, pair->is, &lists->after);
		list_changes_between(&lists->before, &lists->after, &lists->added[c], &lists->removed[c]);
	}
	return lists;
}

static void print_lists(void *to, const struct pair *pair)
{
	struct lists *lists = lists_between(pair);
	char *behind = need_text(" from %s", pair->name);

	(void)to;
	list_changes_print(lists->added, lists->removed, behind);
	free(behind);
	free(lists);
}

void zone_changes_print_lists(const struct og_zones *before, const struct og_zones *after)
{
	pairs_each(before, after, print_lists, NULL);
}

static void put_member(void *to, const struct og_member *member)
{
	json_array_append_new(to, json_member(member));
}

static json_t *members_json(const struct pair *pair)
{
	json_t *object = json_object(), *added = json_array(), *removed = json_array();

	added_each(pair, put_member, added);
	removed_each(pair, put_member, removed);
	json_object_set_new(object, "added", added);
	json_object_set_new(object, "removed", removed);
	return object;
}

static void put_pair(void *to, const struct pair *pair)
{
	struct lists *lists = lists_between(pair);
	bool differs = members_changed(pair);
	json_t *object = json_object();
	unsigned int c;

	json_object_set_new(object, "name", json_text(pair->name));
	json_object_set_new(object, "change", json_text(pair->was == OG_ZONES ? "added" :
							pair->is == OG_ZONES ? "removed" : "changed"));
	json_object_set_new(object, "members", members_json(pair));
	for (c = 0; c < OG_CHAINS; c++) {
		differs |= !og_items_empty(&lists->added[c]) || !og_items_empty(&lists->removed[c]);
		json_object_set_new(object, og_chain_name(c),
				    list_changes_json(&lists->added[c], &lists->removed[c]));
	}
	if (differs)
		json_array_append(to, object);
	json_decref(object);
	free(lists);
}

json_t *zone_changes_json(const struct og_zones *before, const struct og_zones *after)
{
	json_t *array = json_array();

	pairs_each(before, after, put_pair, array);
	return array;
}
