// SPDX-License-Identifier: GPL-2.0-only
#include "meaning.h"

static const struct head {
	const char *word;
	enum meaning_kind kind;
	u8 value;
} heads[] = {
	{ "reset", MEANS_RESET, 0 },
	{ "input", MEANS_CHAIN, OG_CHAIN_BIT(OG_INPUT) },
	{ "forward", MEANS_CHAIN, OG_CHAIN_BIT(OG_FORWARD) },
	{ "zone", MEANS_ZONE, 0 },
	{ "from", MEANS_FROM, 0 },
	{ "refuse", MEANS_REFUSE, 0 },
};

static const struct head behind_chain[] = {
	{ "from", MEANS_FROM, 0 },
};

static const struct head hows[] = {
	{ "drop", MEANS_HOW, OG_REFUSE_DROP },
	{ "reject", MEANS_HOW, OG_REFUSE_ALL },
};

static const struct head alone[] = {
	{ "none", MEANS_NONE, 0 },
	{ "any", MEANS_ANY, 0 },
};

static enum og_token match_heads(struct og_span token, const struct head *table, size_t rows,
				 struct meaning *meaning)
{
	enum og_token best = OG_TOKEN_BAD;
	size_t i;

	for (i = 0; i < rows; i++) {
		enum og_token match = og_token_match(token, table[i].word);

		if (match < best) {
			best = match;
			meaning->kind = table[i].kind;
			meaning->value = table[i].value;
		}
	}
	return best;
}

/* A setting's name. */
static enum og_token match_settings(struct og_span token, struct meaning *meaning)
{
	enum og_token best = OG_TOKEN_BAD;
	u32 s;

	for (s = 0; s < OG_SAYINGS; s++) {
		enum og_token match = og_token_match(token, og_setting_name(s));

		if (match < best) {
			best = match;
			meaning->kind = MEANS_SETTING;
			meaning->value = s;
		}
	}
	return best;
}

/* What begins a statement. */
static enum og_token match_begin(struct og_span token, struct meaning *meaning)
{
	enum og_token best = match_heads(token, heads, ARRAY_SIZE(heads), meaning), match;

	if (best == OG_TOKEN_OK)
		return best;
	match = match_settings(token, meaning);
	return match < best ? match : best;
}

/* A sign in front is taken off @token. */
static bool take_sign(struct og_span *token, struct meaning *meaning)
{
	if (token->text[0] != '+' && token->text[0] != '-')
		return false;
	meaning->kind = token->text[0] == '+' ? MEANS_PLUS : MEANS_MINUS;
	token->text++;
	token->length--;
	return true;
}

/* What may stand in place of items, or of the statement's first. */
static enum og_token match_words(struct og_span token, enum place place, struct meaning *meaning)
{
	enum og_token best = match_heads(token, alone, ARRAY_SIZE(alone), meaning);
	enum og_token match = OG_TOKEN_BAD;

	if (best == OG_TOKEN_OK)
		return best;
	if (place == PLACE_START)
		match = match_begin(token, meaning);
	else if (place == PLACE_CHAIN)
		match = match_heads(token, behind_chain, ARRAY_SIZE(behind_chain), meaning);
	return match < best ? match : best;
}

static enum og_token mean_item(struct og_span token, enum place place, struct meaning *meaning,
			       struct og_error *error)
{
	enum og_token match, best;

	if (take_sign(&token, meaning)) {
		match = og_token_item(token, &meaning->item, error);
		if (match != OG_TOKEN_OK)
			error->column++;
		return match;
	}
	best = match_words(token, place, meaning);
	if (best == OG_TOKEN_OK)
		return OG_TOKEN_OK;
	match = og_token_item(token, &meaning->item, error);
	if (match == OG_TOKEN_OK)
		meaning->kind = MEANS_STATED;
	return match < best ? match : best;
}

static enum og_token mean_member(struct og_span token, struct meaning *meaning,
				 struct og_error *error)
{
	enum og_token match;

	if (take_sign(&token, meaning)) {
		match = og_token_member(token, &meaning->member, error);
		if (match != OG_TOKEN_OK)
			error->column++;
		return match;
	}
	if (og_token_match(token, "none") == OG_TOKEN_OK) {
		meaning->kind = MEANS_NONE;
		return OG_TOKEN_OK;
	}
	meaning->kind = MEANS_STATED;
	return og_token_member(token, &meaning->member, error);
}

static enum og_token mean_how(struct og_span token, struct meaning *meaning,
			      struct og_error *error)
{
	enum og_token match = match_heads(token, hows, ARRAY_SIZE(hows), meaning);

	if (match != OG_TOKEN_OK)
		og_error_set(error, 0, token.length, "refuse \"%.*s\" is not one of drop, reject",
			     (int)token.length, token.text);
	return match;
}

enum og_token og_mean(enum place place, enum og_setting setting, struct og_span token,
		      struct meaning *meaning, struct og_error *error)
{
	switch (place) {
	case PLACE_SETTING:
		meaning->kind = MEANS_VALUE;
		return og_setting_mean(setting, token, &meaning->value, error);
	case PLACE_FULL:
		og_error_set(error, 0, token.length,
			     "\"%.*s\" is too much: nothing may follow here",
			     (int)token.length, token.text);
		return OG_TOKEN_BAD;
	case PLACE_FROM:
	case PLACE_ZONE:
	case PLACE_REJECT:
		meaning->kind = MEANS_NAME;
		return og_token_zone(token, error);
	case PLACE_MEMBERS:
	case PLACE_MEMBERS_STATED:
	case PLACE_MEMBERS_SIGNED:
		return mean_member(token, meaning, error);
	case PLACE_REFUSE:
		return mean_how(token, meaning, error);
	default:
		return mean_item(token, place, meaning, error);
	}
}
