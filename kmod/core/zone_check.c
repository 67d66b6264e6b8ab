// SPDX-License-Identifier: GPL-2.0-only
/* What a token of theirs may not mean where it stands. */
#include "zone_statement.h"

static const struct og_zone_said *find_said(const struct og_parser *parser)
{
	const struct og_zone_edit *zones = &parser->edit.zones;
	unsigned int i;

	for (i = 0; i < zones->count; i++)
		if (strlen(zones->said[i].name) == parser->token_length &&
		    !memcmp(zones->said[i].name, parser->token, parser->token_length))
			return &zones->said[i];
	return NULL;
}

static bool check_name(const struct og_parser *parser, struct og_error *error)
{
	const struct og_zone_said *said = find_said(parser);
	bool lost = said ? said->gone : parser->edit.zones.reset;
	u32 length = parser->token_length;

	if (!said && parser->edit.zones.count == OG_ZONES) {
		og_error_set(error, 0, length,
			     "a text speaks of at most %u zones: begin it with reset, or make two of it",
			     OG_ZONES);
		return false;
	}
	if (parser->place == PLACE_ZONE || !lost || (said && said->defined))
		return true;
	og_error_set(error, 0, length,
		     "zone \"%.*s\" is not defined: say zone %.*s first, and who is in it",
		     (int)length, parser->token, (int)length, parser->token);
	return false;
}

static bool refuse_again(const struct og_parser *parser, u32 line, struct og_error *error)
{
	if (!line)
		return true;
	og_error_set(error, 0, parser->token_length,
		     "already said on line %u: put it on one line, or write +%s", line,
		     parser->place == PLACE_MEMBERS ? "MEMBER" : "ITEM");
	return false;
}

/* Items or members: alone, stated or signed, and none of it said before. */
static bool check_form(const struct og_parser *parser, const struct meaning *meaning,
		       struct og_error *error)
{
	bool is_signed = meaning->kind == MEANS_PLUS || meaning->kind == MEANS_MINUS;
	bool is_alone = meaning->kind == MEANS_NONE || meaning->kind == MEANS_ANY;
	const struct og_zone_said *said = &parser->edit.zones.said[parser->zone];
	unsigned int c;
	u32 line = 0;

	if (parser->place == PLACE_MEMBERS)
		return is_signed || refuse_again(parser, said->said_members, error);
	if (parser->place == PLACE_LIST) {
		for (c = 0; c < OG_CHAINS; c++)
			if (!line && (parser->chains & OG_CHAIN_BIT(c)))
				line = said->said_list[c];
		return is_signed || refuse_again(parser, line, error);
	}
	if (is_alone) {
		og_error_set(error, 0, parser->token_length, "none and any stand alone");
		return false;
	}
	if (is_signed == (parser->place == PLACE_SIGNED || parser->place == PLACE_MEMBERS_SIGNED))
		return true;
	og_error_set(error, 0, parser->token_length,
		     "one line holds either stated or signed items, not both");
	return false;
}

/* What a zone's list cannot have, or not lose. */
static bool check_item(const struct og_parser *parser, const struct meaning *meaning,
		       struct og_error *error)
{
	const struct og_zone_said *said = &parser->edit.zones.said[parser->zone];
	const struct og_item *item = &meaning->item;
	unsigned int c;

	if (meaning->kind == MEANS_NONE || meaning->kind == MEANS_ANY)
		return true;
	if (item->kind == OG_ITEM_WORD && item->word != OG_WORD_ICMP) {
		og_error_set(error, 0, parser->token_length,
			     "%s is everybody's: list it in the chain itself",
			     og_word_name(item->word));
		return false;
	}
	for (c = 0; c < OG_CHAINS && meaning->kind == MEANS_MINUS; c++) {
		if (!(parser->chains & OG_CHAIN_BIT(c)) || !said->any[c])
			continue;
		og_error_set(error, 0, parser->token_length,
			     "this text says any of zone %s: say what it is to list instead",
			     said->name);
		return false;
	}
	return true;
}

bool og_zone_statement_may_grow(const struct og_parser *parser, const struct meaning *meaning)
{
	return meaning->kind == MEANS_NAME ||
	       (meaning->kind == MEANS_NONE && parser->place == PLACE_MEMBERS_STATED);
}

bool og_zone_statement_check(const struct og_parser *parser, const struct meaning *meaning,
			     struct og_error *error)
{
	if (meaning->kind == MEANS_REFUSE && parser->said_line[SAID_REFUSE]) {
		og_error_set(error, 0, parser->token_length, "already said on line %u",
			     parser->said_line[SAID_REFUSE]);
		return false;
	}
	if (meaning->kind == MEANS_NAME)
		return check_name(parser, error);
	if (meaning->kind >= MEANS_ZONE)
		return true;
	return check_form(parser, meaning, error) &&
	       (!og_zone_statement_lists(parser) || check_item(parser, meaning, error));
}
