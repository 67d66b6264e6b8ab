// SPDX-License-Identifier: GPL-2.0-only
#include "base/duration.h"
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "change/lockout.h"
#include "change/save.h"
#include "change/trial_proof.h"
#include "change/trial_wait.h"
#include "command.h"
#include "fast/fast_follow.h"
#include "history/history.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "policy/changes.h"
#include "policy/policy_json.h"

#include <errno.h>
#include <stdlib.h>

#define KEY_FORCE	0x2000
#define KEY_SAVE	0x2001

struct state {
	struct module_trial trial;
	struct og_policy now;
	struct ssh_connection connection;
};

static bool force, save;

static const struct argp_option options_list[] = {
	{ "force", KEY_FORCE, NULL, 0,
	  "Keep it without proof that you still get in, or keep an audit; end it although that "
	  "would lock you out of ssh", 0 },
	{ "save", KEY_SAVE, NULL, 0, "Of keep: then write it to disk too, for the next start", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	(void)state;
	if (key != KEY_FORCE && key != KEY_SAVE)
		return ARGP_ERR_UNKNOWN;
	*(key == KEY_FORCE ? &force : &save) = true;
	return 0;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

static int gather(struct state *state)
{
	int code = module_require(), error;

	if (code)
		return code;
	error = module_read_trial(&state->trial);
	if (error)
		return module_complain(error, "look at the trial");
	code = policy_read_live(&state->now);
	ssh_connection_find(&state->connection);
	return code;
}

static const char *last_in_words(const char *last)
{
	if (!strcmp(last, "kept"))
		return "nothing is on trial; the last one was kept";
	if (!strcmp(last, "reverted"))
		return "nothing is on trial; the last one was reverted";
	if (!strcmp(last, "expired"))
		return "nothing is on trial; nobody kept the last one, and the kernel put the old policy back";
	return "nothing is on trial";
}

static void print_json(const struct module_trial *trial, const struct changes *back)
{
	json_t *answer = json_answer();

	json_object_set_new(answer, "running", json_boolean(trial->running));
	json_object_set_new(answer, "last", json_text(trial->last));
	json_object_set_new(answer, "seconds", trial->running ? json_integer(trial->seconds) : json_null());
	json_object_set_new(answer, "left", trial->running ? json_integer(trial->left) : json_null());
	json_object_set_new(answer, "elapsed_ms",
			    trial->running ? json_integer(trial->elapsed_ms) : json_null());
	json_object_set_new(answer, "generation",
			    trial->running ? json_integer(trial->generation) : json_null());
	json_object_set_new(answer, "back", trial->running ? json_policy(&trial->back) : json_null());
	json_object_set_new(answer, "back_changes", trial->running ? changes_json(back) : json_null());
	json_print(answer);
}

static void print_words(const struct options *options, const struct state *state,
			const struct changes *back)
{
	const struct module_trial *trial = &state->trial;
	char left[DURATION_SIZE], whole[DURATION_SIZE];
	bool audit = trial_is_audit(trial, &state->now);

	if (!trial->running) {
		puts(last_in_words(trial->last));
		return;
	}
	printf("%s%s%s: %s left of %s\n", out_style(stdout, STYLE_CAREFUL), audit ? "an audit" : "on trial",
	       out_style(stdout, STYLE_PLAIN), duration_text(trial->left, left),
	       duration_text(trial->seconds, whole));
	if (changes_none(back)) {
		puts("what would come back is no different");
	} else {
		puts("what changes when the old policy comes back:");
		changes_print(back);
	}
	if (!audit)
		printf("keep it, from a NEW connection: %s\n", trial_command(options, "keep"));
	printf("end it at once:%*s %s\n", audit ? 0 : 16, "", trial_command(options, "revert"));
}

static int status(const struct options *options, struct state *state)
{
	struct changes *back = need(sizeof(*back));

	if (state->trial.running)
		changes_between(back, &state->now, &state->trial.back);
	if (options->json)
		print_json(&state->trial, back);
	else
		print_words(options, state, back);
	free(back);
	return EXIT_YES;
}

static int answer(const struct options *options, int code, const char *words)
{
	json_t *object;

	if (options->json) {
		object = json_answer();
		json_object_set_new(object, "done", json_boolean(code == EXIT_YES));
		json_object_set_new(object, "text", json_text(words));
		json_print(object);
	} else if (code == EXIT_YES) {
		puts(words);
	} else {
		complain("%s", words);
	}
	return code;
}

static void record(const struct state *state, enum history_kind kind)
{
	history_record_now(&(struct history_change){ .kind = kind, .connection = &state->connection });
	history_let_go();
}

static int too_late_to_keep(const struct options *options, const char *last)
{
	if (!strcmp(last, "kept"))
		return answer(options, EXIT_YES, "kept already");
	if (!strcmp(last, "expired"))
		return answer(options, EXIT_REVERTED, "too late: the time was up, and the kernel put the old "
			      "policy back");
	if (!strcmp(last, "reverted"))
		return answer(options, EXIT_REVERTED, "too late: the trial was reverted, the old policy is back");
	return answer(options, EXIT_NO, "nothing is on trial; \"ogctl apply --trial 120 FILE\" begins one");
}

/* It holds; what the next start has to do with it. */
static int settle(const struct options *options, const struct og_policy *now)
{
	enum save_outcome outcome;
	int code;

	if (!save) {
		if (!options->json)
			save_say_restart(now);
		return 0;
	}
	code = save_allowed(false, now->setting[OG_SET_MODE]);
	if (!code)
		code = save_policy(now, false, &outcome);
	if (!code && !options->json)
		save_say(outcome);
	return code;
}

static int keep(const struct options *options, struct state *state)
{
	int code = 0, error;

	if (!state->trial.running)
		return too_late_to_keep(options, state->trial.last);
	if (!force && trial_is_audit(&state->trial, &state->now)) {
		complain("refused: an audit is to end by itself, and kept it would let everything pass for good; "
			 "--force keeps it");
		return EXIT_REFUSED;
	}
	if (!force)
		code = trial_proof(options, &state->trial, &state->connection, &state->now);
	if (code)
		return code;
	error = module_keep_trial();
	if (error == -ESRCH && !module_read_trial(&state->trial))
		return too_late_to_keep(options, state->trial.last);
	if (error)
		return module_complain(error, "keep the policy");
	record(state, HISTORY_KEEP);
	code = answer(options, EXIT_YES, "kept: what was on trial stays in force");
	return settle(options, &state->now) ?: code;
}

static int too_late_to_revert(const struct options *options, const char *last)
{
	if (!strcmp(last, "kept"))
		return answer(options, EXIT_NO, "too late: it was kept; \"ogctl rollback --previous\" puts the "
			      "policy before it in force");
	if (!strcmp(last, "none"))
		return answer(options, EXIT_NO, "nothing is on trial");
	return answer(options, EXIT_YES, "the old policy is back already");
}

static int revert(const struct options *options, struct state *state)
{
	int code, error, fast;

	if (!state->trial.running)
		return too_late_to_revert(options, state->trial.last);
	code = lockout_check(&(struct lockout){
		.when = LOCKOUT_BACK, .before = &state->now, .after = &state->trial.back,
		.connection = &state->connection, .only_said = force,
	});
	if (code)
		return code;
	error = module_revert_trial();
	if (error == -ESRCH && !module_read_trial(&state->trial))
		return too_late_to_revert(options, state->trial.last);
	if (error)
		return module_complain(error, "put the old policy back");
	/* Written down before anything is waited for. */
	record(state, HISTORY_REVERT);
	fast = fast_follow_change();
	answer(options, EXIT_YES, "reverted: the old policy is back");
	return fast;
}

static int run(const struct options *options)
{
	static const struct {
		const char *name;
		int (*run)(const struct options *options, struct state *state);
	} verbs[] = { { "status", status }, { "keep", keep }, { "revert", revert } };
	const char *verb = options->argc ? options->argv[0] : "status";
	struct state *state;
	int code;
	size_t i;

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (!strcmp(verb, verbs[i].name))
			break;
	if (i == sizeof(verbs) / sizeof(verbs[0])) {
		complain("\"ogctl trial %s\" is not known: it is status, keep, or revert", verb);
		return EXIT_USAGE;
	}
	state = need(sizeof(*state));
	/* What is judged is what is kept or ended: no other ogctl puts another policy on trial in between. */
	if (save && verbs[i].run != keep) {
		complain("--save belongs to \"ogctl trial keep\"");
		free(state);
		return EXIT_USAGE;
	}
	if (verbs[i].run != status)
		history_hold();
	code = gather(state);
	if (!code)
		code = verbs[i].run(options, state);
	history_let_go();
	free(state);
	return code;
}

const struct command cmd_trial = {
	.name = "trial",
	.args = "[status | keep | revert]",
	.summary = "What is on trial and what would come back; keep it, or end it",
	.details = "\"ogctl apply --trial 120 FILE\", or --trial with any other change, puts a policy in force for 120 "
		   "seconds. Then the kernel puts the old one back, whatever became of the shell, the tool or "
		   "the network, unless \"keep\" was said. \"keep\" has to come over a new connection: the one that "
		   "applied the policy would survive a lock-out. On the machine's own console nothing is to be proved.\n\n"
		   "Exit status: 5 when it was refused; 6 when \"keep\" came too late.\n\n"
		   "Examples:\n"
		   "  ogctl apply --trial 2m my.policy\n"
		   "  ogctl trial\n"
		   "  ogctl trial keep",
	.max_args = 1,
	.own = &own_argp,
	.run = run,
};
