// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "command.h"
#include "lint/findings_say.h"
#include "lint/lint.h"
#include "module/in_force.h"
#include "module/trial_file.h"

#include <stdlib.h>

static void print_finding(const struct lint *lint, const struct finding *finding)
{
	shown_put(stdout, lint->text.name);
	printf(":%u:%u: ", finding->place.line, finding->place.column);
	finding_print(finding);
}

static json_t *placed_json(const struct lint *lint, const struct finding *finding)
{
	json_t *object = finding_json(finding);

	json_object_set_new(object, "file", json_text(lint->text.name));
	json_object_set_new(object, "line", json_integer(finding->place.line));
	json_object_set_new(object, "column", json_integer(finding->place.column));
	return object;
}

static int answer(const struct options *options, const struct lint *lint)
{
	json_t *object = json_answer(), *array = json_array();
	size_t i;

	for (i = 0; i < lint->found.count; i++) {
		json_array_append_new(array, placed_json(lint, &lint->found.list[i]));
		if (!options->json)
			print_finding(lint, &lint->found.list[i]);
	}
	json_object_set_new(object, "clean", json_boolean(!findings_warnings(&lint->found)));
	json_object_set_new(object, "findings", array);
	if (options->json)
		json_print(object);
	else
		json_decref(object);
	return findings_end(&lint->found, lint->text.name, options->json);
}

/* What the module can tell besides, when it is there and we may ask. */
static void gather(struct lint *lint, bool live)
{
	struct module_trial *trial = need(sizeof(*trial));

	if (live && !module_read_trial(trial))
		lint->on_trial = trial->running;
	free(trial);
	if (module_read_tally(&lint->seen))
		lint->seen = (struct tally){ 0 };
	listeners_read(&lint->listeners);
}

static int run(const struct options *options)
{
	struct lint *lint = need(sizeof(*lint));
	struct options asked = *options;
	int code;

	asked.policy = options->argc ? options->argv[0] : NULL;
	code = policy_read_text(&asked, &lint->policy, &lint->text);
	if (!code) {
		lint->elsewhere = options->netns;
		gather(lint, !asked.policy);
		lint_all(lint);
		code = answer(options, lint);
	}
	lint_free(lint);
	free(lint);
	return code;
}

const struct command cmd_lint = {
	.name = "lint",
	.args = "[FILE]",
	.summary = "What is unwise, missing or not used in a valid policy",
	.details = "Looks at what is in force, or at FILE, laid over the built-in policy; - is standard input. "
		   "Each finding says where, what, why, and what to do. It also looks at this machine: who "
		   "listens, its addresses and routes, sshd's port, DHCP, tunnels, IPsec, keepalived, TPROXY, bridges, modprobe.d, the table of "
		   "connections, and the tally where it is on. Exit status 1 when there is a warning; hints alone give 0.\n\n"
		   "Examples:\n"
		   "  ogctl lint\n"
		   "  ogctl lint my.policy",
	.max_args = 1,
	.run = run,
};
