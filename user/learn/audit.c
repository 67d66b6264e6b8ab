// SPDX-License-Identifier: GPL-2.0-only
#include "audit.h"
#include "base/duration.h"
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "change/lockout.h"
#include "change/trial_wait.h"
#include "fast/fast_follow.h"
#include "history/history.h"
#include "module/complaints.h"
#include "module/module_files.h"

#include <errno.h>
#include <stdlib.h>

bool audit_is_running(const struct audit *audit)
{
	return trial_is_audit(&audit->trial, &audit->policy);
}

/* What was in force before the audit, or is. */
static const struct og_policy *confirmed(const struct audit *audit)
{
	return audit->trial.running ? &audit->trial.back : &audit->policy;
}

/* That the mode would be @mode, for @seconds; 0: with no end that is known. */
static void foretell(const struct options *options, enum og_mode mode, unsigned int seconds,
		     enum og_mode back)
{
	char time[DURATION_SIZE];
	json_t *answer;

	if (!options->json && seconds)
		note("a dry run: nothing was changed; it would be %s for %s, then mode %s again",
		     og_mode_name(mode), duration_text(seconds, time), og_mode_name(back));
	else if (!options->json)
		note("a dry run: nothing was changed; it would be mode %s again", og_mode_name(mode));
	if (!options->json)
		return;
	answer = json_answer();
	json_object_set_new(answer, "dry_run", json_true());
	json_object_set_new(answer, "changed", json_false());
	json_object_set_new(answer, "would_change", json_true());
	json_object_set_new(answer, "mode", json_text(og_mode_name(mode)));
	json_object_set_new(answer, "seconds", seconds ? json_integer(seconds) : json_null());
	json_object_set_new(answer, "back_mode",
			    seconds ? json_text(og_mode_name(back)) : json_null());
	json_print(answer);
}

static int publish(const char *text)
{
	int error = module_publish(text, strlen(text));

	return error ? module_complain(error, "change the policy") : 0;
}

/* A transaction of its own, before: what is found outlives the audit. */
static int turn_tally_on(const struct audit *audit, struct og_policy *with)
{
	int code;

	*with = *confirmed(audit);
	if (audit->seen.on)
		return 0;
	/* Naming the mode, for a namespace's first policy would enforce otherwise. */
	code = publish(audit->policy.setting[OG_SET_MODE] == OG_MODE_OFF ? "mode off; tally on\n" : "tally on\n");
	if (code)
		return code;
	with->setting[OG_SET_TALLY] = OG_TALLY_ON;
	history_record_now(&(struct history_change){
		.kind = HISTORY_CHANGE, .before = confirmed(audit), .after = with,
		.connection = &audit->connection,
	});
	return 0;
}

static int start(const struct audit *audit, unsigned int seconds)
{
	struct og_policy *before = need(sizeof(*before));
	int code = turn_tally_on(audit, before);
	char text[64];

	snprintf(text, sizeof(text), "trial %u; mode audit\n", seconds);
	if (!code)
		code = publish(text);
	if (!code)
		history_record_now(&(struct history_change){
			.kind = HISTORY_TRIAL, .trial = seconds, .before = before,
			.connection = &audit->connection,
		});
	free(before);
	return code;
}

int audit_begin(const struct options *options, const struct audit *audit, unsigned int seconds,
		enum audit_outcome *outcome)
{
	char time[DURATION_SIZE];
	int code;

	if (audit->policy.setting[OG_SET_MODE] == OG_MODE_AUDIT && !audit_is_running(audit)) {
		note("nothing to change: the mode is audit already, by the policy itself");
		return EXIT_YES;
	}
	if (audit->trial.running && !audit_is_running(audit)) {
		complain("another policy is on trial, for %s more: \"ogctl trial keep\" or \"ogctl trial "
			 "revert\" first", duration_text(audit->trial.left, time));
		return EXIT_NO;
	}
	if (options->dry_run) {
		foretell(options, OG_MODE_AUDIT, seconds, confirmed(audit)->setting[OG_SET_MODE]);
		*outcome = AUDIT_FORETOLD;
		return EXIT_YES;
	}
	*outcome = AUDIT_CHANGED;
	code = start(audit, seconds);
	history_let_go();
	return code ? code : fast_follow_change();
}

static int stop(const struct audit *audit)
{
	int error = module_revert_trial();

	if (!error)
		history_record_now(&(struct history_change){
			.kind = HISTORY_REVERT, .connection = &audit->connection,
		});
	history_let_go();
	/* It may have ended by itself in this moment. */
	if (error && error != -ESRCH)
		return module_complain(error, "end the audit");
	/* First what must not pass any more, then words. */
	return fast_follow_change();
}

int audit_end(const struct options *options, const struct audit *audit, bool force,
	      enum audit_outcome *outcome)
{
	int code;

	if (!audit_is_running(audit) && audit->policy.setting[OG_SET_MODE] == OG_MODE_AUDIT) {
		complain("the mode is audit by the policy itself, which \"audit off\" does not change: "
			 "\"ogctl enforce\" enforces");
		return EXIT_NO;
	}
	if (!audit_is_running(audit)) {
		note("nothing to change: there is no audit");
		return EXIT_YES;
	}
	code = lockout_check(&(struct lockout){
		.when = LOCKOUT_BACK, .before = &audit->policy, .after = &audit->trial.back,
		.connection = &audit->connection, .only_said = force,
	});
	if (code)
		return code;
	if (options->dry_run) {
		foretell(options, audit->trial.back.setting[OG_SET_MODE], 0, audit->trial.back.setting[OG_SET_MODE]);
		*outcome = AUDIT_FORETOLD;
		return EXIT_YES;
	}
	*outcome = AUDIT_CHANGED;
	return stop(audit);
}
