// SPDX-License-Identifier: GPL-2.0-only
#include "policy.h"

/* The page's ports, in its own order: udp only where its rules list it. */
static const struct og_item builtin_ports[] = {
#define TCP(port) { .kind = OG_ITEM_PORTS, .transports = OG_TRANSPORT_BIT(OG_TCP), \
		    .low = (port), .high = (port) }
#define UDP(port) { .kind = OG_ITEM_PORTS, .transports = OG_TRANSPORT_BIT(OG_UDP), \
		    .low = (port), .high = (port) }
	TCP(22), TCP(25), TCP(53), TCP(110), TCP(389), TCP(465), TCP(587), TCP(636),
	TCP(953), TCP(993), TCP(995),
	TCP(1023), TCP(3268), TCP(3269), TCP(5222), TCP(5269), TCP(5280), TCP(8080),
	UDP(53), UDP(953),
#undef UDP
#undef TCP
};

static const enum og_word builtin_words[] = {
	OG_WORD_ESTABLISHED, OG_WORD_RELATED, OG_WORD_LOOPBACK, OG_WORD_ICMP,
};

void og_items_builtin(struct og_items *items)
{
	size_t i;

	memset(items, 0, sizeof(*items));
	for (i = 0; i < ARRAY_SIZE(builtin_words); i++)
		items->words |= 1ull << builtin_words[i];
	for (i = 0; i < ARRAY_SIZE(builtin_ports); i++)
		og_items_put(items, &builtin_ports[i]);
}

void og_policy_builtin(struct og_policy *policy)
{
	unsigned int c, s;

	memset(policy, 0, sizeof(*policy));
	for (s = 0; s < OG_SETTINGS; s++)
		policy->setting[s] = og_setting_builtin(s);
	for (c = 0; c < OG_CHAINS; c++) {
		og_items_builtin(&policy->chain[c].items);
		og_chain_compile(&policy->chain[c]);
	}
}

void og_policy_unwritten(struct og_policy *policy)
{
	og_policy_builtin(policy);
	policy->setting[OG_SET_MODE] = OG_MODE_OFF;
}

bool og_policy_equal(const struct og_policy *a, const struct og_policy *b)
{
	unsigned int c;

	if (memcmp(a->setting, b->setting, sizeof(a->setting)))
		return false;
	for (c = 0; c < OG_CHAINS; c++)
		if (memcmp(&a->chain[c].items, &b->chain[c].items, sizeof(struct og_items)))
			return false;
	return og_zones_equal(&a->zones, &b->zones);
}
