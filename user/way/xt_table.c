// SPDX-License-Identifier: GPL-2.0-only
#include "xt_table.h"
#include "base/need.h"
#include "nft_rule.h"

#include <linux/netfilter.h>
#include <linux/netfilter_ipv6/ip6_tables.h>
#include <stdlib.h>
#include <string.h>

/* Where a chain's first rule is; that is what a jump to it says. */
struct start {
	u32 offset;
	struct filter_chain *chain;
};

struct walk {
	const struct ipt_getinfo *info;
	const char *entries;
	enum og_family family;
	struct filter_graph *graph;
	struct start *starts;
	size_t count, room;
	struct filter_chain *now;	/* whose rule it is */
};

struct entry {
	u32 offset, next;
	char target[XT_EXTENSION_MAXNAMELEN];	/* "": standard, so @verdict counts */
	int verdict;
	char name[XT_FUNCTION_MAXNAMELEN];	/* of ERROR: the chain that begins behind it */
};

static const char *const places[XT_PLACES] = { "PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING" };

/* False: there is none, or it does not fit into what the kernel gave. */
static bool entry_at(const struct walk *walk, u32 offset, struct entry *entry)
{
	const size_t head = walk->family == OG_IPV6 ? sizeof(struct ip6t_entry) : sizeof(struct ipt_entry);
	const char *at = walk->entries + offset;
	struct xt_entry_target target;
	u16 target_offset, next;

	if (offset >= walk->info->size || walk->info->size - offset < head)
		return false;
	target_offset = walk->family == OG_IPV6 ? ((const struct ip6t_entry *)at)->target_offset :
						  ((const struct ipt_entry *)at)->target_offset;
	next = walk->family == OG_IPV6 ? ((const struct ip6t_entry *)at)->next_offset : ((const struct ipt_entry *)at)->next_offset;
	if (target_offset < head || next < target_offset + sizeof(target) || next > walk->info->size - offset)
		return false;
	*entry = (struct entry){ .offset = offset, .next = offset + next };
	memcpy(&target, at + target_offset, sizeof(target));
	memcpy(entry->target, target.u.user.name, sizeof(entry->target) - 1);
	if (!*entry->target && (size_t)next >= target_offset + sizeof(target) + sizeof(entry->verdict))
		memcpy(&entry->verdict, at + target_offset + sizeof(target), sizeof(entry->verdict));
	if (!strcmp(entry->target, XT_ERROR_TARGET) && (size_t)next >= target_offset + sizeof(target) + sizeof(entry->name))
		memcpy(entry->name, at + target_offset + sizeof(target), sizeof(entry->name) - 1);
	return true;
}

static void start(struct walk *walk, u32 offset, struct filter_chain *chain)
{
	walk->starts = need_room(walk->starts, &walk->room, walk->count, sizeof(*walk->starts));
	walk->starts[walk->count++] = (struct start){ offset, chain };
}

static void find_starts(struct walk *walk, struct filter_chain *chains[XT_PLACES])
{
	struct entry entry;
	unsigned int place;
	u32 offset;

	for (place = 0; place < XT_PLACES; place++) {
		chains[place] = NULL;
		if (!(walk->info->valid_hooks & 1u << place))
			continue;
		chains[place] = filter_graph_chain(walk->graph, walk->family, walk->info->name, places[place]);
		start(walk, walk->info->hook_entry[place], chains[place]);
	}
	for (offset = 0; entry_at(walk, offset, &entry); offset = entry.next)
		if (*entry.name)
			start(walk, entry.next, filter_graph_chain(walk->graph, walk->family, walk->info->name, entry.name));
}

static struct filter_chain *started_at(const struct walk *walk, u32 offset)
{
	size_t i;

	for (i = 0; i < walk->count; i++)
		if (walk->starts[i].offset == offset)
			return walk->starts[i].chain;
	return NULL;
}

/* It ends one of the kernel's own chains: what its policy does. */
static bool is_policy(const struct walk *walk, u32 offset)
{
	unsigned int place;

	for (place = 0; place < XT_PLACES; place++)
		if (walk->info->valid_hooks & 1u << place && walk->info->underflow[place] == offset)
			return true;
	return false;
}

static void take_standard(struct walk *walk, const struct entry *entry)
{
	struct filter_chain *to;

	if (entry->verdict == -NF_DROP - 1 && is_policy(walk, entry->offset)) {
		walk->now->policy_drops = true;
	} else if (entry->verdict == -NF_DROP - 1 || entry->verdict == -NF_QUEUE - 1) {
		walk->now->drops = true;
	} else if (entry->verdict >= 0 && (u32)entry->verdict != entry->next) {
		/* to the next one is how a rule without a target is written */
		to = started_at(walk, (u32)entry->verdict);
		if (to)
			filter_graph_jump(walk->graph, walk->now, to);
	}
}

void xt_table_read(const struct ipt_getinfo *info, enum og_family family, const char *entries, struct filter_graph *graph,
		   struct filter_chain *chains[XT_PLACES])
{
	struct walk walk = { .info = info, .entries = entries, .family = family, .graph = graph };
	struct filter_chain *begins;
	struct entry entry;
	u32 offset;

	find_starts(&walk, chains);
	for (offset = 0; entry_at(&walk, offset, &entry); offset = entry.next) {
		begins = started_at(&walk, offset);
		if (begins)
			walk.now = begins;
		if (!walk.now || !strcmp(entry.target, XT_ERROR_TARGET))
			continue;
		if (!*entry.target)
			take_standard(&walk, &entry);
		else
			walk.now->drops |= !xt_target_lets_pass(entry.target);
	}
	free(walk.starts);
}
