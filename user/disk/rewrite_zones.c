// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite_zones.h"
#include "base/need.h"
#include "policy/policy_text.h"
#include "policy/zone_words.h"

#include <stdlib.h>

/* A zone that is in both, and what differs. */
struct pair {
	struct lines *lines;
	const struct og_zones *before, *after;
	unsigned int slot_before, slot_after;
	const char *name;
};

static void drop_zone(struct lines *lines, const char *name)
{
	static const char *const heads[] = { "zone", "from", "input from", "forward from" };
	size_t i;
	char *head;

	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		head = need_text("%s %s", heads[i], name);
		lines_drop(lines, head);
		free(head);
	}
}

/* Its lines, as the canonical text has them. */
static void add_zone(struct lines *lines, const struct og_policy *wanted, const char *name)
{
	static const char *const heads[] = { "zone", "input from", "forward from" };
	struct source text = { .text = policy_text(wanted) };
	struct lines all = { 0 };
	size_t i;
	char *head;

	text.size = strlen(text.text);
	lines_split(&all, &text);
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		head = need_text("%s %s", heads[i], name);
		lines_copy(lines, &all, head);
		free(head);
	}
	lines_release(&all);
	source_free(&text);
}

/* Whether @zones has @member in @slot. */
struct looked_for {
	const struct og_member *member;
	bool found;
};

static void compare_member(void *to, const struct og_member *member)
{
	struct looked_for *wanted = to;
	char one[OG_NETWORK_TEXT_SIZE], other[OG_NETWORK_TEXT_SIZE];

	wanted->found |= !strcmp(member_text(member, one), member_text(wanted->member, other));
}

static bool has_member(const struct og_zones *zones, unsigned int slot, const struct og_member *member)
{
	struct looked_for wanted = { .member = member };

	zone_members_each(zones, slot, compare_member, &wanted);
	return wanted.found;
}

static void change_member(const struct pair *pair, const struct og_member *member, bool add)
{
	char text[OG_NETWORK_TEXT_SIZE], *head = need_text("zone %s", pair->name);

	lines_change_item(pair->lines, head, member_text(member, text), add);
	free(head);
}

static void add_member(void *to, const struct og_member *member)
{
	const struct pair *pair = to;

	if (!has_member(pair->before, pair->slot_before, member))
		change_member(pair, member, true);
}

static void remove_member(void *to, const struct og_member *member)
{
	const struct pair *pair = to;

	if (!has_member(pair->after, pair->slot_after, member))
		change_member(pair, member, false);
}

/* What @from has and @without has not. */
static void difference(struct og_items *items, const struct og_items *from, const struct og_items *without)
{
	const u64 *word = (const u64 *)from, *not = (const u64 *)without;
	u64 *to = (u64 *)items;
	size_t i;

	for (i = 0; i < OG_ITEMS_WORDS; i++)
		to[i] = word[i] & ~not[i];
}

struct lists {
	struct og_items before, after, removed[OG_CHAINS], added[OG_CHAINS];
};

static void compare_lists(const struct pair *pair, struct lists *lists)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		og_zone_items(pair->before, c, pair->slot_before, &lists->before);
		og_zone_items(pair->after, c, pair->slot_after, &lists->after);
		difference(&lists->removed[c], &lists->before, &lists->after);
		difference(&lists->added[c], &lists->after, &lists->before);
	}
}

/* What changed alike in both chains is changed where a line speaks of both. */
static void change_lists(const struct pair *pair)
{
	struct lists *lists = need(sizeof(*lists));
	char *both = need_text("from %s", pair->name), *head;
	bool alike;
	unsigned int c;

	compare_lists(pair, lists);
	alike = lines_have(pair->lines, both) &&
		!memcmp(&lists->removed[OG_INPUT], &lists->removed[OG_FORWARD], sizeof(struct og_items)) &&
		!memcmp(&lists->added[OG_INPUT], &lists->added[OG_FORWARD], sizeof(struct og_items));
	for (c = 0; c < (alike ? 1 : OG_CHAINS); c++) {
		head = alike ? need_copy(both) : need_text("%s %s", og_chain_name(c), both);
		lines_change_items(pair->lines, head, &lists->added[c], true);
		lines_change_items(pair->lines, head, &lists->removed[c], false);
		free(head);
	}
	free(both);
	free(lists);
}

static void change_zone(struct pair *pair)
{
	/* First what comes, as in rewrite.c; and a zone is never without members. */
	zone_members_each(pair->after, pair->slot_after, add_member, pair);
	zone_members_each(pair->before, pair->slot_before, remove_member, pair);
	change_lists(pair);
}

static void change_refuse(struct lines *lines, const struct og_zones *before, const struct og_zones *after)
{
	char *was = refuse_text(before), *is = refuse_text(after);

	if (strcmp(was, is) && after->refuse == OG_REFUSE_DROP)
		lines_drop(lines, "refuse");
	else if (strcmp(was, is))
		lines_move_value(lines, "refuse", is);
	free(is);
	free(was);
}

void rewrite_zones(struct lines *lines, const struct og_policy *before, const struct og_policy *wanted)
{
	struct pair pair = { .lines = lines, .before = &before->zones, .after = &wanted->zones };
	u8 slots[OG_ZONES];
	unsigned int count, i;

	count = og_zones_sorted(pair.before, slots);
	for (i = 0; i < count; i++) {
		pair.slot_before = slots[i];
		pair.name = pair.before->name[slots[i]];
		pair.slot_after = og_zone_find(pair.after, pair.name, strlen(pair.name));
		if (pair.slot_after == OG_ZONES)
			drop_zone(lines, pair.name);
		else
			change_zone(&pair);
	}
	count = og_zones_sorted(pair.after, slots);
	for (i = 0; i < count; i++)
		if (og_zone_find(pair.before, pair.after->name[slots[i]], strlen(pair.after->name[slots[i]])) == OG_ZONES)
			add_zone(lines, wanted, pair.after->name[slots[i]]);
	change_refuse(lines, pair.before, pair.after);
}
