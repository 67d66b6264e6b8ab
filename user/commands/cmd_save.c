// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/request.h"
#include "change/save.h"
#include "command.h"
#include "disk/policy_file.h"
#include "history/history.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "module/trial_file.h"

#include <stdlib.h>

static void answer(const struct options *options, enum save_outcome outcome)
{
	json_t *object;

	if (!options->json) {
		save_say(outcome);
		return;
	}
	object = json_answer();
	json_object_set_new(object, "dry_run", json_boolean(options->dry_run));
	json_object_set_new(object, "changed", json_boolean(outcome == SAVE_DONE));
	json_object_set_new(object, "would_change", json_boolean(outcome == SAVE_FORETOLD));
	json_object_set_new(object, "file", json_text(DISK_POLICY));
	json_print(object);
}

static int look(struct og_policy *policy, struct module_trial *trial)
{
	int code = module_require(), error;

	if (!code)
		code = policy_read_live(policy);
	if (code)
		return code;
	error = module_read_trial(trial);
	return error ? module_complain(error, "see what is on trial") : 0;
}

static int run(const struct options *options)
{
	struct og_policy *policy = need(sizeof(*policy));
	struct module_trial *trial = need(sizeof(*trial));
	enum save_outcome outcome;
	int code;

	/* What is read is what is written: no other ogctl changes it in between. */
	history_hold();
	code = look(policy, trial);
	if (!code)
		code = save_allowed(trial->running, policy->setting[OG_SET_MODE]);
	if (!code)
		code = save_policy(policy, options->dry_run, &outcome);
	history_let_go();
	if (!code)
		answer(options, outcome);
	free(trial);
	free(policy);
	return code;
}

const struct command cmd_save = {
	.name = "save",
	.args = "",
	.summary = "Write what is in force to disk, for the next start",
	.details = "Into /etc/outlook-guard/policy, which outlook-guard.service puts in force at each start. The file is there whole or "
		   "as it was; its comments and lines stay where nothing changed, and where it says so already it is not touched. "
		   "Refused while something is on trial and in an audit.\n\n"
		   "Examples:\n"
		   "  ogctl save\n"
		   "  ogctl save --dry-run",
	.takes = TAKES_DRY_RUN,
	.run = run,
};
