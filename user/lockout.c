// SPDX-License-Identifier: GPL-2.0-only
#include "lockout.h"
#include "out.h"
#include "text.h"

#include <stdlib.h>

/* Which packet of a new connection is dropped; NULL: it is admitted. */
static const char *missing(const struct og_policy *policy, const struct connection *connection)
{
	static char port[16];
	struct og_flow flow;

	connection_flow(connection, &flow);
	if (policy->mode != OG_MODE_ENFORCE ||
	    (flow.family == OG_IPV6 && policy->ipv6 == OG_IPV6_IGNORE))
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

bool lockout_admits(const struct og_policy *policy, const struct connection *connection)
{
	return !missing(policy, connection);
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

bool lockout_find(const struct source *source, const struct og_policy *before,
		  const struct connection *connection, struct og_error *place)
{
	struct walk walk = { source->text, source->text + source->size, 1, 1 };
	struct og_parser *parser = need(sizeof(*parser));
	struct og_policy *policy = need(sizeof(*policy));
	bool admitted = lockout_admits(before, connection), found = false, was;
	struct statement statement;

	*policy = *before;
	while (next_statement(&walk, &statement)) {
		/* The text was parsed as a whole before; what cannot stand alone changes no policy. */
		if (!og_parse_text(parser, statement.text, statement.size))
			continue;
		was = admitted;
		og_edit_apply(&parser->edit, policy);
		admitted = lockout_admits(policy, connection);
		if (admitted)
			found = false;
		if (!was || admitted)
			continue;
		found = true;
		*place = (struct og_error){
			.line = statement.line, .column = statement.column,
			.length = statement.size,
		};
	}
	free(policy);
	free(parser);
	return found;
}

static void point(const struct source *source, const struct og_policy *before,
		  const struct og_policy *after, const struct connection *connection)
{
	struct og_error place;

	if (!lockout_find(source, before, connection, &place))
		return;
	snprintf(place.text, sizeof(place.text), "after this, %s is not let in any more",
		 missing(after, connection));
	source_point(source, &place, stderr);
}

int lockout_check(const struct options *options, const struct source *source, bool trial,
		  const struct og_policy *before, const struct og_policy *after,
		  const struct connection *connection)
{
	const char *lacking;

	if (connection->state == CONNECTION_NONE || connection->state == CONNECTION_ELSEWHERE)
		return 0;
	lacking = missing(after, connection);
	if (!lacking)
		return 0;
	fflush(stdout);
	point(source, before, after, connection);
	if (trial || options->force) {
		note("careful: no new ssh connection from %s gets in, for input would not list %s",
		     connection->from, lacking);
		return 0;
	}
	complain("refused, nothing was changed: you came by ssh from %s to port %u, and a new connection "
		 "like this one would be dropped, for input would not list %s",
		 connection->from, connection->server.port, lacking);
	note("either list %s in input; or use --trial 120, then the kernel puts the old policy back "
	     "by itself; or insist with --force", lacking);
	return EXIT_REFUSED;
}
