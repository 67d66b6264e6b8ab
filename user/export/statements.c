// SPDX-License-Identifier: GPL-2.0-only
#include "statements.h"
#include "base/need.h"
#include "policy/policy_text.h"

#include <stdlib.h>
#include <string.h>

/* What cannot stand in nft's quotes, or not in JSON; a device's name may have it. */
static bool is_plain(unsigned char c)
{
	return c >= ' ' && c <= '~' && !strchr("\"%\\", c);
}

static char *escaped(const char *statement)
{
	size_t size;
	char *text;
	FILE *out = open_text(&text, &size);

	for (; *statement; statement++)
		if (is_plain((unsigned char)*statement))
			fputc(*statement, out);
		else
			fprintf(out, "%%%02x", (unsigned char)*statement);
	close_text(out);
	return text;
}

void statement_pieces(FILE *out, const char *before, const char *statement, unsigned int most, const char *behind)
{
	char *text = escaped(statement);
	size_t pieces = (strlen(text) + most - 1) / most, i;

	for (i = 0; i < pieces; i++) {
		fprintf(out, "%sogctl", before);
		if (pieces > 1)
			fprintf(out, " %zu/%zu", i + 1, pieces);
		fprintf(out, ": %.*s%s", (int)most, text + i * most, behind);
	}
	free(text);
}

void statements_each(const struct og_policy *policy, statement_visit visit, void *to)
{
	char *text = policy_text(policy), *line, *rest;

	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		visit(to, line);
	free(text);
}
