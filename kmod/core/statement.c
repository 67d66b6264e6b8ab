// SPDX-License-Identifier: GPL-2.0-only
/*
 * A token's meaning is found and checked without changing anything, so that
 * the unfinished token at the end of a piece can be tried by the same code
 * that takes the finished ones.
 */
#include "statement.h"
#include "hear.h"
#include "meaning.h"
#include "zone_statement.h"

/* The line where something was said that the statement at hand would say again; or 0. */
static u32 said_before(const struct og_parser *parser, bool is_alone)
{
	const u32 *said = parser->said_line;
	unsigned int c;

	if (parser->chains != OG_CHAIN_BOTH) {
		c = parser->chains == OG_CHAIN_BIT(OG_INPUT) ? SAID_INPUT : SAID_FORWARD;
		return said[c] || !is_alone ? said[c] : said[SAID_ALONE + c];
	}
	for (c = SAID_BOTH; c <= SAID_FORWARD; c++)
		if (said[c])
			return said[c];
	return is_alone ? said[SAID_ALONE] : 0;
}

static void note_said(struct og_parser *parser, bool is_alone)
{
	unsigned int c = SAID_BOTH;

	if (parser->chains != OG_CHAIN_BOTH)
		c = parser->chains == OG_CHAIN_BIT(OG_INPUT) ? SAID_INPUT : SAID_FORWARD;
	parser->said_line[is_alone ? SAID_ALONE + c : c] = parser->line;
}

/* What would put away items that a writer who appends does not know of. */
static bool replaces(const struct meaning *meaning)
{
	return meaning->kind == MEANS_STATED || meaning->kind == MEANS_NONE ||
	       meaning->kind == MEANS_ANY || meaning->kind == MEANS_RESET;
}

static void refuse_to_replace(const struct og_parser *parser, const struct meaning *meaning,
			      struct og_error *error)
{
	bool is_item = meaning->kind == MEANS_STATED;

	og_error_set(error, 0, parser->token_length,
		     "opened for appending: write +%.*s, or use >",
		     is_item ? parser->token_length : 7, is_item ? parser->token : "443/tcp");
}

/* What a token may not mean where it stands. */
static bool check(const struct og_parser *parser, const struct meaning *meaning,
		  struct og_error *error)
{
	bool is_alone = meaning->kind == MEANS_NONE || meaning->kind == MEANS_ANY;
	bool is_signed = meaning->kind == MEANS_PLUS || meaning->kind == MEANS_MINUS;
	bool begins = parser->place == PLACE_START || parser->place == PLACE_CHAIN;
	bool line_is_signed = parser->place == PLACE_SIGNED;
	u32 length = parser->token_length, line = 0;

	if (parser->appending && replaces(meaning)) {
		refuse_to_replace(parser, meaning, error);
		return false;
	}
	if (meaning->kind == MEANS_RESET && parser->statements) {
		og_error_set(error, 0, length,
			     "reset would undo what was said before: put it first");
		return false;
	}
	if (og_zone_statement(parser, meaning))
		return og_zone_statement_check(parser, meaning, error);
	if (meaning->kind == MEANS_SETTING)
		line = parser->said_line[SAID_SETTING + meaning->value];
	else if (begins && (is_alone || meaning->kind == MEANS_STATED))
		line = said_before(parser, is_alone);
	if (line) {
		og_error_set(error, 0, length,
			     "already said on line %u: put the items on one line, or write +ITEM",
			     line);
		return false;
	}
	if (begins)
		return true;
	if (is_alone) {
		og_error_set(error, 0, length, "none and any stand alone");
		return false;
	}
	if (is_signed != line_is_signed) {
		og_error_set(error, 0, length,
			     "one line holds either stated or signed items, not both");
		return false;
	}
	return true;
}

static void act_alone(struct og_parser *parser, enum meaning_kind kind)
{
	note_said(parser, true);
	memset(&parser->stated, 0, sizeof(parser->stated));
	if (kind == MEANS_ANY)
		parser->stated.words = 1ull << OG_WORD_ANY;
	og_edit_state(&parser->edit, parser->chains, &parser->stated);
	parser->place = PLACE_FULL;
}

static void act_stated(struct og_parser *parser, const struct og_item *item)
{
	if (parser->place != PLACE_STATED) {
		memset(&parser->stated, 0, sizeof(parser->stated));
		note_said(parser, false);
		parser->beyond_ports = parser->named;
		parser->place = PLACE_STATED;
	}
	parser->beyond_ports |= item->kind != OG_ITEM_PORTS;
	og_items_put(&parser->stated, item);
}

static void act(struct og_parser *parser, const struct meaning *meaning)
{
	switch (meaning->kind) {
	case MEANS_SETTING:
		parser->said_line[SAID_SETTING + meaning->value] = parser->line;
		parser->setting = meaning->value;
		parser->place = PLACE_SETTING;
		break;
	case MEANS_RESET:
		og_edit_reset(&parser->edit);
		parser->place = PLACE_FULL;
		break;
	case MEANS_CHAIN:
		parser->chains = meaning->value;
		parser->named = true;
		parser->place = PLACE_CHAIN;
		break;
	case MEANS_VALUE:
		og_edit_set(&parser->edit, parser->setting, meaning->value);
		parser->place = PLACE_FULL;
		break;
	case MEANS_NONE:
	case MEANS_ANY:
		act_alone(parser, meaning->kind);
		break;
	case MEANS_STATED:
		act_stated(parser, &meaning->item);
		break;
	case MEANS_PLUS:
		og_edit_add(&parser->edit, parser->chains, &meaning->item);
		parser->place = PLACE_SIGNED;
		break;
	case MEANS_MINUS:
		og_edit_remove(&parser->edit, parser->chains, &meaning->item);
		parser->place = PLACE_SIGNED;
		break;
	default:
		break;
	}
}

enum og_token og_statement_try(const struct og_parser *parser, struct og_error *error)
{
	struct og_span token = { parser->token, parser->token_length };
	struct meaning meaning = { 0 };
	enum og_token got = og_mean(parser->place, parser->setting, token, &meaning, error);

	if (got == OG_TOKEN_OK && !check(parser, &meaning, error))
		return og_zone_statement_may_grow(parser, &meaning) ? OG_TOKEN_SHORT : OG_TOKEN_BAD;
	return got;
}

bool og_statement_take(struct og_parser *parser, struct og_error *error)
{
	struct og_span token = { parser->token, parser->token_length };
	enum place place = parser->place;
	struct meaning meaning = { 0 };

	if (og_mean(parser->place, parser->setting, token, &meaning, error) != OG_TOKEN_OK ||
	    !check(parser, &meaning, error))
		return false;
	if (place == PLACE_START) {
		parser->begin_line = parser->line;
		parser->begin_column = parser->token_column;
	}
	parser->end_column = parser->token_column + parser->token_length;
	if (!og_zone_statement(parser, &meaning))
		act(parser, &meaning);
	else if (!og_zone_statement_act(parser, &meaning, error))
		return false;
	og_hear_token(parser, place, &meaning);
	return true;
}

bool og_statement_end(struct og_parser *parser, struct og_error *error)
{
	switch (parser->place) {
	case PLACE_START:
		return true;
	case PLACE_SETTING:
		og_error_set(error, 0, 1, "%s needs %s", og_setting_name(parser->setting),
			     og_setting_values(parser->setting));
		return false;
	case PLACE_CHAIN:
		og_error_set(error, 0, 1, "%s needs items, or none, or any",
			     og_chain_name(parser->chains == OG_CHAIN_BIT(OG_INPUT) ?
					   OG_INPUT : OG_FORWARD));
		return false;
	case PLACE_STATED:
		if (parser->zone != OG_ZONES)
			break;
		if (parser->beyond_ports)
			og_edit_state(&parser->edit, parser->chains, &parser->stated);
		else
			og_edit_state_ports(&parser->edit, parser->chains, &parser->stated);
		break;
	default:
		if (!og_zone_statement_end(parser, error))
			return false;
	}
	parser->statements++;
	og_hear_end(parser);
	og_statement_begin(parser);
	return true;
}

void og_statement_begin(struct og_parser *parser)
{
	parser->place = PLACE_START;
	parser->chains = OG_CHAIN_BOTH;
	parser->named = false;
	parser->zone = OG_ZONES;
}
