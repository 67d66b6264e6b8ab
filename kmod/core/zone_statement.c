// SPDX-License-Identifier: GPL-2.0-only
#include "zone_statement.h"

bool og_zone_statement(const struct og_parser *parser, const struct meaning *meaning)
{
	return parser->zone != OG_ZONES || parser->place >= PLACE_FROM ||
	       meaning->kind >= MEANS_ZONE;
}

bool og_zone_statement_lists(const struct og_parser *parser)
{
	return parser->place == PLACE_LIST || parser->place == PLACE_STATED ||
	       parser->place == PLACE_SIGNED;
}

static struct og_place place_of(const struct og_parser *parser)
{
	struct og_place place = { parser->line, parser->token_column, parser->token_length };

	return place;
}

static bool act_name(struct og_parser *parser)
{
	struct og_zone_edit *zones = &parser->edit.zones;
	unsigned int slot = og_zone_edit_slot(zones, parser->token, parser->token_length);
	struct og_zone_said *said = &zones->said[slot];

	if (parser->place != PLACE_ZONE && !said->defined && !said->used.line)
		said->used = place_of(parser);
	if (parser->place == PLACE_REJECT) {
		og_zone_edit_refuse_zone(zones, slot);
		return true;
	}
	parser->zone = (u8)slot;
	parser->place = parser->place == PLACE_ZONE ? PLACE_MEMBERS : PLACE_LIST;
	return true;
}

static bool act_member(struct og_parser *parser, const struct meaning *meaning,
		       struct og_error *error)
{
	struct og_zone_edit *zones = &parser->edit.zones;
	struct og_zone_said *said = &zones->said[parser->zone];
	bool is_stated = meaning->kind == MEANS_STATED;

	if (meaning->kind == MEANS_NONE) {
		og_zone_edit_gone(zones, parser->zone);
		parser->place = PLACE_FULL;
		return true;
	}
	if (is_stated && parser->place == PLACE_MEMBERS) {
		og_zone_edit_state_members(zones, parser->zone);
		said->said_members = parser->line;
	}
	if (is_stated || meaning->kind == MEANS_MINUS)
		said->member_taken = place_of(parser);
	parser->place = is_stated ? PLACE_MEMBERS_STATED : PLACE_MEMBERS_SIGNED;
	if (og_zone_edit_member(zones, parser->zone, &meaning->member,
				meaning->kind != MEANS_MINUS))
		return true;
	og_error_set(error, 0, parser->token_length,
		     "a text speaks of at most %u networks and %u devices", OG_ZONE_EDIT_NETWORKS,
		     OG_ZONE_EDIT_DEVICES);
	return false;
}

static void note_list(struct og_parser *parser, const struct meaning *meaning)
{
	struct og_zone_said *said = &parser->edit.zones.said[parser->zone];
	bool is_signed = meaning->kind == MEANS_PLUS || meaning->kind == MEANS_MINUS;
	unsigned int c;

	if (parser->place == PLACE_LIST && !is_signed)
		og_zone_edit_state_list(&parser->edit.zones, parser->zone, parser->chains,
					meaning->kind == MEANS_ANY);
	for (c = 0; c < OG_CHAINS; c++) {
		if (!(parser->chains & OG_CHAIN_BIT(c)))
			continue;
		if (!is_signed)
			said->said_list[c] = parser->line;
		else if (meaning->kind == MEANS_MINUS && !said->item_taken[c].line &&
			 !said->list_stated[c])
			said->item_taken[c] = place_of(parser);
	}
}

static bool act_list(struct og_parser *parser, const struct meaning *meaning,
		     struct og_error *error)
{
	note_list(parser, meaning);
	if (meaning->kind == MEANS_NONE || meaning->kind == MEANS_ANY) {
		parser->place = PLACE_FULL;
		return true;
	}
	parser->place = meaning->kind == MEANS_STATED ? PLACE_STATED : PLACE_SIGNED;
	if (og_zone_edit_item(&parser->edit.zones, parser->zone, parser->chains, &meaning->item,
			      meaning->kind != MEANS_MINUS))
		return true;
	og_error_set(error, 0, parser->token_length,
		     "a text speaks of at most %u ranges of ports for zones", OG_ZONE_RANGES);
	return false;
}

bool og_zone_statement_act(struct og_parser *parser, const struct meaning *meaning,
			   struct og_error *error)
{
	parser->edit.zones.last = place_of(parser);
	switch (meaning->kind) {
	case MEANS_ZONE:
		parser->place = PLACE_ZONE;
		return true;
	case MEANS_FROM:
		parser->place = PLACE_FROM;
		return true;
	case MEANS_REFUSE:
		parser->said_line[SAID_REFUSE] = parser->line;
		parser->place = PLACE_REFUSE;
		return true;
	case MEANS_HOW:
		og_zone_edit_refuse(&parser->edit.zones, meaning->value);
		parser->place = meaning->value == OG_REFUSE_DROP ? PLACE_FULL : PLACE_REJECT;
		return true;
	case MEANS_NAME:
		return act_name(parser);
	default:
		return og_zone_statement_lists(parser) ? act_list(parser, meaning, error) :
					 act_member(parser, meaning, error);
	}
}

bool og_zone_statement_end(const struct og_parser *parser, struct og_error *error)
{
	const char *name = parser->edit.zones.said[parser->zone % OG_ZONES].name;

	switch (parser->place) {
	case PLACE_FROM:
		og_error_set(error, 0, 1, "from needs a zone's name");
		return false;
	case PLACE_LIST:
		og_error_set(error, 0, 1, "from %s needs items, or none, or any", name);
		return false;
	case PLACE_ZONE:
		og_error_set(error, 0, 1, "zone needs a name, and who is in it");
		return false;
	case PLACE_MEMBERS:
		og_error_set(error, 0, 1, "zone %s needs devices or networks, or none", name);
		return false;
	case PLACE_REFUSE:
		og_error_set(error, 0, 1, "refuse needs one of drop, reject");
		return false;
	default:
		return true;
	}
}
