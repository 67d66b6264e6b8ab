// SPDX-License-Identifier: GPL-2.0-only
#include "audit.h"
#include "duration.h"
#include "fast_follow.h"
#include "guard.h"
#include "history.h"
#include "lockout.h"
#include "out.h"
#include "trial_wait.h"

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

static int publish(const char *text)
{
	int error = guard_publish(text, strlen(text));

	return error ? guard_complain(error, "change the policy") : 0;
}

/* A transaction of its own, before: what is found outlives the audit. */
static int turn_tally_on(const struct audit *audit, struct og_policy *with)
{
	int code;

	*with = *confirmed(audit);
	if (audit->seen.on)
		return 0;
	/* Naming the mode, for a namespace's first policy would enforce otherwise. */
	code = publish(audit->policy.mode == OG_MODE_OFF ? "mode off; tally on\n" : "tally on\n");
	if (code)
		return code;
	with->tally = OG_TALLY_ON;
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
		bool *changed)
{
	char time[DURATION_SIZE];
	int code;

	if (audit->policy.mode == OG_MODE_AUDIT && !audit_is_running(audit)) {
		note("nothing to change: the mode is audit already, by the policy itself");
		return EXIT_YES;
	}
	if (audit->trial.running && !audit_is_running(audit)) {
		complain("another policy is on trial, for %s more: \"ogctl trial keep\" or \"ogctl trial "
			 "revert\" first", duration_text(audit->trial.left, time));
		return EXIT_NO;
	}
	if (options->dry_run) {
		note("a dry run: nothing was changed; it would be audit for %s, then mode %s again",
		     duration_text(seconds, time), og_mode_name(confirmed(audit)->mode));
		return EXIT_YES;
	}
	*changed = true;
	code = start(audit, seconds);
	return code ? code : fast_follow_change();
}

static int stop(const struct audit *audit)
{
	int error = guard_revert_trial(), fast;

	/* It may have ended by itself in this moment. */
	if (error && error != -ESRCH)
		return guard_complain(error, "end the audit");
	/* First what must not pass any more, then words. */
	fast = fast_follow_change();
	if (!error)
		history_record_now(&(struct history_change){
			.kind = HISTORY_REVERT, .connection = &audit->connection,
		});
	return fast;
}

int audit_end(const struct options *options, const struct audit *audit, bool force, bool *changed)
{
	int code;

	if (!audit_is_running(audit) && audit->policy.mode == OG_MODE_AUDIT) {
		complain("the mode is audit by the policy itself, which \"audit off\" does not change: "
			 "\"echo mode enforce | ogctl apply -\" enforces");
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
		note("a dry run: nothing was changed; it would be mode %s again",
		     og_mode_name(audit->trial.back.mode));
		return EXIT_YES;
	}
	*changed = true;
	return stop(audit);
}
