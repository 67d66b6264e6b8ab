/* SPDX-License-Identifier: GPL-2.0-only */
/* What a token means where it stands, for statement.c alone. Pure C, any context. */
#ifndef OG_CORE_MEANING_H
#define OG_CORE_MEANING_H

#include "member.h"
#include "token.h"

/* Where in a statement the parser stands. */
enum place {
	PLACE_START,		/* no token yet */
	PLACE_SETTING,		/* "mode" or the like, its value is missing */
	PLACE_CHAIN,		/* a chain's name, no item yet */
	PLACE_STATED,		/* items without a sign */
	PLACE_SIGNED,		/* items with a sign */
	PLACE_FROM,		/* "from", the zone's name is missing */
	PLACE_LIST,		/* ... and the name, no item yet */
	PLACE_ZONE,		/* "zone", its name is missing */
	PLACE_MEMBERS,		/* ... and the name, no member yet */
	PLACE_MEMBERS_STATED,	/* members without a sign */
	PLACE_MEMBERS_SIGNED,	/* members with a sign */
	PLACE_REFUSE,		/* "refuse", how is missing */
	PLACE_REJECT,		/* ... and "reject": zones may follow */
	PLACE_FULL,		/* nothing may follow */
};

/*
 * said_line[]: what may be said once in a text. Two lines of bare ports would
 * leave only the second, which is not what somebody means who writes a port
 * a line.
 */
enum said {
	SAID_BOTH, SAID_INPUT, SAID_FORWARD, SAID_ALONE, SAID_REFUSE = SAID_ALONE + 3, SAID_SETTING,
};

static_assert(sizeof(((struct og_parser *)0)->said_line) ==
	       (SAID_SETTING + OG_SAYINGS) * sizeof(u32), "a line for each");

enum meaning_kind {
	MEANS_SETTING, MEANS_RESET, MEANS_CHAIN, MEANS_VALUE,
	MEANS_NONE, MEANS_ANY, MEANS_STATED, MEANS_PLUS, MEANS_MINUS,
	MEANS_ZONE, MEANS_FROM, MEANS_REFUSE, MEANS_NAME, MEANS_HOW,
};

struct meaning {
	enum meaning_kind kind;
	/*
	 * SETTING: enum og_setting; VALUE: as og_edit_set() takes it; CHAIN: OG_CHAIN_BIT();
	 * HOW: enum og_refuse
	 */
	u32 value;
	struct og_item item;	/* STATED, PLUS, MINUS: this, ... */
	struct og_member member;	/* ... or this where members stand */
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
