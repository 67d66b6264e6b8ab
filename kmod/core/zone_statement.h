/* SPDX-License-Identifier: GPL-2.0-only */
/* The statements that speak of zones and of refusal, for statement.c alone. Pure C, any context. */
#ifndef OG_CORE_ZONE_STATEMENT_H
#define OG_CORE_ZONE_STATEMENT_H

#include "meaning.h"

/* Whether a token of this meaning is theirs, where the parser stands. */
bool og_zone_statement(const struct og_parser *parser, const struct meaning *meaning);

/* Whether it stands in a zone's list; else in its members, if it stands in either. */
bool og_zone_statement_lists(const struct og_parser *parser);

/* What a token may not mean where it stands: false, and @error. */
bool og_zone_statement_check(const struct og_parser *parser, const struct meaning *meaning,
			     struct og_error *error);

/*
 * Whether what was refused may be mended by more letters: a name may become
 * another zone's, and the word none a device's.
 */
bool og_zone_statement_may_grow(const struct og_parser *parser, const struct meaning *meaning);

/* Take a token that was checked. False: no room, and @error. */
bool og_zone_statement_act(struct og_parser *parser, const struct meaning *meaning,
			   struct og_error *error);

/* The end of one of theirs. False: something is missing, and @error. */
bool og_zone_statement_end(const struct og_parser *parser, struct og_error *error);

#endif
