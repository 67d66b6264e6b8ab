// SPDX-License-Identifier: GPL-2.0-only
#include "remarks.h"
#include "base/need.h"
#include "policy/policy_text.h"

#include <stdlib.h>
#include <string.h>

static bool says(const char *text, const char *word)
{
	size_t length = strcspn(text, " \t");

	return strlen(word) == length && !memcmp(text, word, length);
}

static bool is_list(const struct remark *remark)
{
	return says(remark->text, "input") || says(remark->text, "forward");
}

static bool may_be_said(const char *text)
{
	static const char *const known[] = { "mode", "ipv6", "early", "tally", "log", "zone", "input", "forward", "refuse" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (says(text, known[i]))
			return true;
	return false;
}

/* Whether it is one statement of that kind, by itself. */
static bool check(const struct remark *remark, struct og_edit *edit, struct og_error *error)
{
	struct source source;
	char *line;
	bool good;

	*error = (struct og_error){ .line = 1, .column = 1, .length = strcspn(remark->text, " \t") };
	if (!may_be_said(remark->text) || strpbrk(remark->text, ";#\n")) {
		snprintf(error->text, sizeof(error->text),
			 "a comment may say one of mode, ipv6, early, tally, log, zone, input, forward, refuse here");
		error->length += !error->length;
		return false;
	}
	line = need_text("%s\n", remark->text);
	source_set(&source, "comment", line);
	good = policy_try(&source, edit, error);
	source_free(&source);
	free(line);
	return good;
}

/* Zones that refuse names may come behind it, so that line is last. Lists are in none. */
static bool is_in_round(const struct remark *remark, unsigned int round)
{
	return !remark->struck && !is_list(remark) && (round == 1) == !strncmp(remark->text, "refuse", 6);
}

static char *put_together(const struct ruleset *set)
{
	char *text;
	size_t size, i, round;
	FILE *out = open_text(&text, &size);

	for (round = 0; round < 2; round++)
		for (i = 0; i < set->remark_count; i++)
			if (is_in_round(&set->remarks[i], round))
				fprintf(out, "%s\n", set->remarks[i].text);
	close_text(out);
	return text;
}

static void point_into(const struct remark *remark, struct og_error *error, const char **place)
{
	*place = remark->place;
	error->column += remark->error.column ? remark->error.column - 1 : 0;
	error->line = remark->error.line;
}

void remarks_point(const struct ruleset *set, struct og_error *error, const char **place)
{
	unsigned int line = error->line, round;
	size_t i;

	error->line = 0;
	for (round = 0; round < 2; round++) {
		for (i = 0; i < set->remark_count; i++) {
			if (!is_in_round(&set->remarks[i], round) || --line)
				continue;
			point_into(&set->remarks[i], error, place);
			return;
		}
	}
}

char *remarks_text(const struct ruleset *set, struct og_error *error, const char **place)
{
	struct og_edit *edit = need(sizeof(*edit));
	size_t i;
	bool good = true;

	for (i = 0; good && i < set->remark_count; i++) {
		good = check(&set->remarks[i], edit, error);
		if (!good)
			point_into(&set->remarks[i], error, place);
	}
	free(edit);
	return good ? put_together(set) : NULL;
}

void remarks_strike(struct ruleset *set, const char *setting, const char *why)
{
	size_t i;

	for (i = 0; i < set->remark_count; i++)
		if (says(set->remarks[i].text, setting))
			ruleset_strike(set, &set->remarks[i], why, "a comment may not open anything: write it into the policy by hand if it is meant so");
}

bool remarks_have_lists(const struct ruleset *set)
{
	size_t i;

	for (i = 0; i < set->remark_count; i++)
		if (is_list(&set->remarks[i]))
			return true;
	return false;
}

struct og_policy *remarks_policy(const struct ruleset *set)
{
	struct og_policy *policy;
	struct source source;
	struct og_error error;
	char *text;
	size_t size, i;
	FILE *out;
	bool good;

	if (!remarks_have_lists(set))
		return NULL;
	policy = need(sizeof(*policy));
	out = open_text(&text, &size);
	fputs("reset\n", out);
	for (i = 0; i < set->remark_count; i++)
		fprintf(out, "%s\n", set->remarks[i].text);
	close_text(out);
	source_set(&source, "comments", text);
	good = policy_lay(&source, policy, &error);
	source_free(&source);
	free(text);
	if (good)
		return policy;
	free(policy);
	return NULL;
}
