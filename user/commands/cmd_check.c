// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/request.h"
#include "command.h"
#include "policy/policy_json.h"
#include "policy/policy_text.h"

#include <stdlib.h>

static json_t *error_json(const char *file, const struct og_error *error)
{
	json_t *object = json_object();

	json_object_set_new(object, "file", json_text(file));
	json_object_set_new(object, "line", json_integer(error->line));
	json_object_set_new(object, "column", json_integer(error->column));
	json_object_set_new(object, "length", json_integer(error->length));
	json_object_set_new(object, "text", json_text(error->text));
	return object;
}

static int answer_json(const struct source *source, struct og_policy *policy)
{
	json_t *answer = json_answer();
	struct og_error error;
	bool good = policy_lay(source, policy, &error);

	json_object_set_new(answer, "valid", json_boolean(good));
	if (good)
		json_object_set_new(answer, "policy", json_policy(policy));
	else
		json_object_set_new(answer, "error", error_json(source->name, &error));
	json_print(answer);
	return good ? EXIT_YES : EXIT_POLICY;
}

static int run(const struct options *options)
{
	struct og_policy *policy = need(sizeof(*policy));
	struct source source;
	int code = source_read(&source, options->argv[0]);

	if (!code) {
		code = options->json ? answer_json(&source, policy) : policy_parse_whole(&source, policy);
		if (!code && !options->json)
			printf("%s: a valid policy\n", source.name);
		source_free(&source);
	}
	free(policy);
	return code;
}

const struct command cmd_check = {
	.name = "check",
	.args = "FILE",
	.summary = "Whether a policy file is valid, and if not, where it is wrong",
	.details = "Needs no module and no privilege. - is standard input. Exit status 4 when it is not "
		   "valid.\n\n"
		   "Examples:\n"
		   "  ogctl check my.policy\n"
		   "  echo '+70000/tcp' | ogctl check -",
	.takes = TAKES_NO_NETNS,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
