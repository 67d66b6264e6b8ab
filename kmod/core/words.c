// SPDX-License-Identifier: GPL-2.0-only
/* How the language spells the enums: one table each for parser and printer. */
#include "text.h"

static const char *const words[OG_WORDS] = {
	[OG_WORD_ESTABLISHED] = "established",
	[OG_WORD_RELATED] = "related",
	[OG_WORD_REPLY] = "reply",
	[OG_WORD_UNTRACKED] = "untracked",
	[OG_WORD_LOOPBACK] = "loopback",
	[OG_WORD_ICMP] = "icmp",
	[OG_WORD_ANY] = "any",
};

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

static const char *const chains[OG_CHAINS] = {
	[OG_INPUT] = "input",
	[OG_FORWARD] = "forward",
};

static const char *const transports[OG_TRANSPORTS] = {
	[OG_TCP] = "tcp",
	[OG_UDP] = "udp",
};

static const char *const reason_names[OG_REASON_COUNT] = {
#define OG_REASON_NAME(symbol, verdict, name, sentence) #name,
	OG_REASONS(OG_REASON_NAME)
#undef OG_REASON_NAME
};

static const char *const reason_verdicts[OG_REASON_COUNT] = {
#define OG_REASON_VERDICT(symbol, verdict, name, sentence) #verdict,
	OG_REASONS(OG_REASON_VERDICT)
#undef OG_REASON_VERDICT
};

static const struct {
	const char *name, *all;
	const char *const *values;	/* words; numbers are read in meaning.c */
	unsigned int count;
} settings[OG_SETTINGS] = {
	[OG_SET_MODE] = { "mode", "one of enforce, audit, off", modes, OG_MODES },
	[OG_SET_IPV6] = { "ipv6", "one of filter, ignore", ipv6_words, OG_IPV6_WORDS },
	[OG_SET_EARLY] = { "early", "one of on, off", early_words, OG_EARLY_WORDS },
	[OG_SET_TALLY] = { "tally", "one of on, off", tally_words, OG_TALLY_WORDS },
	[OG_SET_LOG] = { "log", "off, or nflog:GROUP", log_words, 1 },
	[OG_SET_TRIAL] = { "trial", "its seconds, 1 to 604800", NULL, 0 },
};

const char *og_word_name(enum og_word word)
{
	return words[word];
}

const char *og_mode_name(enum og_mode mode)
{
	return modes[mode];
}

const char *og_setting_name(enum og_setting setting)
{
	return settings[setting].name;
}

const char *og_setting_value(enum og_setting setting, unsigned int value)
{
	return value < settings[setting].count ? settings[setting].values[value] : NULL;
}

const char *og_setting_values(enum og_setting setting)
{
	return settings[setting].all;
}

/* As the parser's value: an index of the table's words, or a number. */
static u32 setting_of(const struct og_policy *policy, enum og_setting setting)
{
	if (!policy)
		return 0;
	switch (setting) {
	case OG_SET_MODE:
		return policy->mode;
	case OG_SET_IPV6:
		return policy->ipv6;
	case OG_SET_EARLY:
		return policy->early;
	case OG_SET_TALLY:
		return policy->tally;
	case OG_SET_LOG:
		return policy->log;
	case OG_SET_TRIAL:
	case OG_SETTINGS:
		break;
	}
	return 0;
}

bool og_setting_text(const struct og_policy *policy, enum og_setting setting,
		     char text[OG_SETTING_TEXT_SIZE])
{
	u32 value = setting_of(policy, setting);
	const char *word = og_setting_value(setting, value);

	if (word)
		snprintf(text, OG_SETTING_TEXT_SIZE, "%s", word);
	else if (setting == OG_SET_LOG)
		snprintf(text, OG_SETTING_TEXT_SIZE, OG_LOG_NFLOG "%u", value - 1);
	return word || setting == OG_SET_LOG;
}

const char *og_chain_name(enum og_chain_id chain)
{
	return chains[chain];
}

const char *og_transport_name(enum og_transport transport)
{
	return transports[transport];
}

const char *og_reason_name(enum og_reason reason)
{
	return reason_names[reason];
}

const char *og_reason_verdict(enum og_reason reason)
{
	return reason_verdicts[reason];
}
