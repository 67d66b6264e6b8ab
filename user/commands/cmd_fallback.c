// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "command.h"
#include "disk/policy_file.h"
#include "gate/fallback_hold.h"
#include "gate/fallback_policy.h"
#include "gate/fallback_rules.h"
#include "gate/in_force_by.h"
#include "gate/remember.h"
#include "journal/journal.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "module/module_files.h"
#include "policy/policy_text.h"

#include <stdlib.h>
#include <string.h>

static json_t *word(const char *text)
{
	return json_text(*text ? text : NULL);
}

static void print_json_status(const struct fallback_state *state, bool there, enum in_force_by by)
{
	json_t *answer = json_answer(), *fallback = json_object();
	bool held = state->holder && fallback_state_held(state);

	json_object_set_new(fallback, "in_place", json_boolean(there));
	json_object_set_new(fallback, "policy", word(state->policy));
	json_object_set_new(fallback, "rules", word(state->rules));
	json_object_set_new(fallback, "owner", word(state->owner));
	json_object_set_new(fallback, "process", held ? json_integer(state->holder) : json_null());
	json_object_set_new(answer, "in_force", json_text(in_force_by_name(by)));
	json_object_set_new(answer, "fallback", fallback);
	json_print(answer);
}

static void print_status(const struct fallback_state *state, bool there)
{
	if (!there) {
		printf("fallback    is not in place%s\n", strcmp(state->rules, "none") ? "" :
		       ": the policy's mode is not enforce");
		return;
	}
	printf("fallback    in place: table inet " FALLBACK_TABLE ", ");
	if (!strcmp(state->rules, "last-resort"))
		puts("THE RULES OF LAST RESORT");
	else
		printf("rules of the policy: %s%s\n", *state->policy ? state->policy : "unknown",
		       !strcmp(state->policy, fallback_source_name(FALLBACK_BUILTIN)) ? ", and sshd's ports" : "");
	if (state->holder && fallback_state_held(state))
		printf("            held by process %d\n", (int)state->holder);
	else
		puts("            nobody holds it");
}

static int say_status(const struct options *options)
{
	struct fallback_state state;
	enum in_force_by by = in_force_by(&state);
	bool there = fallback_is_there(&state);

	if (options->json)
		print_json_status(&state, there, by);
	else
		print_status(&state, there);
	return there ? EXIT_YES : EXIT_NO;
}

static int hold(const struct options *options)
{
	(void)options;
	return fallback_hold();
}

/* What is in force becomes what a start falls back on. Only what drops: an audit, or off, is not to be fallen back on. */
static int remember(const struct options *options)
{
	struct og_policy *policy = need(sizeof(*policy));
	struct module_stats stats;
	int code = module_require(), error = 0;

	(void)options;
	if (!code)
		code = policy_read_live(policy);
	if (!code && (module_read_stats(&stats) || stats.trial_left ||
		      policy->setting[OG_SET_MODE] != OG_MODE_ENFORCE || !disk_is_for_us())) {
		complain("nothing is remembered: what is in force is on trial, drops nothing, or is another network "
			 "namespace's");
		code = EXIT_NO;
	}
	if (!code)
		error = remember_good(policy);
	if (!code && !error)
		journal_tell(&(struct journal_event){ .kind = JOURNAL_SAVE, .what = DISK_LAST_GOOD, .after = policy });
	if (error) {
		complain("cannot write into " OG_STATE_DIR ": %s", strerror(-error));
		code = EXIT_NO;
	}
	free(policy);
	return code;
}

/* For whoever lays it in the fallback's place, as a start does. */
static int print_policy(const struct options *options)
{
	struct og_policy *policy = need(sizeof(*policy));
	enum fallback_source source;
	int code = EXIT_YES;
	char *text;

	if (options->argc < 2) {
		fallback_policy_read(policy);
	} else {
		source = fallback_source_named(options->argv[1]);
		if (source == FALLBACK_SOURCES) {
			complain("\"ogctl fallback policy %s\" is not known: it is disk, last-good, or built-in", options->argv[1]);
			code = EXIT_USAGE;
		} else if (!fallback_policy_of(source, policy)) {
			code = EXIT_NO;
		}
	}
	if (!code) {
		text = policy_text(policy);
		fputs(text, stdout);
		free(text);
	}
	free(policy);
	return code;
}

static int run(const struct options *options)
{
	static const struct {
		const char *name;
		int (*run)(const struct options *options);
	} verbs[] = {
		{ "status", say_status }, { "policy", print_policy }, { "hold", hold }, { "remember", remember },
	};
	const char *verb = options->argc ? options->argv[0] : "status";
	size_t i;

	if (options->argc > 1 && strcmp(verb, "policy")) {
		complain("\"%s\" is one argument too many: only \"ogctl fallback policy\" takes one", options->argv[1]);
		return EXIT_USAGE;
	}
	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (!strcmp(verb, verbs[i].name))
			return verbs[i].run(options);
	complain("\"ogctl fallback %s\" is not known: it is status, policy, hold, or remember", verb);
	return EXIT_USAGE;
}

const struct command cmd_fallback = {
	.name = "fallback",
	.args = "[status | policy [disk | last-good | built-in] | hold | remember]",
	.summary = "The rules of nft that stand in for a module that is not there",
	.details = "\"hold\" is what outlook-guard-fallback.service runs: the policy on disk, else the last good one, "
		   "else the built-in and sshd's ports, as the table inet " FALLBACK_TABLE ", which goes when it is told to "
		   "end. Rules that do not load are replaced by those of last resort: loopback, established connections, icmp, ssh. "
		   "\"status\" says whether it is in place, exit status 0 or 1. \"policy\" prints the one it would hold, or that one "
		   "which is named, for \"ogctl apply -\"; exit status 1 where it cannot be used. \"remember\" makes the policy in force the last "
		   "good one, and writes the rules of last resort with the ssh ports that it lists.\n\n"
		   "Examples:\n"
		   "  ogctl fallback\n"
		   "  ogctl fallback policy built-in\n"
		   "  systemctl start outlook-guard-fallback",
	.max_args = 2,
	.run = run,
};
