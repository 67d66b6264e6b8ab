// SPDX-License-Identifier: GPL-2.0-only
#include "edit_chains.h"
#include "base/need.h"
#include "change/transact.h"
#include "module/in_force.h"
#include "policy/arguments_zone.h"
#include "zone_named.h"
#include "zone_notes.h"

#include <stdlib.h>

#define KEY_CHAIN	0x2000
#define KEY_FROM	0x2001

static const struct argp_option options_list[] = {
	{ "chain", KEY_CHAIN, "CHAIN", 0,
	  "input (to this machine), forward (through it), or both, which is the default", 0 },
	{ "from", KEY_FROM, "ZONE", 0, "Only for what comes from this zone, in place of everybody; see \"ogctl zone\"", 0 },
	{ 0 },
};

static void take_zone(struct edit_input *input, const char *name, struct argp_state *state)
{
	struct argument_error why;

	if (!arguments_zone_name(name, &why))
		argp_error(state, "--from takes the name of a zone, not \"%s\": %s", name, why.text);
	input->zone = name;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct edit_input *input = state->input;

	if (key == KEY_FROM) {
		take_zone(input, arg, state);
		return 0;
	}
	if (key != KEY_CHAIN)
		return ARGP_ERR_UNKNOWN;
	if (!strcmp(arg, "input"))
		input->chains = OG_CHAIN_BIT(OG_INPUT);
	else if (!strcmp(arg, "forward"))
		input->chains = OG_CHAIN_BIT(OG_FORWARD);
	else if (!strcmp(arg, "both"))
		input->chains = OG_CHAIN_BOTH;
	else
		argp_error(state, "--chain is one of input, forward, both; not \"%s\"", arg);
	return 0;
}

const struct argp edit_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

/* What cannot be read now transact() complains of. */
static bool zone_is_there(const char *name)
{
	struct og_policy *policy = need(sizeof(*policy));
	bool there = module_read_live(policy) || zone_named(&policy->zones, name) < OG_ZONES;

	free(policy);
	return there;
}

int edit_run(const struct options *options, const struct edit_input *input, const char *verb,
	     char sign)
{
	unsigned int chains = input->chains ? input->chains : OG_CHAIN_BOTH;
	struct source statement;
	int code = arguments_statement(options, verb, sign, chains, input->zone, &statement);

	if (code)
		return code;
	if (!input->zone || zone_is_there(input->zone))
		code = transact(options, &statement);
	else
		code = EXIT_POLICY;
	if (!code && sign == '-' && !input->zone)
		zone_note_still_open(&statement);
	source_free(&statement);
	if (!code && sign == '+' && input->zone && !arguments_statement(options, verb, sign, chains, NULL, &statement)) {
		zone_note_open_to_all(&statement, input->zone);
		source_free(&statement);
	}
	return code;
}
