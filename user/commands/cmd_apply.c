// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "change/transact.h"
#include "command.h"
#include "disk/policy_file.h"
#include "policy/policy_text.h"

#include <stdlib.h>
#include <string.h>

#define KEY_QUIET	0x5100
#define KEY_DISK	0x5101

static struct {
	bool quiet, disk;
} input;

static const struct argp_option options_list[] = {
	{ "quiet", KEY_QUIET, NULL, 0, "Say only what went wrong: for units and scripts", 0 },
	{ "disk", KEY_DISK, NULL, 0,
	  "The policy on disk, /etc/outlook-guard/policy, laid over the built-in one: what a start of the machine brings", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	(void)state;
	switch (key) {
	case KEY_QUIET:
		input.quiet = true;
		return 0;
	case KEY_DISK:
		input.disk = true;
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

/* All of it, so that nothing of what is in force stays: no zone that it does not speak of either. */
static int read_disk(struct source *source)
{
	struct disk_policy *disk;
	int code = 0;
	char *text;

	if (!disk_is_for_us()) {
		complain("only the first network namespace has a policy on disk");
		return EXIT_USAGE;
	}
	disk = disk_read(DISK_POLICY);
	if (disk->found == DISK_GOOD) {
		text = policy_text(&disk->policy);
		source_set(source, DISK_POLICY, text);
		free(text);
		policy_make_whole(source);
	} else {
		disk_complain(disk);
		code = disk->found == DISK_BAD ? EXIT_POLICY : EXIT_USAGE;
	}
	disk_free(disk);
	return code;
}

static int run(const struct options *options)
{
	struct options asked = *options;
	struct source source;
	int code;

	if (input.disk == (options->argc == 1)) {
		complain("\"ogctl apply\" takes a FILE, or --disk");
		return EXIT_USAGE;
	}
	asked.quiet = input.quiet;
	code = input.disk ? read_disk(&source) : source_read(&source, options->argv[0]);
	if (code)
		return code;
	code = transact(&asked, &source);
	source_free(&source);
	return code;
}

const struct command cmd_apply = {
	.name = "apply",
	.args = "FILE | --disk",
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
		   "  ogctl apply --save my.policy          so it is after a restart, too\n"
		   "  echo mode audit | ogctl apply -",
	.takes = TAKES_DRY_RUN | TAKES_TRIAL | TAKES_REVOKE,
	.max_args = 1,
	.own = &own_argp,
	.own_input = &input,
	.run = run,
};
