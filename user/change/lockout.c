// SPDX-License-Identifier: GPL-2.0-only
#include "lockout.h"
#include "base/need.h"
#include "policy/text_place.h"
#include "text.h"

#include <stdlib.h>

/* What keeps another like it from getting in, wherever its packets were carried. */
static const char *own_missing(const struct og_policy *policy, const struct ssh_connection *connection)
{
	static char port[16];
	struct og_flow flow;

	ssh_connection_flow(connection, &flow);
	if (policy->setting[OG_SET_MODE] != OG_MODE_ENFORCE ||
	    (flow.family == OG_IPV6 && policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE))
		return NULL;
	if (og_reason_drops(og_judge(&policy->chain[OG_INPUT], &flow))) {
		snprintf(port, sizeof(port), "%u/tcp", flow.port);
		return port;
	}
	if (flow.family == OG_IPV4 || flow.loopback)
		return NULL;
	/* Without neighbour discovery no answer finds its way; conntrack calls it untracked. */
	flow.proto = OG_PROTO_ICMPV6;
	flow.state = OG_STATE_UNTRACKED;
	return og_reason_drops(og_judge(&policy->chain[OG_INPUT], &flow)) ? "icmp" : NULL;
}

const char *lockout_missing(const struct og_policy *policy, const struct ssh_connection *connection)
{
	const char *own = own_missing(policy, connection);

	return own ? own : carrier_missing(&connection->carrier, policy);
}

bool lockout_admits(const struct og_policy *policy, const struct ssh_connection *connection)
{
	return !lockout_missing(policy, connection);
}

/* A statement and where it is, without blanks around it and the comment behind. */
struct statement {
	const char *text;
	size_t size;
	u32 line, column;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == ',';
}

/* @at: how far we are; @line and @column of it. */
struct walk {
	const char *at, *end;
	u32 line, column;
};

static void step(struct walk *walk)
{
	walk->column++;
	if (*walk->at == '\n') {
		walk->line++;
		walk->column = 1;
	}
	walk->at++;
}

static bool ends_statement(const struct walk *walk)
{
	return walk->at == walk->end || *walk->at == '\n' || *walk->at == ';' || *walk->at == '#';
}

static bool next_statement(struct walk *walk, struct statement *statement)
{
	while (walk->at < walk->end && (ends_statement(walk) || is_blank(*walk->at))) {
		bool comment = *walk->at == '#';

		while (comment && walk->at < walk->end && *walk->at != '\n')
			step(walk);
		if (walk->at < walk->end)
			step(walk);
	}
	*statement = (struct statement){ walk->at, 0, walk->line, walk->column };
	while (!ends_statement(walk))
		step(walk);
	statement->size = walk->at - statement->text;
	while (statement->size && is_blank(statement->text[statement->size - 1]))
		statement->size--;
	return statement->size;
}

/* Through the signed items of one statement, each laid over @policy. */
struct items_walk {
	struct og_parser *parser;
	struct og_policy *policy;
	const struct ssh_connection *connection;
	bool admitted, stated, found;
	struct text_place place;	/* of the last item that takes it away */
};

static void try_item(void *to, const struct text_place *place)
{
	bool one_chain = place->chains != OG_CHAIN_BOTH;
	struct items_walk *walk = to;
	char text[OG_TOKEN_MAX + 16];
	bool was = walk->admitted;
	int size;

	if (place->sign == ' ') {
		walk->stated = true;
		return;
	}
	size = snprintf(text, sizeof(text), "%s %c%s", !one_chain ? "" :
			og_chain_name(place->chains == OG_CHAIN_BIT(OG_INPUT) ? OG_INPUT : OG_FORWARD),
			place->sign, place->text);
	if (!og_parse_text(walk->parser, text, size))
		return;
	og_edit_apply(&walk->parser->edit, walk->policy);
	walk->admitted = lockout_admits(walk->policy, walk->connection);
	if (!was || walk->admitted)
		return;
	walk->found = true;
	walk->place = *place;
}

/*
 * Where and why @statement takes it away from @before: the very item, where one is taken
 * off; of a list that leaves @lacking out, and of a setting, all.
 */
static void point_into(struct items_walk *walk, const struct statement *statement,
		       const char *lacking, struct og_error *place)
{
	const struct source alone = { .text = (char *)statement->text, .size = statement->size };

	walk->admitted = true;
	text_places_each(&alone, try_item, walk);
	place->line = statement->line;
	place->column = statement->column + (walk->found ? walk->place.column - 1 : 0);
	place->length = walk->found ? walk->place.length : statement->size;
	snprintf(place->text, sizeof(place->text), "after this, %s is not let in any more%s", lacking,
		 walk->stated ? ": it is not in this list" : "");
}

bool lockout_find(const struct source *source, const struct og_policy *before,
		  const struct ssh_connection *connection, struct og_error *place)
{
	struct walk walk = { source->text, source->text + source->size, 1, 1 };
	struct og_parser *parser = need(sizeof(*parser));
	struct og_policy *policy = need(sizeof(*policy)), *until = need(sizeof(*until));
	bool admitted = lockout_admits(before, connection), found = false, was;
	struct statement statement, last = { 0 };

	*policy = *before;
	while (next_statement(&walk, &statement)) {
		/* The text was parsed as a whole before; what cannot stand alone changes no policy. */
		if (!og_parse_text(parser, statement.text, statement.size))
			continue;
		was = admitted;
		if (was)
			*until = *policy;
		og_edit_apply(&parser->edit, policy);
		admitted = lockout_admits(policy, connection);
		if (admitted)
			found = false;
		if (!was || admitted)
			continue;
		found = true;
		last = statement;
	}
	if (found)
		point_into(&(struct items_walk){ .parser = parser, .policy = until, .connection = connection },
			   &last, lockout_missing(policy, connection), place);
	free(until);
	free(policy);
	free(parser);
	return found;
}
