// SPDX-License-Identifier: GPL-2.0-only
#include "hear.h"

static const char *zone_of(const struct og_parser *parser, unsigned int slot)
{
	return slot == OG_ZONES ? "" : parser->edit.zones.said[slot].name;
}

static bool is_of_members(enum place place)
{
	return place == PLACE_MEMBERS || place == PLACE_MEMBERS_STATED ||
	       place == PLACE_MEMBERS_SIGNED;
}

/* A setting is told with its value, and stands where its name does. */
static void describe_setting(const struct og_parser *parser, const struct meaning *meaning,
			     struct og_said *said)
{
	said->kind = OG_SAID_SETTING;
	said->setting = parser->setting;
	said->value = meaning->value;
	said->column = parser->begin_column;
	said->length = (u32)strlen(og_setting_name(parser->setting));
}

static void describe_member(const struct meaning *meaning, struct og_said *said)
{
	said->kind = meaning->kind == MEANS_NONE ? OG_SAID_ZONE_NONE : OG_SAID_MEMBER;
	if (meaning->kind != MEANS_NONE)
		said->member = &meaning->member;
}

static void describe_item(const struct meaning *meaning, struct og_said *said)
{
	said->kind = OG_SAID_ITEM;
	if (meaning->kind == MEANS_NONE)
		said->kind = OG_SAID_NONE;
	else if (meaning->kind == MEANS_ANY)
		said->kind = OG_SAID_ANY;
	else
		said->item = &meaning->item;
}

static bool describe(const struct og_parser *parser, enum place place,
		     const struct meaning *meaning, struct og_said *said)
{
	switch (meaning->kind) {
	case MEANS_VALUE:
		describe_setting(parser, meaning, said);
		return true;
	case MEANS_RESET:
		said->kind = OG_SAID_RESET;
		return true;
	case MEANS_HOW:
		said->kind = OG_SAID_REFUSE;
		said->value = meaning->value;
		return true;
	case MEANS_NAME:
		said->kind = OG_SAID_REFUSE;
		said->value = OG_REFUSE_ZONES;
		return place == PLACE_REJECT;
	case MEANS_NONE:
	case MEANS_ANY:
	case MEANS_STATED:
	case MEANS_PLUS:
	case MEANS_MINUS:
		if (is_of_members(place))
			describe_member(meaning, said);
		else
			describe_item(meaning, said);
		return true;
	default:
		return false;
	}
}

static void tell(const struct og_parser *parser, enum place place, const struct meaning *meaning)
{
	struct og_said said = {
		.line = parser->line, .column = parser->token_column,
		.length = parser->token_length, .chains = parser->chains, .sign = ' ',
		.zone = zone_of(parser, parser->zone),
	};
	char name[OG_ZONE_NAME_SIZE];

	if (!describe(parser, place, meaning, &said))
		return;
	if (meaning->kind == MEANS_PLUS || meaning->kind == MEANS_MINUS)
		said.sign = meaning->kind == MEANS_PLUS ? '+' : '-';
	if (meaning->kind == MEANS_NAME) {
		snprintf(name, sizeof(name), "%.*s", (int)parser->token_length, parser->token);
		said.zone = name;
	}
	parser->hear(parser->hear_to, &said);
}

void og_hear_token(const struct og_parser *parser, enum place place, const struct meaning *meaning)
{
	if (parser->hear)
		tell(parser, place, meaning);
}

void og_hear_end(const struct og_parser *parser)
{
	const struct og_said said = {
		.kind = OG_SAID_END, .line = parser->begin_line, .column = parser->begin_column,
		.length = parser->end_column - parser->begin_column, .chains = parser->chains,
		.sign = ' ', .zone = zone_of(parser, parser->zone),
	};

	if (parser->hear)
		parser->hear(parser->hear_to, &said);
}
