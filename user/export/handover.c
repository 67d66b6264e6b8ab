// SPDX-License-Identifier: GPL-2.0-only
#include "handover.h"
#include "base/need.h"
#include "policy/describe.h"
#include "policy/names.h"
#include "policy/port_knowledge.h"
#include "policy/zone_words.h"

#include <stdlib.h>

const char *const handover_names[HANDOVER_COLUMNS] = {
	[HANDOVER_CHAIN] = "chain", [HANDOVER_DIRECTION] = "direction", [HANDOVER_FROM] = "from",
	[HANDOVER_NETWORKS] = "networks", [HANDOVER_DEVICES] = "devices", [HANDOVER_PROTOCOL] = "protocol",
	[HANDOVER_PORTS] = "ports", [HANDOVER_SERVICE] = "service", [HANDOVER_WHY] = "why",
	[HANDOVER_ANSWER] = "answer",
};

/* The row at hand: its first cells stay for all of a list. */
struct table {
	const struct og_policy *policy;
	struct knowledge knowledge;
	enum og_chain_id chain;
	const char *cells[HANDOVER_COLUMNS];
	handover_visit visit;
	void *to;
};

static void put_row(struct table *table, const char *protocol, const char *ports, const char *service,
		    const char *why, const char *answer)
{
	table->cells[HANDOVER_PROTOCOL] = protocol;
	table->cells[HANDOVER_PORTS] = ports;
	table->cells[HANDOVER_SERVICE] = service ? service : "";
	table->cells[HANDOVER_WHY] = why;
	table->cells[HANDOVER_ANSWER] = answer;
	table->visit(table->to, table->cells);
}

static void put_word(struct table *table, enum og_word word, const char *item, const char *meaning)
{
	const bool icmp = word == OG_WORD_ICMP;

	put_row(table, icmp ? "icmp, in IPv6 icmpv6" : "any", "", icmp || word == OG_WORD_ANY ? "" : item, meaning, "pass");
}

static void put_protocol(struct table *table, u8 proto, const char *name)
{
	struct port_note note;
	bool known = knowledge_of_protocol(&table->knowledge, table->chain, proto, &note);
	char *number = need_text("%u", proto);

	put_row(table, number, "", name, known ? note.why : "", "pass");
	free(number);
}

/* "1-24" a spreadsheet takes for a date. */
static void put_ports(struct table *table, const struct og_item *item, const char *service)
{
	char *ports = item->low == item->high ? need_text("%u", item->low) : need_text("%u to %u", item->low, item->high);
	struct port_note note;
	unsigned int t;

	for (t = 0; t < OG_TRANSPORTS; t++) {
		bool known;

		if (!(item->transports & OG_TRANSPORT_BIT(t)))
			continue;
		known = item->high - item->low <= 2 &&
			knowledge_of_port(&table->knowledge, table->chain, t, item->low, &note);
		put_row(table, t == OG_TCP ? "tcp" : "udp", ports, service, known ? note.why : "", "pass");
	}
	free(ports);
}

static void put_item(void *to, const char *text)
{
	struct table *table = to;
	struct item_parts parts;
	char *words = item_words(text);

	item_take_apart(text, &parts);
	if (parts.item.kind == OG_ITEM_WORD)
		put_word(table, parts.item.word, text, words);
	else if (parts.item.kind == OG_ITEM_PROTO)
		put_protocol(table, parts.item.proto, parts.names[0]);
	else
		put_ports(table, &parts.item, words);
	free(words);
}

/* Members of one kind, as one cell. */
struct members {
	FILE *out;
	bool networks, began;
};

static void put_member(void *to, const struct og_member *member)
{
	struct members *members = to;
	char text[OG_NETWORK_TEXT_SIZE];

	if (member->is_network != members->networks)
		return;
	fprintf(members->out, "%s%s", members->began ? " " : "", member_text(member, text));
	members->began = true;
}

static char *members_of(const struct og_zones *zones, unsigned int slot, bool networks)
{
	struct members members = { .networks = networks };
	size_t size;
	char *text;

	members.out = open_text(&text, &size);
	zone_members_each(zones, slot, put_member, &members);
	close_text(members.out);
	return text;
}

/* What is done with the cells of a zone in their place. */
typedef void (*zone_rows)(struct table *table, unsigned int slot);

static void of_zone(struct table *table, unsigned int slot, zone_rows rows)
{
	const struct og_zones *zones = &table->policy->zones;
	char *networks = members_of(zones, slot, true), *devices = members_of(zones, slot, false);

	table->cells[HANDOVER_FROM] = zones->name[slot];
	table->cells[HANDOVER_NETWORKS] = networks;
	table->cells[HANDOVER_DEVICES] = devices;
	rows(table, slot);
	table->cells[HANDOVER_FROM] = "anybody";
	table->cells[HANDOVER_NETWORKS] = table->cells[HANDOVER_DEVICES] = "";
	free(networks);
	free(devices);
}

static void zone_list(struct table *table, unsigned int slot)
{
	struct og_items *items = need(sizeof(*items));

	og_zone_items(&table->policy->zones, table->chain, slot, items);
	items_each(items, put_item, table);
	free(items);
}

static void zone_rest(struct table *table, unsigned int slot)
{
	if (og_zones_refuse(&table->policy->zones, 1u << slot))
		put_row(table, "any", "", "", "the rest, by a reset or ICMP's \"administratively prohibited\"", "reject");
}

/* What becomes of what is not listed. */
static void put_rest(struct table *table, const u8 *slots, unsigned int count)
{
	const struct og_zones *zones = &table->policy->zones;
	const u32 mode = table->policy->setting[OG_SET_MODE];
	unsigned int i;

	if (mode != OG_MODE_ENFORCE) {
		put_row(table, "any", "", "", mode == OG_MODE_OFF ? "the rest: the policy's mode is off" :
			"the rest: the policy's mode is audit, which only counts it", "pass");
		return;
	}
	for (i = 0; i < count && zones->refuse == OG_REFUSE_ZONES; i++)
		of_zone(table, slots[i], zone_rest);
	if (zones->refuse == OG_REFUSE_ALL)
		put_row(table, "any", "", "", "the rest, by a reset or ICMP's \"administratively prohibited\"", "reject");
	else
		put_row(table, "any", "", "", "the rest, without a word", "drop");
}

static void put_chain(struct table *table)
{
	const struct og_policy *policy = table->policy;
	u8 slots[OG_ZONES];
	unsigned int count = og_zones_sorted(&policy->zones, slots), i;

	table->cells[HANDOVER_CHAIN] = table->chain == OG_INPUT ? "input" : "forward";
	table->cells[HANDOVER_DIRECTION] = table->chain == OG_INPUT ? "to the gateway itself" : "through the gateway";
	if (policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE)
		put_row(table, "any of IPv6", "", "", "the policy does not look at IPv6", "pass");
	items_each(&policy->chain[table->chain].items, put_item, table);
	for (i = 0; i < count; i++)
		of_zone(table, slots[i], zone_list);
	put_rest(table, slots, count);
}

void handover_each(const struct og_policy *policy, handover_visit visit, void *to)
{
	struct table table = { .policy = policy, .visit = visit, .to = to };

	knowledge_read(&table.knowledge);
	table.cells[HANDOVER_FROM] = "anybody";
	table.cells[HANDOVER_NETWORKS] = table.cells[HANDOVER_DEVICES] = "";
	for (table.chain = 0; table.chain < OG_CHAINS; table.chain++)
		put_chain(&table);
	knowledge_free(&table.knowledge);
}
