// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "command.h"
#include "history/history.h"
#include "module/in_force.h"
#include "module/module_files.h"
#include "module/trial_file.h"

#include <stdlib.h>

struct view {
	struct history history;
	struct module_trial trial;
	struct og_policy now;
	const struct history_entry *in_force;	/* NULL: none, or not to be seen */
};

/* Without a module there is a history all the same. */
static bool read_now(struct view *view)
{
	struct module module;

	return !module_probe(&module) && module.fits && !module_read_trial(&view->trial) &&
	       !policy_read_live(&view->now);
}

/* A policy that was only tried is in force while the trial runs. */
static const struct history_entry *find_in_force(const struct view *view)
{
	struct og_policy *policy = need(sizeof(*policy));
	const struct history_entry *entry, *found = NULL;
	size_t i;

	for (i = view->history.count; i-- && !found;) {
		entry = &view->history.entries[i];
		if ((entry->kind != HISTORY_TRIAL || view->trial.running) &&
		    history_policy(entry, policy) && og_policy_equal(policy, &view->now))
			found = entry;
	}
	free(policy);
	return found;
}

static bool was_audit(const struct history_entry *entry)
{
	struct og_policy *policy = need(sizeof(*policy));
	bool audit = history_policy(entry, policy) && policy->setting[OG_SET_MODE] == OG_MODE_AUDIT;

	free(policy);
	return audit;
}

/* The newest trial, when one is running. An audit is not there to be kept. */
static const char *outcome_of(const struct view *view, const struct history_entry *entry)
{
	const char *outcome = history_outcome(&view->history, entry);
	const struct history_entry *newest = view->history.entries + view->history.count - 1;

	while (newest > view->history.entries && newest->kind != HISTORY_TRIAL)
		newest--;
	if (strcmp(outcome, "not kept"))
		return outcome;
	if (view->trial.running && entry == newest)
		return "on trial";
	return was_audit(entry) ? "ended" : outcome;
}

static json_t *text_or_null(const char *text)
{
	return *text ? json_text(text) : json_null();
}

static json_t *entry_json(const struct view *view, const struct history_entry *entry)
{
	json_t *object = json_object();
	char when[32];

	(void)strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", gmtime(&entry->when));
	json_object_set_new(object, "number", json_integer(entry->number));
	json_object_set_new(object, "time", json_text(when));
	json_object_set_new(object, "kind", json_text(history_kind_name(entry->kind)));
	json_object_set_new(object, "user", text_or_null(entry->user));
	json_object_set_new(object, "sudo", text_or_null(entry->sudo));
	json_object_set_new(object, "connection", text_or_null(entry->connection));
	json_object_set_new(object, "command", text_or_null(entry->command));
	json_object_set_new(object, "generation", json_integer(entry->generation));
	json_object_set_new(object, "trial", entry->trial ? json_integer(entry->trial) : json_null());
	json_object_set_new(object, "outcome", text_or_null(outcome_of(view, entry)));
	json_object_set_new(object, "in_force", json_boolean(entry == view->in_force));
	json_object_set_new(object, "file", json_text(entry->path));
	return object;
}

static void print_json(const struct view *view)
{
	json_t *answer = json_answer(), *array = json_array();
	size_t i;

	for (i = 0; i < view->history.count; i++)
		json_array_append_new(array, entry_json(view, &view->history.entries[i]));
	json_object_set_new(answer, "history", array);
	json_print(answer);
}

static void print_column(const char *text, int columns)
{
	shown_put(stdout, text);
	printf("%*s ", shown_pad(text, columns), "");
}

static void print_entry(const struct view *view, const struct history_entry *entry)
{
	const char *outcome = outcome_of(view, entry);
	char when[32], from[48], who[sizeof(entry->user) + sizeof(entry->sudo) + 8];

	/* Who logged in, and who they say that they are. */
	snprintf(who, sizeof(who), "%s%s%s", *entry->user ? entry->user : "-", *entry->sudo ? " as " : "",
		 entry->sudo);
	(void)strftime(when, sizeof(when), "%Y-%m-%d %H:%M:%S", localtime(&entry->when));
	snprintf(from, sizeof(from), "%.*s", (int)strcspn(entry->connection, " "), entry->connection);
	printf("%s%c %4u%s  %s  ", entry == view->in_force ? out_style(stdout, STYLE_STRONG) : "",
	       entry == view->in_force ? '*' : ' ', entry->number, out_style(stdout, STYLE_PLAIN), when);
	print_column(who, 10);
	print_column(*from ? from : "-", 15);
	shown_put(stdout, entry->kind == HISTORY_FOUND ? "(what was in force before)" : entry->command);
	printf("%s%s%s\n", *outcome ? " [" : "", outcome, *outcome ? "]" : "");
}

static void print_table(const struct view *view)
{
	size_t i;

	if (!view->history.count) {
		note("no policy was applied by ogctl here yet");
		return;
	}
	printf("%s  %4s  %-19s  %-10s %-15s %s%s\n", out_style(stdout, STYLE_STRONG), "no.", "time", "user",
	       "from", "what", out_style(stdout, STYLE_PLAIN));
	for (i = 0; i < view->history.count; i++)
		print_entry(view, &view->history.entries[i]);
	if (view->in_force)
		note("* is in force; \"ogctl diff N\" compares with it, \"ogctl rollback N\" goes back");
}

static int run(const struct options *options)
{
	struct view *view = need(sizeof(*view));
	int code = history_read(&view->history);

	if (!code) {
		if (view->history.count && read_now(view))
			view->in_force = find_in_force(view);
		if (options->json)
			print_json(view);
		else
			print_table(view);
	}
	history_free(&view->history);
	free(view);
	return code;
}

const struct command cmd_history = {
	.name = "history",
	.args = "",
	.summary = "Which policies were applied here, when, by whom and from where",
	.details = "The last 50, the newest last; each is a file below " OG_STATE_DIR "/history that is a "
		   "policy itself. Changes by other hands than ogctl's are noticed at its next change.\n\n"
		   "Examples:\n"
		   "  ogctl history\n"
		   "  ogctl diff 7             what would going back to number 7 change?\n"
		   "  ogctl rollback 7         go back to it",
	.run = run,
};
