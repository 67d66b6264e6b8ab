// SPDX-License-Identifier: GPL-2.0-only
#include "edit_chains.h"
#include "change/transact.h"
#include "policy/arguments.h"

#define KEY_CHAIN	0x2000

static const struct argp_option options_list[] = {
	{ "chain", KEY_CHAIN, "CHAIN", 0,
	  "input (to this machine), forward (through it), or both, which is the default", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct edit_input *input = state->input;

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

int edit_run(const struct options *options, const struct edit_input *input, const char *verb,
	     char sign)
{
	unsigned int chains = input->chains ? input->chains : OG_CHAIN_BOTH;
	struct source statement;
	int code = arguments_statement(options, verb, sign, chains, &statement);

	if (code)
		return code;
	code = transact(options, &statement);
	source_free(&statement);
	return code;
}
