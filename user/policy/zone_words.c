// SPDX-License-Identifier: GPL-2.0-only
#include "zone_words.h"
#include "base/need.h"
#include "text_place.h"

#include <stdlib.h>

const char *member_text(const struct og_member *member, char text[OG_NETWORK_TEXT_SIZE])
{
	if (member->is_network)
		return og_network_text(&member->network, text);
	snprintf(text, OG_NETWORK_TEXT_SIZE, "%.*s%s", (int)sizeof(member->device.name), member->device.name,
		 member->device.prefix ? "*" : "");
	return text;
}

void zone_members_each(const struct og_zones *zones, unsigned int slot, member_visit visit, void *to)
{
	struct og_member member = { .is_network = false };
	unsigned int i;

	for (i = 0; i < zones->device_count; i++) {
		member.device = zones->device[i];
		if (member.device.zones & 1u << slot)
			visit(to, &member);
	}
	member.is_network = true;
	for (i = 0; i < zones->network_count; i++) {
		member.network = zones->network[i].network;
		if (zones->network[i].zones & 1u << slot)
			visit(to, &member);
	}
}

char *zones_names(const struct og_zones *zones, u16 mask)
{
	unsigned int left = __builtin_popcount(mask), count, i;
	char *text = NULL;
	u8 slots[OG_ZONES];
	size_t size;
	FILE *out;

	if (!left)
		return NULL;
	out = open_text(&text, &size);
	count = og_zones_sorted(zones, slots);
	for (i = 0; i < count; i++) {
		if (!(mask & 1u << slots[i]))
			continue;
		left--;
		fprintf(out, "%s%s", zones->name[slots[i]], left > 1 ? ", " : left ? " and " : "");
	}
	close_text(out);
	return text;
}

u16 zones_listing(const struct og_policy *policy, enum og_chain_id chain, enum og_transport transport,
		  u16 port)
{
	const struct og_flow flow = flow_to_port(transport, port);

	return og_zones_listing(&policy->zones, chain, &flow);
}

bool somebody_may(const struct og_policy *policy, enum og_chain_id chain, enum og_transport transport,
		  u16 port)
{
	return chain_lists_port(&policy->chain[chain], transport, port) ||
	       zones_listing(policy, chain, transport, port);
}

char *zones_only(const struct og_policy *policy, enum og_chain_id chain, enum og_transport transport,
		 u16 port)
{
	char *names, *text;

	if (chain_lists_port(&policy->chain[chain], transport, port))
		return NULL;
	names = zones_names(&policy->zones, zones_listing(policy, chain, transport, port));
	if (!names)
		return NULL;
	text = need_text("from %s only", names);
	free(names);
	return text;
}

char *refuse_text(const struct og_zones *zones)
{
	unsigned int count, i;
	char *text = NULL;
	u8 slots[OG_ZONES];
	size_t size;
	FILE *out;

	if (zones->refuse == OG_REFUSE_DROP)
		return need_copy("drop");
	out = open_text(&text, &size);
	fputs("reject", out);
	count = og_zones_sorted(zones, slots);
	for (i = 0; i < count && zones->refuse == OG_REFUSE_ZONES; i++)
		if (zones->refuse_zones & 1u << slots[i])
			fprintf(out, " %s", zones->name[slots[i]]);
	close_text(out);
	return text;
}
