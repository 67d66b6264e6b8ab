// SPDX-License-Identifier: GPL-2.0-only
#include "transact.h"
#include "base/duration.h"
#include "base/json_answer.h"
#include "base/need.h"
#include "base/out.h"
#include "fast/fast_follow.h"
#include "history/history.h"
#include "lockout.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "module/module_files.h"
#include "module/trial_file.h"
#include "policy/changes.h"
#include "policy/policy_text.h"
#include "policy/zone_words.h"
#include "revoke.h"
#include "save.h"
#include "trial_known.h"
#include "trial_wait.h"

#include <errno.h>
#include <stdlib.h>

struct transaction {
	struct og_edit edit;
	struct og_policy before, after;
	struct og_policy start;		/* before, and enforcing where this is the first */
	struct og_policy now;		/* what holds afterwards */
	struct module_stats stats;
	struct module_trial trial;	/* that is running already */
	struct og_policy behind;	/* what comes back after it, with the edit */
	struct changes changes;
	struct revoked revoked;
	struct ssh_connection connection;
	u64 generation, unfit;		/* before */
	bool done;			/* published */
};

static bool begins_to_enforce(const struct transaction *t)
{
	return !t->stats.generation && !og_edit_sets(&t->edit, OG_SET_MODE) &&
	       t->before.setting[OG_SET_MODE] == OG_MODE_OFF;
}

/* For good it is so behind a trial, too, where it has to fit as well. */
static int foresee_behind(const struct source *source, struct transaction *t)
{
	struct og_error error;

	t->behind = t->trial.back;
	if (!t->trial.running || t->edit.trial || policy_fit(source, &t->edit, &t->behind, &error))
		return 0;
	fflush(stdout);
	source_point(source, &error, stderr);
	note("it would fit what is on trial, but not what comes back after it: first keep the trial or end it, or put "
	     "this on trial too");
	return EXIT_POLICY;
}

/* What the kernel will make of it, by the same code that it has. */
static int foresee(const struct source *source, struct transaction *t)
{
	int code = module_require(), error;

	if (!code)
		code = policy_read_live(&t->before);
	if (code)
		return code;
	error = module_read_stats(&t->stats);
	if (error)
		return module_complain(error, "read the counters");
	error = module_read_trial(&t->trial);
	if (error)
		return module_complain(error, "look at the trial");
	t->generation = t->stats.generation;
	t->unfit = t->stats.texts_unfit;
	t->after = t->before;
	if (!policy_fit(source, &t->edit, &t->after, NULL))
		return EXIT_POLICY;
	code = foresee_behind(source, t);
	if (code)
		return code;
	/* A namespace that nobody has given a policy yet begins to enforce with its first. */
	if (begins_to_enforce(t))
		t->after.setting[OG_SET_MODE] = OG_MODE_ENFORCE;
	changes_between(&t->changes, &t->before, &t->after);
	ssh_connection_find(&t->connection);
	return 0;
}

/*
 * Without a trial it is for good, and so also for what waits behind a trial
 * that is running; with one, a running trial begins anew.
 */
static bool changes_nothing(const struct transaction *t)
{
	if (!changes_none(&t->changes))
		return false;
	if (!t->trial.running)
		return true;
	return !t->edit.trial && og_policy_equal(&t->behind, &t->trial.back);
}

/* Whether a trial that was begun has ended since. */
static bool has_ended(const struct transaction *t)
{
	struct module_trial *trial = need(sizeof(*trial));
	bool ended = t->edit.trial && !module_read_trial(trial) && !trial->running;

	free(trial);
	return ended;
}

static int look_again(struct transaction *t)
{
	int code = policy_read_live(&t->now), error;

	if (code)
		return code;
	error = module_read_stats(&t->stats);
	return error ? module_complain(error, "read the counters") : 0;
}

/*
 * In force is what was asked for when asking again would change nothing.
 * Others may have changed other things meanwhile.
 */
static bool holds(const struct transaction *t)
{
	return policy_holds(&t->edit, &t->after, &t->now) &&
	       t->now.setting[OG_SET_MODE] == t->after.setting[OG_SET_MODE];
}

/* Somebody else's came in between what was looked at and the end of the write: ours is pointed at, where it fits no more. */
static int say_between(const struct source *source, const struct transaction *t)
{
	struct og_policy *again = need(sizeof(*again));

	*again = t->now;
	(void)policy_fit(source, &t->edit, again, NULL);
	free(again);
	complain("another text came between, and this one does not fit any more: nothing was changed. See \"ogctl show\"");
	return EXIT_NO;
}

/* The kernel asks at each write, too, and there it says no more than that the text is wrong. */
static int refused_at_write(const struct source *source, struct transaction *t, int error)
{
	if (error == -EINVAL && t->edit.zones.touched && !look_again(t) && t->stats.generation != t->generation)
		return say_between(source, t);
	return module_complain(error, "change the policy");
}

/*
 * Over another's text ours did not fit any more, the kernel counted that, and dropped ours. Or it published nothing for no
 * reason that is known here.
 */
static int refused_at_close(const struct source *source, const struct transaction *t)
{
	if (holds(t))
		return 0;
	if (t->stats.generation == t->generation) {
		complain("nothing was changed: the kernel took the text, and did not put it in force; its log says why (dmesg)");
		return EXIT_NO;
	}
	return t->stats.texts_unfit == t->unfit ? 0 : say_between(source, t);
}

static int verify(const struct transaction *t)
{
	if (holds(t))
		return 0;
	if (has_ended(t))
		return 0;
	complain("the policy was written, but what is in force is another: somebody else changed "
		 "it at the same time. See \"ogctl show\"");
	return EXIT_NO;
}

/* Unless the change makes audit the mode for good. */
static bool audit_goes_on(const struct transaction *t)
{
	return trial_is_audit(&t->trial, &t->after) && t->behind.setting[OG_SET_MODE] != OG_MODE_AUDIT;
}

static void say_mode(const struct transaction *t)
{
	char left[DURATION_SIZE];

	if (audit_goes_on(t))
		note("no packet is dropped until the audit ends by itself, in %s; \"ogctl audit off\" ends it "
		     "at once", duration_text(t->trial.left, left));
	else
		note("the mode is %s: no packet is dropped. \"ogctl enforce\" enforces",
		     og_mode_name(t->after.setting[OG_SET_MODE]));
}

/* Zones, bit by slot of what was in force, that a text which states both chains says nothing of. */
static u16 zones_unspoken(const struct transaction *t)
{
	const struct og_zones *zones = &t->before.zones;
	const struct og_zone_edit *edit = &t->edit.zones;
	u16 unspoken = zones->there;
	unsigned int i, slot;

	if (edit->reset || !edit_states(&t->edit, OG_INPUT) || !edit_states(&t->edit, OG_FORWARD))
		return 0;
	for (i = 0; i < edit->count; i++) {
		slot = og_zone_find(zones, edit->said[i].name, strlen(edit->said[i].name));
		if (slot < OG_ZONES)
			unspoken &= ~(1u << slot);
	}
	return unspoken;
}

/* Who states all that the chains accept may think that this is all. */
static void say_zones_stay(const struct transaction *t)
{
	u16 unspoken = zones_unspoken(t);
	char *names = zones_names(&t->before.zones, unspoken);

	if (unspoken & (unspoken - 1))
		note("zones %s stay as they are: the text does not speak of them; begin it with reset to take them away", names);
	else if (unspoken)
		note("zone %s stays as it is: the text does not speak of it; begin it with reset to take it away", names);
	free(names);
}

static void say_what_holds(const struct transaction *t, bool none, bool done)
{
	if (none)
		note("nothing to change: it is so already%s",
		     t->edit.trial ? ", and nothing is put on trial" : "");
	else if (!done)
		note("a dry run: nothing was changed");
	else if (t->trial.running && !t->edit.trial)
		note("this holds for good; %s", audit_goes_on(t) ? "the audit goes on" :
		     "what else is on trial goes on being on trial");
	/* A dry run speaks of a mode only where it is in force already. */
	if (t->after.setting[OG_SET_MODE] != OG_MODE_ENFORCE && !t->edit.trial &&
	    (done || t->after.setting[OG_SET_MODE] == t->before.setting[OG_SET_MODE]))
		say_mode(t);
}

static void report(const struct options *options, const struct transaction *t, bool done)
{
	bool none = changes_nothing(t);
	json_t *answer;

	if (options->json) {
		answer = json_answer();
		json_object_set_new(answer, "dry_run", json_boolean(options->dry_run));
		json_object_set_new(answer, "changed", json_boolean(done));
		json_object_set_new(answer, "would_change", json_boolean(!none && !done));
		json_object_set_new(answer, "generation", json_integer(t->stats.generation));
		json_object_set_new(answer, "trial",
				    t->edit.trial ? json_integer(t->edit.trial) : json_null());
		json_object_set_new(answer, "changes", changes_json(&t->changes));
		json_object_set_new(answer, "revoked",
				    options->revoke ? revoked_json(&t->revoked) : json_null());
		json_print(answer);
		return;
	}
	if (!options->quiet) {
		changes_print(&t->changes);
		say_zones_stay(t);
		say_what_holds(t, none, done);
	}
	if (options->revoke)
		revoked_print(&t->revoked, options->dry_run);
}

/* After it was published: who comes in between is taken to have been here before, and proves nothing. */
static void write_down_who_is_here(const struct transaction *t)
{
	struct module_trial *trial;

	if (!t->edit.trial)
		return;
	trial = need(sizeof(*trial));
	if (!module_read_trial(trial) && trial->running)
		trial_known_write(trial);
	free(trial);
}

/*
 * What is in force, as it was seen just now, generation and all; during a trial a change for good is laid over
 * what waits behind it.
 */
static void record(const struct transaction *t)
{
	bool running = t->trial.running;
	const struct og_policy *after = t->edit.trial ? &t->after : &t->now;

	history_record(&(struct history_change){
		.kind = t->edit.trial ? HISTORY_TRIAL : HISTORY_CHANGE,
		.trial = t->edit.trial,
		.generation = t->stats.generation,
		.before = running ? &t->trial.back : &t->before,
		.after = running && !t->edit.trial ? &t->behind : after,
		.connection = &t->connection,
	});
}

/*
 * What comes back after a trial is judged too, where the change reaches it:
 * during an audit nothing else shows what it would do.
 */
static int protect(const struct options *options, const struct source *source,
		   struct transaction *t)
{
	struct lockout lockout = {
		.before = &t->start, .after = &t->after, .source = source,
		.connection = &t->connection, .only_said = t->edit.trial || options->force,
	};
	int code;

	t->start = t->before;
	if (begins_to_enforce(t))
		t->start.setting[OG_SET_MODE] = OG_MODE_ENFORCE;
	code = lockout_check(&lockout);
	if (code || t->edit.trial || !t->trial.running)
		return code;
	lockout.when = trial_is_audit(&t->trial, &t->before) ? LOCKOUT_AFTER_AUDIT :
		       LOCKOUT_AFTER_TRIAL;
	lockout.before = &t->trial.back;
	lockout.after = &t->behind;
	return lockout_check(&lockout);
}

/*
 * A trial takes over the end of one that is running. Of an audit that would be
 * the audit's, and nobody may keep one; a text that names a mode means it.
 */
static int refuse_in_audit(const struct transaction *t)
{
	if (!t->edit.trial || og_edit_sets(&t->edit, OG_SET_MODE) ||
	    t->after.setting[OG_SET_MODE] != OG_MODE_AUDIT || !trial_is_audit(&t->trial, &t->before))
		return 0;
	complain("refused, nothing was changed: an audit is running, and nothing else can be on trial until it "
		 "ends. End it first: ogctl audit off");
	return EXIT_NO;
}

static bool begins_audit(const struct transaction *t)
{
	const struct og_policy *back = t->trial.running ? &t->trial.back : &t->before;

	return t->after.setting[OG_SET_MODE] == OG_MODE_AUDIT && back->setting[OG_SET_MODE] != OG_MODE_AUDIT;
}

/* Before anything is changed: what could not be saved is not put in force either. */
static int refuse_save(const struct options *options, const struct transaction *t)
{
	if (!options->save)
		return 0;
	return save_allowed(t->trial.running, t->after.setting[OG_SET_MODE]);
}

/* Up to where it is in force, and written down before anything is waited for. */
static int change(const struct options *options, const struct source *source,
		  const struct source *text, struct transaction *t)
{
	int code = foresee(source, t), error;

	if (!code)
		code = refuse_in_audit(t);
	if (!code)
		code = refuse_save(options, t);
	if (!code && (!changes_nothing(t) || options->revoke))
		code = protect(options, source, t);
	if (code || changes_nothing(t) || options->dry_run)
		return code;
	error = module_publish(text->text, text->size);
	if (error)
		return refused_at_write(source, t, error);
	code = look_again(t);
	if (!code && refused_at_close(source, t))
		return EXIT_NO;
	t->done = true;
	if (!code)
		record(t);
	else
		history_tell(&(struct history_change){
			.kind = t->edit.trial ? HISTORY_TRIAL : HISTORY_CHANGE, .trial = t->edit.trial,
			.before = &t->before, .after = &t->after, .connection = &t->connection,
		});
	write_down_who_is_here(t);
	return code;
}

static int revoke(struct transaction *t, const struct og_policy *policy, bool dry_run)
{
	int code = revoke_connections(&t->revoked, &(struct revocation){
		.policy = policy, .before = &t->before, .edit = &t->edit, .dry_run = dry_run,
	});

	if (!dry_run)
		revoked_tell(&t->revoked);
	return code;
}

/* What the next start has to do with it. @done: it was changed. */
static int save(const struct options *options, const struct transaction *t, bool done)
{
	enum save_outcome outcome;
	int code;

	if (!options->save) {
		if (done && !t->edit.trial && !options->quiet)
			/* what waits behind a trial holds for good, not what is on trial */
			save_say_restart(t->trial.running ? &t->behind : &t->now);
		return 0;
	}
	code = save_policy(done ? &t->now : &t->after, options->dry_run, &outcome);
	if (!code && !options->quiet)
		save_say(outcome);
	return code;
}

static int carry_out(const struct options *options, const struct source *source,
		     const struct source *text, struct transaction *t)
{
	int code, fast, revoked = 0;

	if (!options->dry_run)
		history_hold();
	code = change(options, source, text, t);
	if (!options->dry_run)
		history_let_go();
	if (!t->done) {
		if (!code && options->revoke)
			revoked = revoke(t, &t->after, options->dry_run);
		if (!code)
			report(options, t, false);
		if (!code)
			code = save(options, t, false);
		return code ? code : revoked;
	}
	/* First what must not pass any more, then words. */
	fast = fast_follow_change();
	if (!code)
		code = verify(t);
	if (code)
		return code;
	if (options->revoke)
		revoked = revoke(t, &t->now, false);
	report(options, t, true);
	code = save(options, t, true);
	if (code)
		return code;
	if (!fast && t->edit.trial)
		fast = trial_follow(options, &(struct trial_watched){
			.before = &t->trial, .edit = &t->edit, .after = &t->after, .audit = begins_audit(t),
		});
	return fast ? fast : revoked;
}

/* The text as the kernel takes it: whole lines, and the trial behind them. */
static int complete(const struct options *options, const struct source *source,
		    struct source *text, struct og_edit *edit)
{
	int code = policy_parse(source, edit);
	char *whole;

	if (code)
		return code;
	if (options->trial && edit->trial) {
		complain("%s has a \"trial\" of its own: leave out that or --trial", source->name);
		return EXIT_USAGE;
	}
	if (options->wait && !options->trial && !edit->trial) {
		complain("--wait waits for the end of a trial: say --trial TIME too");
		return EXIT_USAGE;
	}
	if (options->save && (edit->trial || options->trial)) {
		complain("what is on trial is not saved: say \"ogctl trial keep --save\" when it has proved itself");
		return EXIT_USAGE;
	}
	if (options->revoke && (edit->trial || options->trial)) {
		complain("what --revoke ends no end of a trial brings back: first keep the trial, then say it "
			 "again with --revoke");
		return EXIT_USAGE;
	}
	whole = need(source->size + 32);
	memcpy(whole, source->text, source->size);
	text->name = need_copy(source->name);
	text->text = whole;
	text->size = source->size;
	if (whole[text->size - 1] != '\n')
		whole[text->size++] = '\n';
	if (options->trial)
		text->size += sprintf(whole + text->size, "trial %u\n", options->trial);
	else if (text->size <= OG_TEXT_MAX)
		return 0;
	code = policy_parse(text, edit);
	if (code)
		source_free(text);
	return code;
}

int transact(const struct options *options, const struct source *source)
{
	struct transaction *t = need(sizeof(*t));
	struct source text = { 0 };
	int code = complete(options, source, &text, &t->edit);

	if (!code) {
		code = carry_out(options, source, &text, t);
		source_free(&text);
	}
	revoked_release(&t->revoked);
	free(t);
	return code;
}
