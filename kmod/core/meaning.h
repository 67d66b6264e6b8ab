/* SPDX-License-Identifier: GPL-2.0-only */
/* What a token means where it stands, for statement.c alone. Pure C, any context. */
#ifndef OG_CORE_MEANING_H
#define OG_CORE_MEANING_H

#include "token.h"

/* Where in a statement the parser stands. */
enum place {
	PLACE_START,		/* no token yet */
	PLACE_SETTING,		/* "mode" or the like, its value is missing */
	PLACE_CHAIN,		/* a chain's name, no item yet */
	PLACE_STATED,		/* items without a sign */
	PLACE_SIGNED,		/* items with a sign */
	PLACE_FULL,		/* nothing may follow */
};

enum meaning_kind {
	MEANS_SETTING, MEANS_RESET, MEANS_CHAIN, MEANS_VALUE,
	MEANS_NONE, MEANS_ANY, MEANS_STATED, MEANS_PLUS, MEANS_MINUS,
};

struct meaning {
	enum meaning_kind kind;
	/* SETTING: enum og_setting; VALUE: as og_edit_set() takes it; CHAIN: OG_CHAIN_BIT() */
	u32 value;
	struct og_item item;
};

/* What @token is behind @setting's name; @value when it is OK; @error else. */
enum og_token og_setting_mean(enum og_setting setting, struct og_span token, u32 *value,
			      struct og_error *error);

/*
 * The meaning of a token at @place, behind @setting if that is a setting; the
 * error is filled in for SHORT and BAD.
 */
enum og_token og_mean(enum place place, enum og_setting setting, struct og_span token,
		      struct meaning *meaning, struct og_error *error);

#endif
