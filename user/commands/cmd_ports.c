// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "change/transact.h"
#include "command.h"
#include "machine/listeners.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "policy/names.h"
#include "policy/text_place.h"
#include "policy/zone_json.h"
#include "policy/zone_words.h"
#include "seen/tally_words.h"

#include <inttypes.h>
#include <stdlib.h>

enum { KEY_CHAIN = 0x4000, KEY_DROPPED, KEY_TOP };

static struct {
	unsigned int chains;	/* OG_CHAIN_BIT()s; 0: not said, both */
	bool dropped;
	size_t top;		/* 0: all */
} input;

struct view {
	struct og_policy policy;
	struct tally seen;
	struct listeners listeners;
};

static const struct argp_option options_list[] = {
	{ "chain", KEY_CHAIN, "CHAIN", 0, "input, forward, or both, which is the default", 0 },
	{ "dropped", KEY_DROPPED, NULL, 0, "Only ports at which something was dropped", 0 },
	{ "top", KEY_TOP, "N", 0, "Only the first N", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	char *end;

	switch (key) {
	case KEY_CHAIN:
		input.chains = !strcmp(arg, "input") ? OG_CHAIN_BIT(OG_INPUT) :
			       !strcmp(arg, "forward") ? OG_CHAIN_BIT(OG_FORWARD) :
			       !strcmp(arg, "both") ? OG_CHAIN_BOTH : 0;
		if (!input.chains)
			argp_error(state, "--chain is one of input, forward, both; not \"%s\"", arg);
		return 0;
	case KEY_DROPPED:
		input.dropped = true;
		return 0;
	case KEY_TOP:
		input.top = strtoul(arg, &end, 10);
		if (*end || *arg < '0' || *arg > '9' || !input.top)
			argp_error(state, "--top is a number from 1 on, not \"%s\"", arg);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

/* Most dropped first: that is what somebody misses, or tries. */
static int by_drops(const void *a, const void *b)
{
	const struct tally_row *left = a, *right = b;

	if (left->dropped != right->dropped)
		return left->dropped < right->dropped ? 1 : -1;
	if (left->accepted != right->accepted)
		return left->accepted < right->accepted ? 1 : -1;
	if (left->chain != right->chain)
		return left->chain < right->chain ? -1 : 1;
	return (int)left->port - (int)right->port;
}

static bool is_wanted(const struct tally_row *row)
{
	unsigned int chains = input.chains ? input.chains : OG_CHAIN_BOTH;

	return chains & OG_CHAIN_BIT(row->chain) && (row->dropped || !input.dropped);
}

/* The rows that were asked for, in their order. */
static void choose(struct tally *seen)
{
	size_t i, kept = 0;

	for (i = 0; i < seen->count; i++)
		if (is_wanted(&seen->rows[i]))
			seen->rows[kept++] = seen->rows[i];
	seen->count = kept;
	if (kept)
		qsort(seen->rows, kept, sizeof(*seen->rows), by_drops);
	if (input.top && kept > input.top)
		seen->count = input.top;
}

static bool is_listed(const struct view *view, const struct tally_row *row)
{
	return somebody_may(&view->policy, row->chain, row->transport, row->port);
}

/* The zones, bit by slot, from which alone it passes; 0: from everybody, or nobody. */
static u16 only_from(const struct view *view, const struct tally_row *row)
{
	if (chain_lists_port(&view->policy.chain[row->chain], row->transport, row->port))
		return 0;
	return zones_listing(&view->policy, row->chain, row->transport, row->port);
}

/* Who would have answered; NULL: nobody, or not to be known from here. Free it. */
static char *who_listens(const struct view *view, const struct tally_row *row)
{
	if (row->chain != OG_INPUT)
		return NULL;
	return listeners_of(&view->listeners, row->transport, row->port);
}

static void print_row(const struct view *view, const struct tally_row *row)
{
	bool listed = is_listed(view, row), zones = only_from(view, row);
	const char *name = names_of_port(row->port, row->transport) ?: "-", *word = zones ? "zone" : listed ? "yes" : "no";
	char *who = who_listens(view, row);

	printf("%-8s %-9s %s%*s %8" PRIu64 " %8" PRIu64 " %7s %7s  %s%s%s",
	       og_chain_name(row->chain), port_say(row->transport, row->port).text,
	       name, shown_pad(name, 14), "", row->accepted, row->dropped, sources_say(row->sources).text,
	       ago_say(row->seconds).text, out_style(stdout, zones ? STYLE_CAREFUL : listed ? STYLE_GOOD :
									       STYLE_BAD),
	       word, out_style(stdout, STYLE_PLAIN));
	if (row->chain == OG_INPUT)
		printf("%*s%s", 8 - (int)strlen(word), "", who ? who : "nobody");
	putchar('\n');
	free(who);
}

static void print_table(const struct view *view)
{
	size_t i, missing = 0;

	if (view->seen.count)
		printf("%s%-8s %-9s %-14s %8s %8s %7s %7s  %-6s  %s%s\n",
		       out_style(stdout, STYLE_STRONG), "chain", "port", "name", "accepted",
		       "dropped", "sources", "ago", "listed", "listens here",
		       out_style(stdout, STYLE_PLAIN));
	for (i = 0; i < view->seen.count; i++) {
		print_row(view, &view->seen.rows[i]);
		missing += view->seen.rows[i].dropped && !is_listed(view, &view->seen.rows[i]);
	}
	if (!view->seen.on)
		note("the tally is off, no port is counted: \"ogctl ports on\" turns it on");
	else if (!view->seen.count)
		note("nothing of that kind was seen since the tally is on");
	else if (missing)
		note("%zu of these ports %s not listed, and dropped: \"ogctl suggest\" writes the policy "
		     "that passes what was used", missing, missing == 1 ? "is" : "are");
}

/* There may be 262,140 of them. */
static void print_json(const struct view *view)
{
	json_t *answer = json_answer();
	struct json_rows rows;
	size_t i;

	json_object_set_new(answer, "tally", json_text(view->seen.on ? "on" : "off"));
	json_rows_begin(&rows, answer, "ports");
	for (i = 0; i < view->seen.count; i++) {
		const struct tally_row *row = &view->seen.rows[i];
		json_t *object = tally_row_json(row);
		char *who = who_listens(view, row);

		json_object_set_new(object, "listed", json_boolean(is_listed(view, row)));
		json_object_set_new(object, "zones", json_zone_names(&view->policy.zones, only_from(view, row)));
		json_object_set_new(object, "listens", who ? json_text(who) : json_null());
		json_rows_put(&rows, object);
		free(who);
	}
	json_rows_end(&rows);
}

static int show(const struct options *options)
{
	struct view *view = need(sizeof(*view));
	int code = module_require();

	if (!code)
		code = policy_read_live(&view->policy);
	if (!code)
		code = tally_read(&view->seen);
	if (!code) {
		listeners_read(&view->listeners);
		choose(&view->seen);
		if (options->json)
			print_json(view);
		else
			print_table(view);
	}
	tally_free(&view->seen);
	listeners_free(&view->listeners);
	free(view);
	return code;
}

/* Naming the mode where it is off, for a namespace's first policy would enforce otherwise. */
static int turn(const struct options *options, bool on)
{
	struct og_policy *policy = need(sizeof(*policy));
	struct source statement;
	int code = module_require();
	bool off;

	if (!code)
		code = policy_read_live(policy);
	off = policy->setting[OG_SET_MODE] == OG_MODE_OFF;
	free(policy);
	if (code)
		return code;
	source_set(&statement, "ogctl ports", !on ? "tally off\n" : off ? "mode off; tally on\n" :
		   "tally on\n");
	code = transact(options, &statement);
	source_free(&statement);
	if (!code && on && off)
		note("nothing is counted while the mode is off: \"ogctl audit on\" counts without dropping");
	return code;
}

static int run(const struct options *options)
{
	const char *word = options->argc ? options->argv[0] : NULL;

	if (word && (input.chains || input.dropped || input.top)) {
		complain("\"ogctl ports %s\" takes no --chain, --dropped, --top", word);
		return EXIT_USAGE;
	}
	if (!word && options->force) {
		complain("--force belongs to \"ogctl ports on\" and \"ogctl ports off\"");
		return EXIT_USAGE;
	}
	if (!word)
		return show(options);
	if (!strcmp(word, "on") || !strcmp(word, "off"))
		return turn(options, !strcmp(word, "on"));
	complain("\"ogctl ports %s\" is not known: it is on, off, or nothing more", word);
	return EXIT_USAGE;
}

const struct command cmd_ports = {
	.name = "ports",
	.args = "[on | off]",
	.summary = "Which ports were tried, how often, and by how many",
	.details = "Counts first packets: connections and datagrams, not what follows on them. In audit, "
		   "\"dropped\" is what would be. The number of sources is an estimate. \"on\" and \"off\" "
		   "turn the tally on and off; off forgets it.\n\n"
		   "Examples:\n"
		   "  ogctl ports on\n"
		   "  ogctl ports --dropped --top 10\n"
		   "  ogctl ports --chain input -j",
	.takes = TAKES_DRY_RUN | TAKES_FORCE,
	.max_args = 1,
	.own = &own_argp,
	.own_input = &input,
	.run = run,
};
