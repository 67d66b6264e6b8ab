// SPDX-License-Identifier: GPL-2.0-only
/* Whoever may the same is a zone. */
#include "base/need.h"
#include "policy/policy_text.h"
#include "policy/zone_words.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

struct group {
	char name[OG_ZONE_NAME_SIZE];
	const struct row **row;		/* its members, all with the same lists */
	size_t count, room;
};

struct groups {
	struct group *group;
	size_t count, room;
};

const char *say_zone_of(const struct say *say, const struct rule *rule)
{
	const char *name = rule ? strstr(rule->in->name, "_from_") : NULL;
	unsigned int slot;

	if (!name)
		return NULL;
	name += strlen("_from_");
	slot = og_zone_find(&say->known->zones, name, strlen(name));
	return slot < OG_ZONES ? say->known->zones.name[slot] : NULL;
}

static bool has_list(const struct row *row)
{
	return !og_items_empty(&row->list[OG_INPUT]) || !og_items_empty(&row->list[OG_FORWARD]);
}

static void join(struct groups *groups, const struct row *row)
{
	struct group *group = NULL;
	size_t i;

	for (i = 0; i < groups->count && !group; i++)
		if (!memcmp(groups->group[i].row[0]->list, row->list, sizeof(row->list)))
			group = &groups->group[i];
	if (!group) {
		groups->group = need_room(groups->group, &groups->room, groups->count, sizeof(*group));
		group = &groups->group[groups->count++];
		*group = (struct group){ 0 };
	}
	group->row = need_room(group->row, &group->room, group->count, sizeof(struct row *));
	group->row[group->count++] = row;
}

static void member(const struct row *row, struct og_member *to)
{
	*to = (struct og_member){ .is_network = row->has_network, .network = row->network, .device = row->device };
}

struct same {
	const struct group *group;
	size_t count;
	bool is;
};

static void look(void *to, const struct og_member *known)
{
	struct same *same = to;
	size_t i;

	same->count++;
	for (i = 0; i < same->group->count; i++) {
		const struct row *row = same->group->row[i];

		if (known->is_network ? row->has_network && !og_network_compare(&row->network, &known->network) :
		    row->has_device && !og_device_compare(&row->device, &known->device))
			return;
	}
	same->is = false;
}

static bool is_taken(const struct say *say, const struct groups *groups, const char *name)
{
	size_t i;

	if (og_is_word(name, strlen(name)) || og_zone_find(&say->known->zones, name, strlen(name)) < OG_ZONES)
		return true;
	for (i = 0; i < groups->count; i++)
		if (!strcmp(groups->group[i].name, name))
			return true;
	return false;
}

/* The zone of the text that has just these members, by whose name it goes then. */
static bool known_name(const struct say *say, const struct groups *groups, struct group *group)
{
	unsigned int slot;
	size_t i;

	for (slot = 0; slot < OG_ZONES; slot++) {
		struct same same = { group, 0, say->known->zones.there >> slot & 1 };

		if (same.is)
			zone_members_each(&say->known->zones, slot, look, &same);
		for (i = 0; i < groups->count; i++)
			same.is = same.is && strcmp(groups->group[i].name, say->known->zones.name[slot]) != 0;
		if (!same.is || same.count != group->count)
			continue;
		snprintf(group->name, sizeof(group->name), "%s", say->known->zones.name[slot]);
		return true;
	}
	return false;
}

static void name(const struct say *say, const struct groups *groups, struct group *group)
{
	const struct row *row = group->row[0];
	char typed[OG_ZONE_NAME_SIZE];
	unsigned int n = 0;

	if (known_name(say, groups, group))
		return;
	if (group->count == 1 && row->has_network && !row->network.prefix)
		snprintf(typed, sizeof(typed), "all-%s", row->network.family == OG_IPV4 ? "ipv4" : "ipv6");
	else
		snprintf(typed, sizeof(typed), "from-1");
	while (is_taken(say, groups, typed))
		snprintf(typed, sizeof(typed), "from-%u", ++n);
	memcpy(group->name, typed, sizeof(typed));
}

static void print_list(FILE *out, const char *from, const struct og_items *list, unsigned int chain)
{
	char *items = items_text(list);

	fprintf(out, "%s%s%s %s\n", og_chain_name(chain), *from ? " from " : "", from, items);
	free(items);
}

static void print_group(FILE *out, const struct group *group)
{
	char text[OG_NETWORK_TEXT_SIZE];
	struct og_member said;
	unsigned int chain;
	size_t i;

	fprintf(out, "zone %s", group->name);
	for (i = 0; i < group->count; i++) {
		member(group->row[i], &said);
		fprintf(out, " %s", member_text(&said, text));
	}
	fputc('\n', out);
	for (chain = 0; chain < OG_CHAINS; chain++)
		if (!og_items_empty(&group->row[0]->list[chain]))
			print_list(out, group->name, &group->row[0]->list[chain], chain);
}

struct all_of {
	const struct say *say;
	const char *zone;
	unsigned int chain;
	struct og_items sets[OG_FAMILIES];	/* what all members may, family by family */
	unsigned int families;
};

static void keep_member(void *to, const struct og_member *said)
{
	static const struct og_items nothing;
	struct all_of *all = to;
	struct box box;
	const struct row *row;
	unsigned int family;

	box_everything(&box, BOX_FAMILIES);
	box.has_device = !said->is_network;
	box.has_network = said->is_network && said->network.prefix;
	box.device = said->device;
	box.network = said->network;
	row = rows_find(&all->say->rows, all->zone, &box);
	for (family = 0; family < OG_FAMILIES; family++) {
		if (said->is_network ? said->network.family != family : !(all->say->families & BOX_FAMILY(family)))
			continue;
		set_keep(&all->sets[family], row ? &row->set[all->chain][family] : &nothing);
		all->families |= BOX_FAMILY(family);
	}
}

/* What rules written for a zone let all of it pass. */
static void known_zone(struct say *say, FILE *out, unsigned int slot)
{
	struct all_of *all = need(sizeof(*all));
	struct og_items *list = need(sizeof(*list));
	size_t i;

	all->say = say;
	all->zone = say->known->zones.name[slot];
	for (all->chain = 0; all->chain < OG_CHAINS; all->chain++) {
		set_any(&all->sets[OG_IPV4]);
		set_any(&all->sets[OG_IPV6]);
		all->families = 0;
		zone_members_each(&say->known->zones, slot, keep_member, all);
		say_list_of(list, all->sets, all->families);
		for (i = 0; i < say->rows.count; i++)
			if (say->rows.row[i]->zone == all->zone)
				say->rows.row[i]->list[all->chain] = *list;
		if (!og_items_empty(list))
			print_list(out, all->zone, list, all->chain);
	}
	free(list);
	free(all);
}

static void print_known(struct say *say, FILE *out)
{
	unsigned int slot;

	for (slot = 0; slot < OG_ZONES; slot++)
		if (say->known->zones.there >> slot & 1)
			known_zone(say, out, slot);
}

/* What a policy has no room for is left out, with those who may the least last. */
static void drop_group(struct say *say, struct group *group)
{
	unsigned int chain, family;
	size_t i, j;

	for (i = 0; i < group->count; i++) {
		for (chain = 0; chain < OG_CHAINS; chain++)
			memset(&((struct row *)group->row[i])->list[chain], 0, sizeof(struct og_items));
	}
	for (chain = 0; chain < OG_CHAINS; chain++)
		for (family = 0; family < OG_FAMILIES; family++)
			for (j = 0; j < say->passes[chain][family].ways.count; j++) {
				const struct way *way = &say->passes[chain][family].ways.way[j];
				const struct row *row = rows_find(&say->rows, NULL, &way->box);

				for (i = 0; i < group->count; i++)
					if (row == group->row[i])
						rule_left(way->rule, "there is no room for another zone", "write by hand who may what");
			}
}

static bool is_everybody(const struct row *row)
{
	return !row->has_device && !row->has_network;
}

char *say_text(struct say *say)
{
	struct groups groups = { 0 };
	unsigned int chain, known = __builtin_popcount(say->known->zones.there);
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < say->rows.count; i++)
		if (!is_everybody(say->rows.row[i]) && !say->rows.row[i]->zone && has_list(say->rows.row[i]))
			join(&groups, say->rows.row[i]);
	for (chain = 0; chain < OG_CHAINS; chain++)
		print_list(out, "", &say_everybody(say)->list[chain], chain);
	print_known(say, out);
	for (i = 0; i < groups.count; i++) {
		struct group *group = &groups.group[i];

		name(say, &groups, group);
		if (og_zone_find(&say->known->zones, group->name, strlen(group->name)) == OG_ZONES && ++known > OG_ZONES)
			drop_group(say, group);
		else
			print_group(out, group);
		free(group->row);
	}
	free(groups.group);
	close_text(out);
	return text;
}
