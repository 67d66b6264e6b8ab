// SPDX-License-Identifier: GPL-2.0-only
#include "base/duration.h"
#include "base/need.h"
#include "lint_doubtful.h"
#include "lint_rules.h"
#include "policy/because.h"
#include "policy/policy_text.h"
#include "seen/scan.h"

#include <stdlib.h>

#define LONG_ENOUGH	3600u	/* seconds of tally that say something of what is not used */

/* A range or "any" that happens to hold the port does not mean it. */
static bool means_port(const struct lint *lint, enum og_chain_id chain, enum og_transport transport,
		       u16 port, struct text_place *place)
{
	struct og_flow flow = flow_to_port(transport, port);

	if (lint_is_any(lint, chain) || !lint_passes(lint, chain, &flow))
		return false;
	if (!text_places_find(&lint->text, chain, &flow, place)) {
		*place = (struct text_place){ .line = 1, .column = 1 };
		return true;
	}
	if (place->kind == OG_SAID_RESET)
		return true;
	return place->kind == OG_SAID_ITEM && place->item.kind == OG_ITEM_PORTS &&
	       place->item.high - place->item.low <= 2;
}

/* Whether the built-in policy's port is gone before the text adds any. */
static bool takes_builtin(const struct lint *lint, enum og_chain_id chain, enum og_transport transport,
			  u16 port)
{
	struct og_edit *edit = need(sizeof(*edit));
	struct og_error error;
	bool takes = policy_try(&lint->text, edit, &error) &&
		     og_bit(edit->remove[chain].ports[transport], port);

	free(edit);
	return takes;
}

/* Whether leaving @place out of the text is enough: the built-in policy does not list it as well. */
static bool is_own(const struct lint *lint, const struct text_place *place, enum og_chain_id chain,
		   enum og_transport transport, u16 port)
{
	static const struct text_place builtin = { .kind = OG_SAID_RESET };
	struct og_flow flow = flow_to_port(transport, port);

	if (!place->length || place->kind == OG_SAID_RESET)
		return false;
	return !text_place_admits(&builtin, &flow) || takes_builtin(lint, chain, transport, port);
}

/* What is advised, and for what is to be taken off how, unless a file only has to leave it out. */
static char *advise_row(const struct lint *lint, const struct doubtful_port *row,
			unsigned int chains, const char *item, bool own)
{
	char *edit, *todo;

	if (!row->off || (own && !lint->text.live))
		return need_text("%s", row->todo);
	edit = because_edit(&lint->text, NULL, '-', chains, item);
	todo = need_text("%s: %s", row->todo, edit);
	free(edit);
	return todo;
}

static void check_doubtful_row(struct lint *lint, const struct doubtful_port *row)
{
	struct text_place place, first;
	struct finding *finding;
	unsigned int c, t, chains = 0, transports = 0;
	bool own = true;
	char item[16];

	for (c = 0; c < OG_CHAINS; c++) {
		for (t = 0; t < OG_TRANSPORTS; t++) {
			if (!(row->transports & OG_TRANSPORT_BIT(t)) ||
			    !means_port(lint, c, t, row->port, &place))
				continue;
			if (!chains)
				first = place;
			own &= is_own(lint, &place, c, t, row->port);
			chains |= OG_CHAIN_BIT(c);
			transports |= OG_TRANSPORT_BIT(t);
		}
	}
	if (!chains)
		return;
	finding = lint_add(lint, row->severity, row->rule, &first);
	snprintf(item, sizeof(item), "%u%s", row->port,
		 transports == OG_TRANSPORT_BOTH ? "" :
		 transports == OG_TRANSPORT_BIT(OG_TCP) ? "/tcp" : "/udp");
	finding->what = need_text("%s is listed on %s%s", item,
				  chains == OG_CHAIN_BOTH ? "input and forward" :
				  chains == OG_CHAIN_BIT(OG_INPUT) ? "input" : "forward",
				  first.length ? "" : ", by the built-in policy, which this leaves so");
	finding->why = need_text("%s", row->why);
	finding->todo = advise_row(lint, row, chains, item, own);
}

static void check_doubtful(struct lint *lint)
{
	size_t i;

	for (i = 0; i < doubtful_count; i++)
		check_doubtful_row(lint, &doubtful_ports[i]);
}

static void take_port(struct og_items *items, enum og_transport transport, u16 port)
{
	og_items_take(items, &(struct og_item){
		.kind = OG_ITEM_PORTS, .low = port, .high = port,
		.transports = OG_TRANSPORT_BIT(transport),
	});
}

/* The ports of a chain, as items of their own; free it. */
static struct og_items *ports_of(const struct lint *lint, enum og_chain_id chain)
{
	struct og_items *items = need(sizeof(*items));

	memcpy(items->ports, lint->policy.chain[chain].items.ports, sizeof(items->ports));
	return items;
}

/* What is left of them, in the canonical spelling, and frees them; NULL: nothing. Free it. */
static char *ports_text(struct og_items *items)
{
	char *text = og_items_empty(items) ? NULL : items_text(items);

	free(items);
	return text;
}

static char *unused_ports(const struct lint *lint, enum og_chain_id chain)
{
	bool *scanned = need((lint->seen.count + 1) * sizeof(*scanned));
	struct og_items *items = ports_of(lint, chain);
	size_t i;

	scan_judge_listed(&lint->seen, &lint->policy, scanned);
	for (i = 0; i < lint->seen.count; i++)
		if (lint->seen.rows[i].chain == chain && !scanned[i])
			take_port(items, lint->seen.rows[i].transport, lint->seen.rows[i].port);
	free(scanned);
	return ports_text(items);
}

/* Of ports some of which a file may list itself. */
static char *advise_ports(const struct lint *lint, enum og_chain_id chain, const char *which)
{
	char *edit = because_edit(&lint->text, NULL, '-', OG_CHAIN_BIT(chain), "PORT...");
	char *todo = need_text("take off what %s%s: %s", which, lint->text.live ? "" :
			       "; where this file does not list it itself", edit);

	free(edit);
	return todo;
}

static void check_unused(struct lint *lint)
{
	char *ports, age[DURATION_SIZE];
	struct finding *finding;
	unsigned int c;

	if (!lint->seen.on || lint->seen.seconds < LONG_ENOUGH)
		return;
	for (c = 0; c < OG_CHAINS; c++) {
		ports = unused_ports(lint, c);
		if (!ports)
			continue;
		finding = lint_add_chain(lint, SEVERITY_HINT, "unused", c);
		finding->what = need_text("%s lists ports that nobody used: %s", og_chain_name(c), ports);
		finding->why = need_text("nothing but scans came to them since the tally is on, for %s; a port "
					 "that is not listed needs no care", duration_text(lint->seen.seconds, age));
		finding->todo = advise_ports(lint, c, "nobody will use");
		free(ports);
	}
}

static void check_listeners(struct lint *lint)
{
	struct og_items *items = ports_of(lint, OG_INPUT);
	struct finding *finding;
	char *ports;
	size_t i;

	for (i = 0; i < lint->listeners.count; i++)
		if (!lint->listeners.rows[i].local)
			take_port(items, lint->listeners.rows[i].transport, lint->listeners.rows[i].port);
	ports = ports_text(items);
	if (!ports)
		return;
	finding = lint_add_chain(lint, SEVERITY_HINT, "nobody-listens", OG_INPUT);
	finding->what = need_text("input lists ports at which nobody listens on this machine: %s", ports);
	finding->why = need_text("whatever is started there later is open to everybody at once");
	finding->todo = advise_ports(lint, OG_INPUT, "is meant for forward only");
	free(ports);
}

void lint_unneeded(struct lint *lint)
{
	check_doubtful(lint);
	check_unused(lint);
	check_listeners(lint);
}
