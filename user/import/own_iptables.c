// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "export/iptables_members.h"
#include "export/iptables_rules.h"
#include "own.h"
#include "remarks.h"

#include <stdlib.h>
#include <string.h>

struct lines {
	const char *at, *end;
	const char *line;
	size_t length;
};

/* What begins with # is nothing to iptables-restore. */
static bool next_line(struct lines *lines)
{
	while (lines->at < lines->end) {
		const char *ends = memchr(lines->at, '\n', lines->end - lines->at);

		lines->line = lines->at;
		lines->length = (ends ? ends : lines->end) - lines->at;
		lines->at = ends ? ends + 1 : lines->end;
		if (*lines->line != '#')
			return true;
	}
	return false;
}

static bool same_lines(struct lines a, struct lines b)
{
	bool more, also;

	do {
		more = next_line(&a);
		also = next_line(&b);
		if (more != also || (more && (a.length != b.length || memcmp(a.line, b.line, a.length) != 0)))
			return false;
	} while (more);
	return true;
}

/* Whether its rules let pass all who are of its zones: they do not where a device's name has no place in them. */
static bool says_all(const struct og_policy *policy)
{
	size_t size;
	char *unsayable;
	FILE *out = open_text(&unsayable, &size);

	iptables_unsayable(out, &policy->zones);
	close_text(out);
	free(unsayable);
	return !size;
}

struct og_policy *own_of_iptables(const struct ruleset *set, const struct source *source)
{
	struct og_policy *policy = remarks_policy(set);
	struct lines these = { .at = source->text, .end = source->text + source->size }, exported;
	bool is_own;
	char *text;

	if (!policy)
		return NULL;
	text = iptables_rules_text(policy);
	exported = (struct lines){ .at = text, .end = text + strlen(text) };
	is_own = says_all(policy) && same_lines(these, exported);
	free(text);
	if (is_own)
		return policy;
	free(policy);
	return NULL;
}
