// SPDX-License-Identifier: GPL-2.0-only
/* The settings: their words, their values', and what the page has. */
#include "meaning.h"

static const char *const modes[OG_MODES] = {
	[OG_MODE_OFF] = "off",
	[OG_MODE_ENFORCE] = "enforce",
	[OG_MODE_AUDIT] = "audit",
};

static const char *const ipv6_words[OG_IPV6_WORDS] = {
	[OG_IPV6_FILTER] = "filter",
	[OG_IPV6_IGNORE] = "ignore",
};

static const char *const early_words[OG_EARLY_WORDS] = {
	[OG_EARLY_OFF] = "off",
	[OG_EARLY_ON] = "on",
};

static const char *const tally_words[OG_TALLY_WORDS] = {
	[OG_TALLY_OFF] = "off",
	[OG_TALLY_ON] = "on",
};

static const char *const log_words[] = {
	[OG_LOG_OFF] = "off",
};

static const struct {
	const char *name, *all;
	const char *const *words;	/* of the values from 0 on */
	/* For the values behind these, numbers: reads one, and what is printed before it. */
	enum og_token (*number)(struct og_span token, u32 *value, struct og_error *error);
	const char *prefix;
	u32 builtin;
	unsigned int count;		/* of words */
} rows[OG_SAYINGS] = {
	[OG_SET_MODE] = {
		.name = "mode", .all = "one of enforce, audit, off",
		.builtin = OG_MODE_ENFORCE, .words = modes, .count = OG_MODES,
	},
	[OG_SET_IPV6] = {
		.name = "ipv6", .all = "one of filter, ignore",
		.builtin = OG_IPV6_FILTER, .words = ipv6_words, .count = OG_IPV6_WORDS,
	},
	[OG_SET_EARLY] = {
		.name = "early", .all = "one of on, off",
		.builtin = OG_EARLY_OFF, .words = early_words, .count = OG_EARLY_WORDS,
	},
	[OG_SET_TALLY] = {
		.name = "tally", .all = "one of on, off",
		.builtin = OG_TALLY_OFF, .words = tally_words, .count = OG_TALLY_WORDS,
	},
	[OG_SET_LOG] = {
		.name = "log", .all = "off, or nflog:GROUP",
		.builtin = OG_LOG_OFF, .words = log_words, .count = ARRAY_SIZE(log_words),
		.number = og_token_nflog, .prefix = OG_LOG_NFLOG,
	},
	[OG_SET_TRIAL] = {
		.name = "trial", .all = "its seconds, 1 to 604800",
		.number = og_token_seconds,
	},
};

u32 og_setting_builtin(enum og_setting setting)
{
	return rows[setting].builtin;
}

const char *og_setting_name(enum og_setting setting)
{
	return rows[setting].name;
}

const char *og_setting_values(enum og_setting setting)
{
	return rows[setting].all;
}

const char *og_mode_name(enum og_mode mode)
{
	return modes[mode];
}

static u32 value_of(const struct og_policy *policy, enum og_setting setting)
{
	if (policy)
		return policy->setting[setting];
	return setting == OG_SET_MODE ? OG_MODE_OFF : rows[setting].builtin;
}

const char *og_setting_text(const struct og_policy *policy, enum og_setting setting,
			    char text[OG_SETTING_TEXT_SIZE])
{
	u32 value = value_of(policy, setting), count = rows[setting].count;

	if (value < count)
		snprintf(text, OG_SETTING_TEXT_SIZE, "%s", rows[setting].words[value]);
	else
		snprintf(text, OG_SETTING_TEXT_SIZE, "%s%u", rows[setting].prefix, value - count);
	return text;
}

/* One of the words that may follow the setting's name. */
static enum og_token match_words(struct og_span token, enum og_setting setting, u32 *value)
{
	enum og_token best = OG_TOKEN_BAD;
	u32 i;

	for (i = 0; i < rows[setting].count; i++) {
		enum og_token match = og_token_match(token, rows[setting].words[i]);

		if (match < best) {
			best = match;
			*value = i;
		}
	}
	return best;
}

enum og_token og_setting_mean(enum og_setting setting, struct og_span token, u32 *value,
			      struct og_error *error)
{
	enum og_token best = match_words(token, setting, value), match;
	u32 column = error->column;

	if (best == OG_TOKEN_OK)
		return best;
	error->length = 0;
	if (rows[setting].number) {
		match = rows[setting].number(token, value, error);
		if (match == OG_TOKEN_OK || error->length)
			return match;
		if (match < best)
			best = match;
	}
	error->column = column;
	og_error_set(error, 0, token.length, "%s \"%.*s\" is not %s", rows[setting].name,
		     (int)token.length, token.text, rows[setting].all);
	return best;
}
