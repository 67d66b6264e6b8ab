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

/* What else the language says, or may say one day. */
static const char *const other_words[] = {
	"reset", "none", "zone", "from", "to", "refuse", "drop", "reject", "proto", "nflog",
	"enforce", "audit", "on", "off", "filter", "ignore",
};

static bool is_spelled(const char *text, u32 length, const char *word)
{
	return strlen(word) == length && !memcmp(text, word, length);
}

static bool is_one_of(const char *text, u32 length, const char *const *all, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (is_spelled(text, length, all[i]))
			return true;
	return false;
}

bool og_is_word(const char *text, u32 length)
{
	u32 s;

	for (s = 0; s < OG_SAYINGS; s++)
		if (is_spelled(text, length, og_setting_name(s)))
			return true;
	return is_one_of(text, length, words, OG_WORDS) ||
	       is_one_of(text, length, chains, OG_CHAINS) ||
	       is_one_of(text, length, transports, OG_TRANSPORTS) ||
	       is_one_of(text, length, other_words, ARRAY_SIZE(other_words));
}

const char *og_word_name(enum og_word word)
{
	return words[word];
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
