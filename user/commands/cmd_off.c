// SPDX-License-Identifier: GPL-2.0-only
#include "base/out.h"
#include "base/request.h"
#include "change/transact.h"
#include "command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* On a terminal a person says yes; elsewhere the word is --force. */
static int ask(const struct options *options)
{
	char answer[16];

	if (options->force || options->dry_run)
		return 0;
	if (!isatty(STDIN_FILENO)) {
		complain("refused, nothing was changed: this opens the gate for every packet; without a terminal say --force");
		return EXIT_REFUSED;
	}
	fputs("ogctl: this opens the gate: every packet passes, until a policy is written or the machine starts again.\n"
	      "Open it? [y/N] ", stderr);
	if (fgets(answer, sizeof(answer), stdin) && (!strcmp(answer, "y\n") || !strcmp(answer, "yes\n")))
		return 0;
	note("nothing was changed");
	return EXIT_NO;
}

static int run(const struct options *options)
{
	struct source source;
	int code = ask(options);

	if (code)
		return code;
	source_set(&source, "off", "mode off\n");
	code = transact(options, &source);
	source_free(&source);
	return code;
}

const struct command cmd_off = {
	.name = "off",
	.args = "",
	.summary = "Open the gate: nothing is looked at, until a policy is written or a restart",
	.details = "It asks first; without a terminal it wants --force. The journal says who opened it. Nothing is saved: a restart brings "
		   "the policy on disk. \"ogctl enforce\" closes the gate again.\n\n"
		   "Example:\n"
		   "  ogctl off",
	.takes = TAKES_DRY_RUN | TAKES_FORCE,
	.run = run,
};
