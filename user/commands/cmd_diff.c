// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "command.h"
#include "history/history.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "policy/changes.h"
#include "policy/policy_text.h"

#include <stdlib.h>

struct pair {
	struct og_policy before, after;
	struct og_edit edit;
	struct changes changes;
};

/* A file, or the number of a policy in the history. */
static int read_source(const char *argument, struct source *source)
{
	int code;
	char *path = history_path(argument, &code);

	if (!code)
		code = source_read(source, path ? path : argument);
	free(path);
	return code;
}

/* What applying the file would change in what is in force. */
static int read_live_and_file(const char *path, struct pair *pair)
{
	struct source source;
	int code = read_source(path, &source);

	if (code)
		return code;
	code = policy_parse(&source, &pair->edit);
	if (!code)
		code = module_require();
	if (!code)
		code = policy_read_live(&pair->before);
	if (!code) {
		pair->after = pair->before;
		code = policy_fit(&source, &pair->edit, &pair->after, NULL) ? 0 : EXIT_POLICY;
	}
	source_free(&source);
	return code;
}

static int read_policy(const char *argument, struct og_policy *policy)
{
	int code;
	char *path = history_path(argument, &code);

	if (!code)
		code = policy_read_file(path ? path : argument, policy);
	free(path);
	return code;
}

static int read_files(const char *path, const char *path2, struct pair *pair)
{
	int code;

	if (!strcmp(path, "-") && !strcmp(path2, "-")) {
		complain("standard input can be only one of the two");
		return EXIT_USAGE;
	}
	code = read_policy(path, &pair->before);
	return code ? code : read_policy(path2, &pair->after);
}

static int answer(const struct options *options, struct pair *pair)
{
	bool same;
	json_t *object;

	changes_between(&pair->changes, &pair->before, &pair->after);
	same = changes_none(&pair->changes);
	if (options->json) {
		object = json_answer();
		json_object_set_new(object, "differs", json_boolean(!same));
		json_object_set_new(object, "changes", changes_json(&pair->changes));
		json_print(object);
	} else if (same) {
		puts("no difference");
	} else {
		changes_print(&pair->changes);
	}
	return same ? EXIT_YES : EXIT_NO;
}

static int run(const struct options *options)
{
	struct pair *pair = need(sizeof(*pair));
	int code;

	if (options->argc == 1)
		code = read_live_and_file(options->argv[0], pair);
	else
		code = read_files(options->argv[0], options->argv[1], pair);
	if (!code)
		code = answer(options, pair);
	free(pair);
	return code;
}

const struct command cmd_diff = {
	.name = "diff",
	.args = "FILE [FILE2]",
	.summary = "What applying a file would change, or how two files differ",
	.details = "With one file: from what is in force to that with the file applied. With two: from the "
		   "first to the second, each laid over the built-in policy; needs no module. - is "
		   "standard input; a number, or @ and a number, is a policy in \"ogctl history\", ./7 a file of that "
		   "name. Exit status 1 when there is a difference.\n\n"
		   "Examples:\n"
		   "  ogctl diff /etc/outlook-guard/policy\n"
		   "  ogctl diff old.policy new.policy\n"
		   "  ogctl diff 7              going back to number 7 of the history",
	.min_args = 1,
	.max_args = 2,
	.run = run,
};
