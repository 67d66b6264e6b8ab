// SPDX-License-Identifier: GPL-2.0-only
#include "base/request.h"
#include "change/transact.h"
#include "command.h"

static int run(const struct options *options)
{
	struct source source;
	int code = source_read(&source, options->argv[0]);

	if (code)
		return code;
	code = transact(options, &source);
	source_free(&source);
	return code;
}

const struct command cmd_apply = {
	.name = "apply",
	.args = "FILE",
	.summary = "Put a policy file in force, all of it or nothing",
	.details = "FILE is read and checked whole before anything is written; - is standard input. Its last line has to be "
		   "ended, or it may have been cut. "
		   "What it does not state stays as it is. Over ssh it is refused, exit status 5, if it would not let you in "
		   "again.\n\n"
		   "Examples:\n"
		   "  ogctl apply --dry-run my.policy\n"
		   "  ogctl apply my.policy\n"
		   "  ogctl apply --trial 120 my.policy     see \"ogctl trial --help\"\n"
		   "  ogctl apply --revoke my.policy\n"
		   "  echo mode audit | ogctl apply -",
	.takes = TAKES_DRY_RUN | TAKES_TRIAL | TAKES_REVOKE,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
