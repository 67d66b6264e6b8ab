/* SPDX-License-Identifier: GPL-2.0-only */
/* What the parser's listener is told, for statement.c alone. Pure C, any context. */
#ifndef OG_CORE_HEAR_H
#define OG_CORE_HEAR_H

#include "meaning.h"

/* Of a token that was taken at @place. */
void og_hear_token(const struct og_parser *parser, enum place place, const struct meaning *meaning);

/* Of a statement that took effect. */
void og_hear_end(const struct og_parser *parser);

#endif
