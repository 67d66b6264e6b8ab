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

static enum og_token mean_item(struct og_span token, enum place place, struct meaning *meaning,
			       struct og_error *error)
{
	bool plus = token.text[0] == '+';
	enum og_token match, best;
	struct og_span item = token;

	if (plus || token.text[0] == '-') {
		meaning->kind = plus ? MEANS_PLUS : MEANS_MINUS;
		item.text++;
		item.length--;
		match = og_token_item(item, &meaning->item, error);
		if (match != OG_TOKEN_OK)
			error->column++;
		return match;
	}
	best = match_heads(token, alone, ARRAY_SIZE(alone), meaning);
	if (place == PLACE_START && best != OG_TOKEN_OK) {
		match = match_begin(token, meaning);
		if (match < best)
			best = match;
	}
	if (best == OG_TOKEN_OK)
		return OG_TOKEN_OK;
	match = og_token_item(item, &meaning->item, error);
	if (match == OG_TOKEN_OK)
		meaning->kind = MEANS_STATED;
	return match < best ? match : best;
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
	default:
		return mean_item(token, place, meaning, error);
	}
}
