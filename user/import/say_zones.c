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
	struct row **row;		/* its members, all with the same lists */
	size_t count, room;
	bool known;			/* comments told of its members */
};

struct groups {
	struct group *group;
	size_t count, room;
};

const char *say_zone_of(const struct say *say, const struct rule *rule)
{
	const char *name = rule ? strstr(rule->in->name, "_from_") : NULL;
	unsigned int slot;

	if (name)
		name += strlen("_from_");
	else if (rule)
		name = rule->zone;
	if (!name)
		return NULL;
	slot = og_zone_find(&say->known->zones, name, strlen(name));
	return slot < OG_ZONES ? say->known->zones.name[slot] : NULL;
}

static bool has_list(const struct row *row)
{
	return !og_items_empty(&row->list[OG_INPUT]) || !og_items_empty(&row->list[OG_FORWARD]);
}

static void join(struct groups *groups, struct row *row)
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

/* The zone of the text that has just these members, by whose name it goes then; but for one whose list is said already. */
static bool known_name(const struct say *say, const struct groups *groups, struct group *group)
{
	unsigned int slot;
	size_t i;

	for (slot = 0; slot < OG_ZONES; slot++) {
		struct same same = { group, 0, (say->known->zones.there & ~say->listed) >> slot & 1 };

		if (same.is)
			zone_members_each(&say->known->zones, slot, look, &same);
		for (i = 0; i < groups->count; i++)
			same.is = same.is && strcmp(groups->group[i].name, say->known->zones.name[slot]) != 0;
		if (!same.is || same.count != group->count)
			continue;
		snprintf(group->name, sizeof(group->name), "%s", say->known->zones.name[slot]);
		group->known = true;
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

static void print_members(FILE *out, const struct group *group)
{
	char text[OG_NETWORK_TEXT_SIZE];
	struct og_member said;
	size_t i;

	fprintf(out, "zone %s", group->name);
	for (i = 0; i < group->count; i++) {
		member(group->row[i], &said);
		fprintf(out, " %s", member_text(&said, text));
	}
	fputc('\n', out);
}

static void print_group(FILE *out, const struct group *group)
{
	unsigned int chain;

	if (!group->known)
		print_members(out, group);
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
	unsigned int family, families = all->say->single ? BOX_FAMILIES : all->say->families;

	box_everything(&box, BOX_FAMILIES);
	box.has_device = !said->is_network;
	box.has_network = said->is_network && said->network.prefix;
	box.device = said->device;
	box.network = said->network;
	row = rows_find(&all->say->rows, all->zone, &box);
	for (family = 0; family < OG_FAMILIES; family++) {
		/* a device is of both families, even where one has no rules here */
		if (said->is_network ? said->network.family != family : !(families & BOX_FAMILY(family)))
			continue;
		set_keep(&all->sets[family], row ? &row->set[all->chain][family] : &nothing);
		all->families |= BOX_FAMILY(family);
	}
}

/* How much of a policy's room is taken so far. */
struct room_taken {
	unsigned int zones, networks, devices, ranges;
};

static unsigned int ranges_of(const struct og_items *list)
{
	unsigned int transport, port, ranges = 0;

	for (transport = 0; transport < OG_TRANSPORTS; transport++)
		for (port = 0; port < OG_PORTS; port++)
			ranges += og_bit(list->ports[transport], port) &&
				  !(port && og_bit(list->ports[transport], port - 1));
	return ranges;
}

/* A list of a zone that comments told of, where there is room. */
static void print_known_list(struct say *say, FILE *out, unsigned int slot, struct og_items *list, unsigned int chain,
			     struct room_taken *taken)
{
	unsigned int ranges = ranges_of(list);

	if (taken->ranges + ranges > say->ranges_max) {
		memset(list, 0, sizeof(*list));
		say->no_room = true;
	}
	if (og_items_empty(list))
		return;
	taken->ranges += ranges;
	say->listed |= 1u << slot;
	print_list(out, say->known->zones.name[slot], list, chain);
}

/* What rules written for a zone let all of it pass. */
static void known_zone(struct say *say, FILE *out, unsigned int slot, struct room_taken *taken)
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
		print_known_list(say, out, slot, list, all->chain, taken);
		for (i = 0; i < say->rows.count; i++)
			if (say->rows.row[i]->zone == all->zone)
				say->rows.row[i]->list[all->chain] = *list;
	}
	free(list);
	free(all);
}

static void print_known(struct say *say, FILE *out, struct room_taken *taken)
{
	unsigned int slot;

	say->listed = 0;
	for (slot = 0; slot < OG_ZONES; slot++)
		if (say->known->zones.there >> slot & 1)
			known_zone(say, out, slot, taken);
}

/* Whether a group has room besides what is there; then it has taken it. */
static bool has_room(const struct say *say, struct room_taken *taken, const struct group *group)
{
	struct room_taken after = *taken;
	unsigned int chain;
	size_t i;

	after.zones += !group->known;
	for (i = 0; i < group->count && !group->known; i++) {
		after.networks += group->row[i]->has_network;
		after.devices += group->row[i]->has_device;
	}
	for (chain = 0; chain < OG_CHAINS; chain++)
		after.ranges += ranges_of(&group->row[0]->list[chain]);
	if (after.zones > OG_ZONES || after.networks > OG_ZONE_NETWORKS || after.devices > OG_ZONE_DEVICES ||
	    after.ranges > say->ranges_max)
		return false;
	*taken = after;
	return true;
}

/* Nobody of it is in the policy: those who wrote for it are told. */
static void drop_group(struct say *say, const struct group *group)
{
	size_t i;

	for (i = 0; i < group->count; i++)
		memset(group->row[i]->list, 0, sizeof(group->row[i]->list));
	say->no_room = true;
}

static bool is_everybody(const struct row *row)
{
	return !row->has_device && !row->has_network;
}

char *say_text(struct say *say)
{
	struct groups groups = { 0 };
	struct room_taken taken = {
		.zones = __builtin_popcount(say->known->zones.there),
		.networks = say->known->zones.network_count, .devices = say->known->zones.device_count,
	};
	unsigned int chain;
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < say->rows.count; i++)
		if (!is_everybody(say->rows.row[i]) && !say->rows.row[i]->zone && has_list(say->rows.row[i]))
			join(&groups, say->rows.row[i]);
	for (chain = 0; chain < OG_CHAINS; chain++)
		print_list(out, "", &say_everybody(say)->list[chain], chain);
	print_known(say, out, &taken);
	for (i = 0; i < groups.count; i++) {
		struct group *group = &groups.group[i];

		name(say, &groups, group);
		if (has_room(say, &taken, group))
			print_group(out, group);
		else
			drop_group(say, group);
		free(group->row);
	}
	free(groups.group);
	close_text(out);
	return text;
}
