// SPDX-License-Identifier: GPL-2.0-only
#include "nft_statements.h"
#include "base/need.h"
#include "statements.h"

#include <stdlib.h>
#include <string.h>

/* With what goes before, a comment's 127 bytes. */
#define PIECE	100u

/* What cannot stand in quotes, or not in JSON; a device's name may have it. */
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

static void put_statement(void *to, const char *statement)
{
	char *text = escaped(statement);
	size_t length = strlen(text), pieces = (length + PIECE - 1) / PIECE, i;

	for (i = 0; i < pieces; i++) {
		fputs("\t\tcontinue comment \"ogctl", to);
		if (pieces > 1)
			fprintf(to, " %zu/%zu", i + 1, pieces);
		fprintf(to, ": %.*s\"\n", (int)PIECE, text + i * PIECE);
	}
	free(text);
}

void nft_statements(FILE *out, const struct og_policy *policy)
{
	fputs("\tchain ogctl {\n", out);
	statements_each(policy, put_statement, out);
	fputs("\t}\n", out);
}
