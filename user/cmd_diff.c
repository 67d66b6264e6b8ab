// SPDX-License-Identifier: GPL-2.0-only
#include "changes.h"
#include "guard.h"
#include "json.h"
#include "ogctl.h"
#include "out.h"
#include "policy_file.h"

#include <stdlib.h>

struct pair {
	struct og_policy before, after;
	struct og_edit edit;
	struct changes changes;
};

/* What applying the file would change in what is in force. */
static int read_live_and_file(const char *path, struct pair *pair)
{
	struct source source;
	int code = source_read(&source, path);

	if (code)
		return code;
	code = policy_parse(&source, &pair->edit);
	source_free(&source);
	if (!code)
		code = guard_require();
	if (!code)
		code = policy_read_live(&pair->before);
	if (code)
		return code;
	pair->after = pair->before;
	og_edit_apply(&pair->edit, &pair->after);
	return 0;
}

static int read_files(const char *path, const char *path2, struct pair *pair)
{
	int code;

	if (!strcmp(path, "-") && !strcmp(path2, "-")) {
		complain("standard input can be only one of the two");
		return EXIT_USAGE;
	}
	code = policy_read_file(path, &pair->before);
	return code ? code : policy_read_file(path2, &pair->after);
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
		   "standard input. Exit status 1 when there is a difference.\n\n"
		   "Examples:\n"
		   "  ogctl diff /etc/outlook-guard/policy\n"
		   "  ogctl diff old.policy new.policy",
	.min_args = 1,
	.max_args = 2,
	.run = run,
};
