// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "base/system_file.h"
#include "command.h"
#include "import/import.h"
#include "import/iptables.h"
#include "import/nft.h"
#include "output_option.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool any_state;

static const struct argp_option options_list[] = {
	{ "any-state", 1, NULL, 0,
	  "Also what passes in some states of a connection, NEW among them: what a list has passes in every state", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	(void)state;
	if (key != 1)
		return ARGP_ERR_UNKNOWN;
	any_state = true;
	return 0;
}

static const struct argp_child children[] = { { &output_argp, 0, NULL, 0 }, { 0 } };
static const struct argp import_argp = { options_list, parse, NULL, NULL, children, NULL, NULL };

/* However long it is, unlike a policy. 0, or EXIT_USAGE after a complaint. */
static int read_file(struct source *source, const char *path)
{
	bool is_stdin = !strcmp(path, "-");
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC), error;

	*source = (struct source){ .given = true };
	if (fd < 0) {
		complain("cannot open %s: %s", path, strerror(errno));
		return EXIT_USAGE;
	}
	error = system_read_fd(fd, &source->text, &source->size);
	if (!is_stdin)
		close(fd);
	if (error) {
		complain("cannot read %s: %s", path, strerror(-error));
		return EXIT_USAGE;
	}
	source->name = need_copy(is_stdin ? "stdin" : path);
	return 0;
}

static void point(const struct source *source, const struct og_error *error)
{
	fflush(stdout);
	source_point(source, error, stderr);
}

/* Bytes of others, in a comment of ours or on a terminal: on one line, and nothing that could end it. */
static void put_line(FILE *out, const char *before, const char *text)
{
	fputs(before, out);
	for (; *text; text++)
		fputc((unsigned char)*text < ' ' || *text == 0x7f ? '?' : *text, out);
	fputc('\n', out);
}

/* Of a policy's text, which has an end: rules in comments, and bytes of them. */
#define COMMENTS_MAX		200u
#define COMMENT_BYTES_MAX	65536u

static bool put_left_rule(FILE *out, const char *before, const struct rule *rule, size_t most)
{
	char *why = need_text("%s: not taken over, or not whole: %s; %s", rule->place, rule->left, rule->todo);
	char *indent = need_text("%s    ", before);
	bool fits = strlen(why) + strlen(rule->text) + 2 * strlen(indent) < most;

	if (fits) {
		put_line(out, before, why);
		put_line(out, indent, rule->text);
	}
	free(why);
	free(indent);
	return fits;
}

/* Of those, the first @count, as long as they have less than @bytes; how many more there are. */
static size_t put_left(FILE *out, const char *before, const struct ruleset *set, size_t count, size_t bytes)
{
	long begin = ftell(out);
	size_t i, more = 0;

	for (i = 0; i < set->rule_count; i++) {
		size_t so_far = ftell(out) - begin;

		if (!set->rules[i]->left)
			continue;
		if (more || !count || so_far >= bytes || !put_left_rule(out, before, set->rules[i], bytes - so_far))
			more++;
		else
			count--;
	}
	return more;
}

/* At once: standard error writes each piece by itself else. */
static void tell_left(const struct ruleset *set)
{
	char *text;
	size_t size;
	FILE *out = open_text(&text, &size);

	put_left(out, "", set, SIZE_MAX, LONG_MAX);
	close_text(out);
	fputs(text, stderr);
	free(text);
}

static void put_notes(FILE *out, const char *before, const char *notes)
{
	size_t length;

	for (; *notes; notes += length + 1) {
		length = strcspn(notes, "\n");
		fprintf(out, "%s%.*s\n", before, (int)length, notes);
	}
}

static char *whole_text(const struct options *options, const struct ruleset *set, const struct imported *imported)
{
	char *text;
	size_t size, more;
	int i;
	FILE *out = open_text(&text, &size);

	for (i = 1; i < options->argc; i++)
		put_line(out, "# imported from ", options->argv[i]);
	put_notes(out, "# ", imported->notes);
	more = put_left(out, "# ", set, COMMENTS_MAX, COMMENT_BYTES_MAX);
	if (more)
		fprintf(out, "# and %zu rules more that are not taken over, or not whole: \"ogctl import\" names them all on standard error\n", more);
	fputs(imported->text, out);
	close_text(out);
	return text;
}

static json_t *left_json(const struct ruleset *set)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < set->rule_count; i++) {
		const struct rule *rule = set->rules[i];

		if (rule->left)
			json_array_append_new(array, json_pack("{s:o,s:o,s:o,s:o}", "place", json_text(rule->place),
							       "rule", json_text(rule->text), "why", json_text(rule->left),
							       "todo", json_text(rule->todo)));
	}
	return array;
}

static json_t *notes_json(const char *notes)
{
	json_t *array = json_array();
	size_t length;

	for (; *notes; notes += length + 1) {
		length = strcspn(notes, "\n");
		json_array_append_new(array, json_text_sized(notes, length));
	}
	return array;
}

static int answer(const struct options *options, const struct ruleset *set, const struct imported *imported)
{
	char *text = whole_text(options, set, imported);
	bool replaced;
	int code = output_to_file(text, strlen(text), &replaced);
	json_t *object;

	if (!code && options->json) {
		object = json_answer();
		json_object_set_new(object, "format", json_text(options->argv[0]));
		json_object_set_new(object, "output", json_text(output_option()));
		json_object_set_new(object, "whole", json_boolean(!imported->left && !imported->relaxed));
		json_object_set_new(object, "policy", json_text(text));
		json_object_set_new(object, "left", left_json(set));
		json_object_set_new(object, "notes", notes_json(imported->notes));
		json_print(object);
	} else if (!code && !output_option()) {
		fputs(text, stdout);
	}
	fflush(stdout);
	if (!code) {
		tell_left(set);
		put_notes(stderr, "ogctl: ", imported->notes);
		code = imported->left || imported->relaxed ? EXIT_NO : EXIT_YES;
	}
	free(text);
	return code;
}

static int make(const struct options *options, struct ruleset *set, const struct source *source)
{
	const char *place = NULL;
	struct imported imported;
	struct og_error error;
	int code;

	if (import_policy(set, any_state, &imported, &error, &place)) {
		code = answer(options, set, &imported);
	} else {
		if (error.line && source)
			point(source, &error);
		else
			complain("%s%s%s", place ? place : "", place ? ": " : "", error.text);
		code = EXIT_POLICY;
	}
	import_free(&imported);
	return code;
}

static int run_iptables(const struct options *options)
{
	struct source sources[2] = { 0 };
	struct ruleset set = { 0 };
	struct og_error error;
	int code = 0, i;

	for (i = 1; i < options->argc && !code; i++) {
		code = read_file(&sources[i - 1], options->argv[i]);
		if (code || iptables_read(&set, &sources[i - 1], &error))
			continue;
		point(&sources[i - 1], &error);
		code = EXIT_POLICY;
	}
	if (!code)
		code = make(options, &set, options->argc == 2 ? &sources[0] : NULL);
	ruleset_free(&set);
	for (i = 0; i < 2; i++)
		source_free(&sources[i]);
	return code;
}

static int run_nft(const struct options *options)
{
	struct ruleset set = { 0 };
	struct og_error error;
	struct source source;
	int code;

	if (options->argc > 2) {
		complain("\"ogctl import nft\" takes one file: nft's rules are of both families");
		return EXIT_USAGE;
	}
	code = read_file(&source, options->argv[1]);
	if (code)
		return code;
	if (nft_read(&set, &source, &error)) {
		code = make(options, &set, &source);
	} else {
		if (error.line)
			point(&source, &error);
		else
			complain("%s: %s", source.name, error.text);
		code = EXIT_POLICY;
	}
	ruleset_free(&set);
	source_free(&source);
	return code;
}

static int run(const struct options *options)
{
	if (!strcmp(options->argv[0], "nft"))
		return run_nft(options);
	if (!strcmp(options->argv[0], "iptables"))
		return run_iptables(options);
	complain("\"ogctl import %s\" is not known: \"ogctl import iptables FILE\" reads what iptables-save wrote, \"ogctl import nft FILE\" what \"nft -j list ruleset\" did",
		 options->argv[0]);
	return EXIT_USAGE;
}

const struct command cmd_import = {
	.name = "import",
	.args = "iptables FILE [FILE6]\nnft FILE",
	.summary = "Rules of iptables or nft as a policy, and what of them it cannot say",
	.details = "iptables: what iptables-save wrote, and for IPv6 what ip6tables-save did; nft: what \"nft -j list ruleset\" did. "
		   "- is standard input. The policy never lets pass more than the rules at the hooks input and forward do. What a "
		   "policy cannot say is named by its line, and stands in the policy as comments; then exit status 1. Nothing on the machine "
		   "is changed.\n\n"
		   "Examples:\n"
		   "  iptables-save >rules.v4; ip6tables-save >rules.v6\n"
		   "  ogctl import iptables rules.v4 rules.v6 -o my.policy\n"
		   "  nft -j list ruleset | ogctl import nft -",
	.takes = TAKES_NO_NETNS,
	.min_args = 2,
	.max_args = 3,
	.own = &import_argp,
	.run = run,
};
