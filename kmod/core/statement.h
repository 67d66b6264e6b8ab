/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The statements of the language, token by token, for parse.c alone. The
 * parser's token[] holds the token; error->column, on entry, where it stands.
 * Pure C, any context.
 */
#ifndef OG_CORE_STATEMENT_H
#define OG_CORE_STATEMENT_H

#include "text.h"
#include "token.h"

/* Ready for the first token of a statement. */
void og_statement_begin(struct og_parser *parser);

/* Whether the token, not yet ended, may stand here or grow into what may. */
enum og_token og_statement_try(const struct og_parser *parser, struct og_error *error);

/* Take the ended token. */
bool og_statement_take(struct og_parser *parser, struct og_error *error);

/* The end of a line, or ';': the statement, if there is one, takes effect. */
bool og_statement_end(struct og_parser *parser, struct og_error *error);

#endif
