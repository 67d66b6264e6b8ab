// SPDX-License-Identifier: GPL-2.0-only
#include "lockout.h"
#include "base/need.h"
#include "policy/zone_words.h"

#include <stdlib.h>

static bool drops(const struct og_policy *policy, const struct og_flow *flow, const struct og_source *source)
{
	return og_reason_drops(og_judge_from(policy, OG_INPUT, flow, source, NULL));
}

/*
 * Without neighbour discovery no answer finds its way; conntrack calls it untracked. It is the next router's, or of
 * whoever is behind the same device, from an address of that link.
 */
static bool drops_discovery(const struct og_policy *policy, const struct ssh_connection *connection,
			    struct og_flow *flow)
{
	static const struct address link_local = { OG_IPV6, { 0xfe, 0x80 } };
	struct og_source source;

	ssh_connection_source(connection, &source);
	source.address = address_number(&link_local);
	source.device = *connection->link ? connection->link : NULL;
	flow->proto = OG_PROTO_ICMPV6;
	flow->state = OG_STATE_UNTRACKED;
	return drops(policy, flow, &source);
}

/* What keeps another like it from getting in, wherever its packets were carried. */
static bool own_missing(const struct og_policy *policy, const struct ssh_connection *connection,
			struct lockout_missing *missing)
{
	struct og_source source;
	struct og_flow flow;

	ssh_connection_flow(connection, &flow);
	ssh_connection_source(connection, &source);
	if (policy->setting[OG_SET_MODE] != OG_MODE_ENFORCE ||
	    (flow.family == OG_IPV6 && policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE))
		return false;
	if (drops(policy, &flow, &source)) {
		snprintf(missing->item, sizeof(missing->item), "%u/tcp", flow.port);
	} else if (flow.family == OG_IPV6 && !flow.loopback && drops_discovery(policy, connection, &flow)) {
		snprintf(missing->item, sizeof(missing->item), "icmp");
		missing->discovery = true;
	} else {
		return false;
	}
	missing->zones = og_zones_listing(&policy->zones, OG_INPUT, &flow);
	return true;
}

bool lockout_admits(const struct og_policy *policy, const struct ssh_connection *connection,
		    struct lockout_missing *missing)
{
	const struct carrier_way *way;

	*missing = (struct lockout_missing){ 0 };
	if (own_missing(policy, connection, missing))
		return false;
	way = carrier_missing(&connection->carrier, policy);
	if (!way)
		return true;
	snprintf(missing->item, sizeof(missing->item), "%s", way->item);
	missing->carried = true;
	return false;
}

char *lockout_zones(const struct og_policy *policy, const struct lockout_missing *missing)
{
	char *names = zones_names(&policy->zones, missing->zones), *text;

	if (!names)
		return need_copy("");
	text = need_text("zone%s %s", missing->zones & (missing->zones - 1) ? "s" : "", names);
	free(names);
	return text;
}

char *lockout_words(const struct og_policy *policy, const struct lockout_missing *missing)
{
	char *zones = lockout_zones(policy, missing), *text;

	text = *zones ? need_text("%s is let in only from %s", missing->item, zones) :
			need_text("input does not list %s", missing->item);
	free(zones);
	return text;
}

/* Through a text, laid over @before as far as it was read. */
struct search {
	struct og_parser *parser;
	const struct og_policy *before;
	const struct ssh_connection *connection;
	struct og_policy *policy;	/* so far */
	struct og_policy *until;	/* before the statement that was found */
	u32 statement;			/* the number of the one at hand */
	bool admitted, found;
	u32 wanted;			/* the number of what was found ... */
	struct og_error place;		/* ... and where it is */
};

/* What does not fit yet, and is mended by what follows, changes no policy. */
static void take_statement(struct search *search, const struct og_said *said)
{
	struct og_policy *after = need(sizeof(*after));
	bool was = search->admitted;
	struct lockout_missing missing;
	struct og_error error;

	*after = *search->before;
	if (og_edit_fits(&search->parser->edit, after, &error)) {
		og_edit_apply(&search->parser->edit, after);
		search->admitted = lockout_admits(after, search->connection, &missing);
		if (search->admitted)
			search->found = false;
		if (was && !search->admitted) {
			search->found = true;
			search->wanted = search->statement;
			search->place.line = said->line;
			search->place.column = said->column;
			search->place.length = said->length;
			*search->until = *search->policy;
		}
		*search->policy = *after;
	}
	free(after);
}

static void hear_statements(void *to, const struct og_said *said)
{
	struct search *search = to;

	if (said->kind != OG_SAID_END)
		return;
	take_statement(search, said);
	search->statement++;
}

/* Through the signed items of one statement, each laid over @policy. */
struct items_search {
	struct og_edit *edit;
	struct og_policy *policy;
	const struct ssh_connection *connection;
	u32 statement, wanted;
	bool admitted, stated;
	struct og_error *place;		/* of the last item that takes it away */
};

/* What one item or member says, by itself. */
static void edit_alone(struct og_edit *edit, const struct og_said *said)
{
	unsigned int zone;

	og_edit_init(edit);
	if (!*said->zone) {
		if (said->sign == '+')
			og_edit_add(edit, said->chains, said->item);
		else
			og_edit_remove(edit, said->chains, said->item);
		return;
	}
	zone = og_zone_edit_slot(&edit->zones, said->zone, strlen(said->zone));
	edit->zones.touched = true;
	if (said->kind == OG_SAID_MEMBER)
		(void)og_zone_edit_member(&edit->zones, zone, said->member, said->sign == '+');
	else
		(void)og_zone_edit_item(&edit->zones, zone, said->chains, said->item, said->sign == '+');
}

static void try_item(struct items_search *search, const struct og_said *said)
{
	struct lockout_missing missing;
	bool was = search->admitted;
	struct og_error error;

	edit_alone(search->edit, said);
	if (!og_edit_fits(search->edit, search->policy, &error))
		return;
	og_edit_apply(search->edit, search->policy);
	search->admitted = lockout_admits(search->policy, search->connection, &missing);
	if (!was || search->admitted)
		return;
	search->place->line = said->line;
	search->place->column = said->column;
	search->place->length = said->length;
}

static void hear_items(void *to, const struct og_said *said)
{
	struct items_search *search = to;

	if (said->kind == OG_SAID_END) {
		search->statement++;
		return;
	}
	if (search->statement != search->wanted || (said->kind != OG_SAID_ITEM && said->kind != OG_SAID_MEMBER))
		return;
	if (said->sign == ' ')
		search->stated = true;
	else
		try_item(search, said);
}

static void read_text(const struct source *source, struct og_parser *parser, og_hear hear, void *to)
{
	og_parse_begin(parser);
	og_parse_listen(parser, hear, to);
	if (og_parse_piece(parser, source->text, source->size))
		og_parse_end(parser);
}

/*
 * Where and why the statement takes it away: the very item, where one is taken off; of a list that leaves
 * out what is missing, and of a setting, all.
 */
static void point_into(const struct source *source, struct search *search, struct og_error *place)
{
	struct items_search items = {
		.edit = need(sizeof(*items.edit)), .policy = search->until, .connection = search->connection,
		.wanted = search->wanted, .admitted = true, .place = place,
	};
	struct lockout_missing missing;
	char *zones;

	*place = search->place;
	read_text(source, search->parser, hear_items, &items);
	(void)lockout_admits(search->policy, search->connection, &missing);
	zones = lockout_zones(search->policy, &missing);
	if (missing.zones)
		snprintf(place->text, sizeof(place->text), "after this, %s is let in only from %s", missing.item, zones);
	else
		snprintf(place->text, sizeof(place->text), "after this, %s is not let in any more%s", missing.item,
			 items.stated ? ": it is not in this list" : "");
	free(zones);
	free(items.edit);
}

bool lockout_find(const struct source *source, const struct og_policy *before,
		  const struct ssh_connection *connection, struct og_error *place)
{
	struct search search = {
		.parser = need(sizeof(*search.parser)), .before = before, .connection = connection,
		.policy = need(2 * sizeof(*search.policy)),
	};
	struct lockout_missing missing;

	search.until = search.policy + 1;
	*search.policy = *before;
	search.admitted = lockout_admits(before, connection, &missing);
	read_text(source, search.parser, hear_statements, &search);
	if (search.found)
		point_into(source, &search, place);
	free(search.policy);
	free(search.parser);
	return search.found;
}
