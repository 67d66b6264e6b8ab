/* SPDX-License-Identifier: GPL-2.0-only */
/* One token of the language, for parse.c alone. Pure C, any context. */
#ifndef OG_CORE_TOKEN_H
#define OG_CORE_TOKEN_H

#include "text.h"

/*
 * SHORT: not valid as it stands, but more characters could make it so. At the
 * end of a token that is as wrong as BAD; in the middle of a text cut into
 * pieces it has to wait. The error is filled in for both.
 */
enum og_token {
	OG_TOKEN_OK,
	OG_TOKEN_SHORT,
	OG_TOKEN_BAD,
};

/* A piece of text that is not terminated. */
struct og_span {
	const char *text;
	u32 length;
};

/*
 * Record an error at @offset bytes into the token, where error->column holds
 * the token's own column; @length bytes are wrong.
 */
__attribute__((format(printf, 4, 5)))
void og_error_set(struct og_error *error, u32 offset, u32 length, const char *format, ...);

/* Compare with one word: OK, SHORT when a prefix of it, else BAD. No error is set. */
enum og_token og_token_match(struct og_span token, const char *word);

/* Seconds of a trial: 1 to OG_TRIAL_MAX. */
enum og_token og_token_seconds(struct og_span token, u32 *seconds, struct og_error *error);

/* "nflog:GROUP", as og_policy.log has it; @log untouched when it is none. */
enum og_token og_token_nflog(struct og_span token, u32 *log, struct og_error *error);

/* The number behind an address, from @at to the token's end: at most @most. */
enum og_token og_token_prefix(struct og_span token, u32 at, u32 most, u32 *prefix,
			      struct og_error *error);

/* An unsigned item, without "any" and "none". */
enum og_token og_token_item(struct og_span token, struct og_item *item, struct og_error *error);

#endif
