/* SPDX-License-Identifier: GPL-2.0-only */
/* Tokens of zones: their names and members, for meaning.c alone. Pure C, any context. */
#ifndef OG_CORE_MEMBER_H
#define OG_CORE_MEMBER_H

#include "token.h"

/* A zone's name: a letter, then letters, digits, '_' and '-'; no word of the language. */
enum og_token og_token_zone(struct og_span token, struct og_error *error);

/* An unsigned member: a network, or a device's name. */
enum og_token og_token_member(struct og_span token, struct og_member *member,
			      struct og_error *error);

#endif
