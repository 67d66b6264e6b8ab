// SPDX-License-Identifier: GPL-2.0-only
#include "nft_statements.h"
#include "statements.h"

/* With what goes before, a comment's 127 bytes. */
#define PIECE	100u

static void put_statement(void *to, const char *statement)
{
	statement_pieces(to, "\t\tcontinue comment \"", statement, PIECE, "\"\n");
}

void nft_statements(FILE *out, const struct og_policy *policy)
{
	fputs("\tchain ogctl {\n", out);
	statements_each(policy, put_statement, out);
	fputs("\t}\n", out);
}
