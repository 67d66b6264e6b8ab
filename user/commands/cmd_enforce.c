// SPDX-License-Identifier: GPL-2.0-only
#include "base/out.h"
#include "base/request.h"
#include "change/first.h"
#include "change/transact.h"
#include "command.h"

#define KEY_FIRST	0x5000

static bool first;

static const struct argp_option options_list[] = {
	{ "first", KEY_FIRST, NULL, 0,
	  "Only if nothing that listens here, and nobody who is logged in, would be cut off: what outlook-guard.service does at a "
	  "first start", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	(void)state;
	if (key != KEY_FIRST)
		return ARGP_ERR_UNKNOWN;
	first = true;
	return 0;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

static int run(const struct options *options)
{
	struct options asked = *options;
	struct source source;
	int code = 0;

	if (first && options->trial) {
		complain("--first looks before it enforces, and then enforces for good: leave out --trial");
		return EXIT_USAGE;
	}
	asked.save = !options->trial && !options->dry_run;
	if (first)
		code = first_look();
	if (code)
		return code;
	source_set(&source, "enforce", "mode enforce\n");
	code = transact(&asked, &source);
	source_free(&source);
	return code;
}

const struct command cmd_enforce = {
	.name = "enforce",
	.args = "",
	.summary = "End the first audit: drop what is not listed, now and after a restart",
	.details = "The mode becomes enforce, and what is in force is saved to disk. Over ssh it is refused, exit status 5, if the policy "
		   "would not let you in again. With --trial it is not saved: \"ogctl trial keep\" keeps it, and the next start "
		   "enforces then too.\n\n"
		   "Examples:\n"
		   "  ogctl enforce --trial 2m\n"
		   "  ogctl enforce",
	.takes = TAKES_DRY_RUN | TAKES_TRIAL,
	.own = &own_argp,
	.run = run,
};
