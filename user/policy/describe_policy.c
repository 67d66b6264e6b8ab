// SPDX-License-Identifier: GPL-2.0-only
/* A whole policy in words: what its chains accept, and what they accept from zones besides. */
#include "base/need.h"
#include "base/out.h"
#include "describe.h"
#include "zone_words.h"

#include <stdlib.h>

/* "eth1, 192.0.2.0/24, and 3 more" */
struct some_members {
	FILE *out;
	unsigned int count;
};

#define MEMBERS_SHOWN	4u

static void put_some(void *to, const struct og_member *member)
{
	struct some_members *some = to;
	char text[OG_NETWORK_TEXT_SIZE];

	if (some->count++ < MEMBERS_SHOWN)
		fprintf(some->out, "%s%s", some->count > 1 ? ", " : "", member_text(member, text));
}

static void describe_members(const struct og_zones *zones, unsigned int slot, FILE *out)
{
	struct some_members some = { .out = out };

	zone_members_each(zones, slot, put_some, &some);
	if (some.count > MEMBERS_SHOWN)
		fprintf(out, ", and %u more", some.count - MEMBERS_SHOWN);
}

/* What comes in from a zone besides; nothing where its list has nothing. */
static void describe_zones(const struct og_zones *zones, enum og_chain_id chain, FILE *out)
{
	struct og_items *items = need(sizeof(*items));
	unsigned int count, i;
	u8 slots[OG_ZONES];

	count = og_zones_sorted(zones, slots);
	for (i = 0; i < count; i++) {
		og_zone_items(zones, chain, slots[i], items);
		if (og_items_empty(items))
			continue;
		fprintf(out, "    and from %s%s%s (", out_style(out, STYLE_STRONG), zones->name[slots[i]],
			out_style(out, STYLE_PLAIN));
		describe_members(zones, slots[i], out);
		fputs(") also:\n", out);
		describe_items(items, 6, out);
	}
	free(items);
}

static bool chains_are_alike(const struct og_policy *policy)
{
	const struct og_items *input = &policy->chain[OG_INPUT].items;
	struct og_items *lists;
	unsigned int slot;
	bool alike = !memcmp(input, &policy->chain[OG_FORWARD].items, sizeof(*input));

	lists = need(OG_CHAINS * sizeof(*lists));
	for (slot = 0; slot < OG_ZONES && alike; slot++) {
		og_zone_items(&policy->zones, OG_INPUT, slot, &lists[OG_INPUT]);
		og_zone_items(&policy->zones, OG_FORWARD, slot, &lists[OG_FORWARD]);
		alike = !memcmp(&lists[OG_INPUT], &lists[OG_FORWARD], sizeof(*lists));
	}
	free(lists);
	return alike;
}

/* Zones from which nothing more passes than from everybody: what is meant by them may be missing yet. */
static void describe_idle_zones(const struct og_zones *zones, FILE *out)
{
	unsigned int slot;
	char *names;
	u16 idle = 0;

	for (slot = 0; slot < OG_ZONES; slot++)
		if (zones->there >> slot & 1 && !og_zone_lists(zones, OG_INPUT, slot) &&
		    !og_zone_lists(zones, OG_FORWARD, slot))
			idle |= 1u << slot;
	names = zones_names(zones, idle);
	if (names)
		fprintf(out, "  nothing more passes from %s: no list names %s yet\n", names,
			idle & (idle - 1) ? "them" : "it");
	free(names);
}

void describe_policy(const struct og_policy *policy, FILE *out)
{
	static const char *const about[OG_CHAINS] = {
		[OG_INPUT] = "to this machine", [OG_FORWARD] = "through this machine",
	};
	unsigned int c;

	if (policy->setting[OG_SET_MODE] == OG_MODE_OFF)
		fputs("  kept for when the mode is another than off:\n", out);
	if (chains_are_alike(policy)) {
		fprintf(out, "  %sinput and forward%s accept (%s, and %s):\n",
			out_style(out, STYLE_STRONG), out_style(out, STYLE_PLAIN),
			about[OG_INPUT], about[OG_FORWARD]);
		describe_items(&policy->chain[OG_INPUT].items, 4, out);
		describe_zones(&policy->zones, OG_INPUT, out);
		describe_idle_zones(&policy->zones, out);
		return;
	}
	for (c = 0; c < OG_CHAINS; c++) {
		fprintf(out, "  %s%s%s accepts (%s):\n", out_style(out, STYLE_STRONG),
			og_chain_name(c), out_style(out, STYLE_PLAIN), about[c]);
		describe_items(&policy->chain[c].items, 4, out);
		describe_zones(&policy->zones, c, out);
	}
	describe_idle_zones(&policy->zones, out);
}
