// SPDX-License-Identifier: GPL-2.0-only
/* What a transaction changes: composed while it is read, laid over a policy at its end. */
#include "policy.h"

void og_edit_init(struct og_edit *edit)
{
	memset(edit, 0, sizeof(*edit));
}

void og_edit_state(struct og_edit *edit, unsigned int chains, const struct og_items *items)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)))
			continue;
		memset(&edit->remove[c], 0xff, sizeof(edit->remove[c]));
		edit->add[c] = *items;
	}
}

void og_edit_state_ports(struct og_edit *edit, unsigned int chains, const struct og_items *items)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)))
			continue;
		if (og_has_word(&edit->add[c], OG_WORD_ANY))
			og_items_spell_any(&edit->add[c]);
		memset(edit->remove[c].ports, 0xff, sizeof(edit->remove[c].ports));
		memcpy(edit->add[c].ports, items->ports, sizeof(items->ports));
	}
}

void og_edit_add(struct og_edit *edit, unsigned int chains, const struct og_item *item)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++)
		if ((chains & OG_CHAIN_BIT(c)) && !og_has_word(&edit->add[c], OG_WORD_ANY))
			og_items_put(&edit->add[c], item);
}

void og_edit_remove(struct og_edit *edit, unsigned int chains, const struct og_item *item)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)))
			continue;
		if (og_has_word(&edit->add[c], OG_WORD_ANY))
			og_items_spell_any(&edit->add[c]);
		og_items_take(&edit->add[c], item);
		og_items_put(&edit->remove[c], item);
	}
}

void og_edit_reset(struct og_edit *edit)
{
	unsigned int c;

	edit->sets_mode = true;
	edit->mode = OG_MODE_ENFORCE;
	edit->sets_ipv6 = true;
	edit->ipv6 = OG_IPV6_FILTER;
	edit->sets_early = true;
	edit->early = OG_EARLY_OFF;
	for (c = 0; c < OG_CHAINS; c++) {
		memset(&edit->remove[c], 0xff, sizeof(edit->remove[c]));
		og_items_builtin(&edit->add[c]);
	}
}

/* items = items without @remove, with @add; "any" gives way only to a removal. */
static void items_edit(struct og_items *items, const struct og_items *remove,
		       const struct og_items *add)
{
	const u64 *remove_word = (const u64 *)remove, *add_word = (const u64 *)add;
	u64 *word = (u64 *)items;
	size_t i;

	if (og_has_word(items, OG_WORD_ANY) && !og_has_word(remove, OG_WORD_ANY)) {
		if (og_items_empty(remove))
			return;
		og_items_spell_any(items);
	}
	for (i = 0; i < OG_ITEMS_WORDS; i++)
		word[i] = (word[i] & ~remove_word[i]) | add_word[i];
}

void og_edit_apply(const struct og_edit *edit, struct og_policy *policy)
{
	unsigned int c;

	if (edit->sets_mode)
		policy->mode = edit->mode;
	if (edit->sets_ipv6)
		policy->ipv6 = edit->ipv6;
	if (edit->sets_early)
		policy->early = edit->early;
	for (c = 0; c < OG_CHAINS; c++) {
		items_edit(&policy->chain[c].items, &edit->remove[c], &edit->add[c]);
		og_chain_compile(&policy->chain[c]);
	}
}
