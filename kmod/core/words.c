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

static const char *const chains[OG_CHAINS] = {
	[OG_INPUT] = "input",
	[OG_FORWARD] = "forward",
};

static const char *const transports[OG_TRANSPORTS] = {
	[OG_TCP] = "tcp",
	[OG_UDP] = "udp",
};

static const struct {
	const char *name, *all;
	const char *const *values;
	unsigned int count;
} settings[OG_SETTINGS] = {
	[OG_SET_MODE] = { "mode", "enforce, audit, off", modes, OG_MODES },
	[OG_SET_IPV6] = { "ipv6", "filter, ignore", ipv6_words, OG_IPV6_WORDS },
	[OG_SET_EARLY] = { "early", "on, off", early_words, OG_EARLY_WORDS },
};

const char *og_word_name(enum og_word word)
{
	return words[word];
}

const char *og_mode_name(enum og_mode mode)
{
	return modes[mode];
}

const char *og_ipv6_name(enum og_ipv6 ipv6)
{
	return ipv6_words[ipv6];
}

const char *og_early_name(enum og_early early)
{
	return early_words[early];
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

const char *og_chain_name(enum og_chain_id chain)
{
	return chains[chain];
}

const char *og_transport_name(enum og_transport transport)
{
	return transports[transport];
}
