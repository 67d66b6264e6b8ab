// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/nearest_word.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "change/transact.h"
#include "command.h"
#include "policy/policy_json.h"
#include "policy/policy_text.h"
#include "policy/profiles.h"

#include <stdlib.h>

/* The first comment that is no licence: what the profile is for, on one line. */
static char *summary_of(const struct source *source)
{
	const char *line = source->text, *end = source->text + source->size;

	while (line < end) {
		const char *next = memchr(line, '\n', end - line);
		const char *stop = next ? next : end;

		if (stop - line > 2 && !memcmp(line, "# ", 2) && memcmp(line, "# SPDX", 6))
			return need_text("%.*s", (int)(stop - line - 2), line + 2);
		line = next ? next + 1 : end;
	}
	return need_copy("");
}

/*
 * A whole profile states both chains; the others add to what is in force.
 * Laid over opposites, a whole one leaves no difference.
 */
static bool is_whole(const struct source *source, const struct og_edit *edit)
{
	struct og_policy *none = need(2 * sizeof(*none)), *any = none + 1;
	struct og_error error;
	unsigned int c;
	bool whole;

	for (c = 0; c < OG_CHAINS; c++)
		any->chain[c].items.words = 1ull << OG_WORD_ANY;
	whole = policy_fit(source, edit, none, &error) && policy_fit(source, edit, any, &error) &&
		og_policy_equal(none, any);
	free(none);
	return whole;
}

static const char *kind_of(const struct source *source)
{
	struct og_edit *edit = need(sizeof(*edit));
	struct og_error error;
	const char *kind = "invalid";

	if (policy_try(source, edit, &error))
		kind = is_whole(source, edit) ? "whole" : "adds";
	free(edit);
	return kind;
}

static void print_line(const char *name, const char *kind, const char *summary)
{
	fputs(out_style(stdout, STYLE_STRONG), stdout);
	shown_put(stdout, name);
	printf("%*s%s %-5s  ", shown_pad(name, 19), "", out_style(stdout, STYLE_PLAIN), kind);
	shown_put(stdout, summary);
	putchar('\n');
}

static int list(const struct options *options)
{
	json_t *answer = json_answer(), *array = json_array();
	struct profile *profiles;
	size_t count = profiles_all(&profiles), i;
	struct source source;
	char *summary;
	int code = EXIT_YES;

	for (i = 0; i < count; i++) {
		if (source_read(&source, profiles[i].path)) {
			code = EXIT_USAGE;
			continue;
		}
		summary = summary_of(&source);
		json_array_append_new(array, json_pack("{s:o,s:o,s:o,s:o}",
			"name", json_text(profiles[i].name), "kind", json_text(kind_of(&source)),
			"summary", json_text(summary), "path", json_text(profiles[i].path)));
		if (!options->json)
			print_line(profiles[i].name, kind_of(&source), summary);
		free(summary);
		source_free(&source);
	}
	json_object_set_new(answer, "profiles", array);
	if (options->json)
		json_print(answer);
	else
		json_decref(answer);
	if (!count)
		note("no profiles are installed");
	profiles_free(profiles, count);
	return code;
}

static int unknown_profile(const char *name)
{
	struct nearest_word best = nearest_word_for(name);
	struct profile *profiles;
	size_t count = profiles_all(&profiles), i;

	for (i = 0; i < count; i++)
		nearest_word_try(&best, profiles[i].name);
	if (best.word)
		complain("there is no profile \"%s\"; did you mean \"%s\"?", name, best.word);
	else
		complain("there is no profile \"%s\"; \"ogctl profile list\" lists them", name);
	profiles_free(profiles, count);
	return EXIT_USAGE;
}

static int read_profile(const char *name, struct source *source)
{
	char *path = profiles_path(name);
	int code = path ? source_read(source, path) : unknown_profile(name);

	free(path);
	return code;
}

static int show(const struct options *options)
{
	struct og_policy *policy;
	struct source source = { 0 };
	json_t *answer;
	int code = read_profile(options->argv[1], &source);

	if (code)
		return code;
	if (!options->json) {
		fwrite(source.text, 1, source.size, stdout);
		source_free(&source);
		return EXIT_YES;
	}
	policy = need(sizeof(*policy));
	code = policy_parse_whole(&source, policy);
	if (!code) {
		answer = json_answer();
		json_object_set_new(answer, "name", json_text(options->argv[1]));
		json_object_set_new(answer, "kind", json_text(kind_of(&source)));
		json_object_set_new(answer, "path", json_text(source.name));
		json_object_set_new(answer, "text", json_text_sized(source.text, source.size));
		json_object_set_new(answer, "policy", json_policy(policy));
		json_print(answer);
	}
	free(policy);
	source_free(&source);
	return code;
}

static int use(const struct options *options)
{
	struct source source;
	int code = read_profile(options->argv[1], &source);

	if (code)
		return code;
	code = transact(options, &source);
	source_free(&source);
	return code;
}

static int run(const struct options *options)
{
	static const struct {
		const char *name;
		int args;
		int (*run)(const struct options *options);
	} verbs[] = { { "list", 1, list }, { "show", 2, show }, { "use", 2, use } };
	const char *verb = options->argc ? options->argv[0] : "list";
	int args = options->argc ? options->argc : 1;
	size_t i;

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verb, verbs[i].name))
			continue;
		if (args != verbs[i].args) {
			complain("\"ogctl profile %s\" %s", verb, verbs[i].args == 1 ?
				 "takes nothing more" : "takes one NAME; see \"ogctl profile list\"");
			return EXIT_USAGE;
		}
		return verbs[i].run(options);
	}
	complain("\"ogctl profile %s\" is not known: it is list, show NAME, or use NAME", verb);
	return EXIT_USAGE;
}

const struct command cmd_profile = {
	.name = "profile",
	.args = "[list | show NAME | use NAME]",
	.summary = "Policies made beforehand: list them, show one, put one in force",
	.details = "A \"whole\" profile states both chains, one that \"adds\" leaves what is in force and adds "
		   "to it. Every port in them has its reason, its source and its risk beside it: "
		   "read them with \"show\". Your own, in /etc/outlook-guard/profiles/NAME.policy, come first.\n\n"
		   "Examples:\n"
		   "  ogctl profile list\n"
		   "  ogctl profile use outlook-modern --dry-run\n"
		   "  ogctl profile use ha",
	.takes = TAKES_DRY_RUN | TAKES_TRIAL,
	.max_args = 2,
	.run = run,
};
