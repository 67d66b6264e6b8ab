// SPDX-License-Identifier: GPL-2.0-only
/* What a transaction changes: composed while it is read, laid over a policy at its end. */
#include "policy.h"
#include "zone_apply.h"

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

void og_edit_set(struct og_edit *edit, enum og_setting setting, u32 value)
{
	edit->sets |= OG_SETTING_BIT(setting);
	if (setting == OG_SET_TRIAL)
		edit->trial = value;
	else
		edit->setting[setting] = value;
}

/*
 * Over a chain that is "any", what is added before something is taken away
 * has no effect: "any" has it all. It shows only in the three items that
 * "any" written out does not hold (see og_items_spell_any()): they are noted
 * at the first removal, and no longer once they are added after it.
 */
enum masked {
	MASKED_REPLY = 1 << 0,
	MASKED_TCP = 1 << 1,
	MASKED_UDP = 1 << 2,
	MASKED_KNOWN = 1 << 3,	/* there was a removal */
};

static void note_masked(struct og_edit *edit, unsigned int chain)
{
	const struct og_items *add = &edit->add[chain];
	u8 *masked = &edit->masked[chain];

	if (*masked & MASKED_KNOWN)
		return;
	*masked = MASKED_KNOWN;
	if (og_has_word(add, OG_WORD_REPLY))
		*masked |= MASKED_REPLY;
	if (og_bit(add->protos, OG_PROTO_TCP))
		*masked |= MASKED_TCP;
	if (og_bit(add->protos, OG_PROTO_UDP))
		*masked |= MASKED_UDP;
}

static u8 masked_bit(const struct og_item *item)
{
	if (item->kind == OG_ITEM_WORD && item->word == OG_WORD_REPLY)
		return MASKED_REPLY;
	if (item->kind == OG_ITEM_PROTO && item->proto == OG_PROTO_TCP)
		return MASKED_TCP;
	if (item->kind == OG_ITEM_PROTO && item->proto == OG_PROTO_UDP)
		return MASKED_UDP;
	return 0;
}

static void take_masked(struct og_items *items, u8 masked)
{
	if (masked & MASKED_REPLY)
		items->words &= ~(1ull << OG_WORD_REPLY);
	if (masked & MASKED_TCP)
		items->protos[0] &= ~(1ull << OG_PROTO_TCP);
	if (masked & MASKED_UDP)
		items->protos[0] &= ~(1ull << OG_PROTO_UDP);
}

/* "any" is spelled out, so that parts of it can go; what then says nothing any more is noted. */
static void open_to_removal(struct og_edit *edit, unsigned int c)
{
	if (og_has_word(&edit->add[c], OG_WORD_ANY))
		og_items_spell_any(&edit->add[c]);
	note_masked(edit, c);
}

void og_edit_state_ports(struct og_edit *edit, unsigned int chains, const struct og_items *items)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)))
			continue;
		open_to_removal(edit, c);
		memset(edit->remove[c].ports, 0xff, sizeof(edit->remove[c].ports));
		memcpy(edit->add[c].ports, items->ports, sizeof(items->ports));
	}
}

void og_edit_add(struct og_edit *edit, unsigned int chains, const struct og_item *item)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)) || og_has_word(&edit->add[c], OG_WORD_ANY))
			continue;
		og_items_put(&edit->add[c], item);
		edit->masked[c] &= ~masked_bit(item);
	}
}

void og_edit_remove(struct og_edit *edit, unsigned int chains, const struct og_item *item)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)))
			continue;
		open_to_removal(edit, c);
		og_items_take(&edit->add[c], item);
		og_items_put(&edit->remove[c], item);
	}
}

void og_edit_reset(struct og_edit *edit)
{
	unsigned int c, s;

	for (s = 0; s < OG_SETTINGS; s++)
		og_edit_set(edit, s, og_setting_builtin(s));
	for (c = 0; c < OG_CHAINS; c++) {
		memset(&edit->remove[c], 0xff, sizeof(edit->remove[c]));
		og_items_builtin(&edit->add[c]);
	}
	og_zone_edit_reset(&edit->zones);
}

/* items = items without @remove, with @add; "any" gives way only to a removal. */
static void items_edit(struct og_items *items, const struct og_items *remove,
		       const struct og_items *add, u8 masked)
{
	const u64 *remove_word = (const u64 *)remove, *add_word = (const u64 *)add;
	bool spelled = og_has_word(items, OG_WORD_ANY) && !og_has_word(remove, OG_WORD_ANY);
	u64 *word = (u64 *)items;
	size_t i;

	if (spelled) {
		if (og_items_empty(remove))
			return;
		og_items_spell_any(items);
	}
	for (i = 0; i < OG_ITEMS_WORDS; i++)
		word[i] = (word[i] & ~remove_word[i]) | add_word[i];
	if (spelled)
		take_masked(items, masked);
}

bool og_edit_fits(const struct og_edit *edit, const struct og_policy *policy,
		  struct og_error *error)
{
	return og_zone_edit_fits(&edit->zones, policy ? &policy->zones : NULL, error);
}

void og_edit_apply(const struct og_edit *edit, struct og_policy *policy)
{
	unsigned int c, s;

	for (s = 0; s < OG_SETTINGS; s++)
		if (og_edit_sets(edit, s))
			policy->setting[s] = edit->setting[s];
	for (c = 0; c < OG_CHAINS; c++) {
		items_edit(&policy->chain[c].items, &edit->remove[c], &edit->add[c],
			   edit->masked[c]);
		og_chain_compile(&policy->chain[c]);
	}
	og_zone_edit_apply(&edit->zones, &policy->zones);
}
