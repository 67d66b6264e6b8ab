// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "change/transact.h"
#include "command.h"
#include "history/history.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "policy/policy_text.h"

#include <stdlib.h>

#define KEY_PREVIOUS	'1'
#define NO_STEPS(digit)	{ NULL, digit, NULL, OPTION_HIDDEN, NULL, 0 }

static bool previous;

static const struct argp_option options_list[] = {
	{ "previous", KEY_PREVIOUS, NULL, 0, "To the policy before the one that is in force now", 0 },
	/* Else -2 is an option that nobody knows. */
	NO_STEPS('0'), NO_STEPS('2'), NO_STEPS('3'), NO_STEPS('4'), NO_STEPS('5'), NO_STEPS('6'),
	NO_STEPS('7'), NO_STEPS('8'), NO_STEPS('9'),
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	if (key == KEY_PREVIOUS) {
		previous = true;
		return 0;
	}
	if (key < '0' || key > '9')
		return ARGP_ERR_UNKNOWN;
	argp_error(state, "of those that count back there is only -1, the one before now; for another say its "
		   "NUMBER in \"ogctl history\"");
	return 0;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

static int find_previous(char **path)
{
	struct og_policy *now = need(sizeof(*now));
	const struct history_entry *entry;
	struct history history;
	int code = module_require();

	if (!code)
		code = policy_read_live(now);
	if (!code)
		code = history_read(&history);
	if (!code) {
		entry = history_previous(&history, now);
		if (entry)
			*path = need_copy(entry->path);
		history_free(&history);
	}
	free(now);
	if (!code && !*path) {
		complain("there is nothing to go back to: the history has no other policy than the one in force");
		code = EXIT_NO;
	}
	return code;
}

static int find(const struct options *options, char **path)
{
	int code;

	*path = NULL;
	if (previous == (options->argc == 1)) {
		complain("\"ogctl rollback\" takes the NUMBER of a policy in \"ogctl history\"; or -1, for "
			 "the one before now");
		return EXIT_USAGE;
	}
	if (previous)
		return find_previous(path);
	*path = history_path(options->argv[0], &code);
	if (*path || code)
		return code;
	complain("\"%s\" is no number of a policy in \"ogctl history\"", options->argv[0]);
	return EXIT_USAGE;
}

static int run(const struct options *options)
{
	struct source source;
	char *path;
	int code = find(options, &path);

	if (!code)
		code = source_read(&source, path);
	if (!code) {
		policy_make_whole(&source);
		code = transact(options, &source);
		source_free(&source);
	}
	free(path);
	return code;
}

const struct command cmd_rollback = {
	.name = "rollback",
	.args = "[NUMBER]",
	.summary = "Go back to a policy in the history; -1: to the one before now",
	.details = "The policy is put in force whole, as by \"ogctl apply\". Policies that were only on trial, and "
		   "not kept, do not count for -1.\n\n"
		   "Examples:\n"
		   "  ogctl rollback --dry-run -1\n"
		   "  ogctl rollback 7 --trial 120",
	.takes = TAKES_DRY_RUN | TAKES_TRIAL,
	.max_args = 1,
	.own = &own_argp,
	.run = run,
};
