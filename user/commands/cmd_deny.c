// SPDX-License-Identifier: GPL-2.0-only
#include "edit_chains.h"

#include <limits.h>

static struct edit_input input;

static int run(const struct options *options)
{
	return edit_run(options, &input, "deny", '-');
}

const struct command cmd_deny = {
	.name = "deny",
	.args = "ITEM...",
	.summary = "No longer let something pass: take items off one chain or both",
	.details = "ITEM is written as for \"ogctl allow\". A connection that is open goes on while its "
		   "chain lists \"established\": only new ones are refused; --revoke ends it. "
		   "With \"reply\" in its place a port taken off ends its connections too.\n\n"
		   "Examples:\n"
		   "  ogctl deny pop3\n"
		   "  ogctl deny --revoke imap\n"
		   "  ogctl deny --chain forward 1023/tcp 5280/tcp",
	.takes = TAKES_DRY_RUN | TAKES_TRIAL | TAKES_REVOKE,
	.min_args = 1,
	.max_args = INT_MAX,
	.own = &edit_argp,
	.own_input = &input,
	.run = run,
};
