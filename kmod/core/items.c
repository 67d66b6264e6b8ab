// SPDX-License-Identifier: GPL-2.0-only
#include "items.h"

static void word_change(u64 *word, u64 mask, bool put)
{
	*word = put ? *word | mask : *word & ~mask;
}

/*
 * A word at each end, and at once what lies between: 1 MiB of text may well
 * be nothing but wide ranges.
 */
static void ports_change(u64 *map, unsigned int low, unsigned int high, bool put)
{
	unsigned int first = low / OG_BITS, last = high / OG_BITS;
	u64 from_low = ~0ull << (low % OG_BITS);
	u64 to_high = ~0ull >> (OG_BITS - 1 - high % OG_BITS);

	if (first == last) {
		word_change(&map[first], from_low & to_high, put);
		return;
	}
	word_change(&map[first], from_low, put);
	memset(&map[first + 1], put ? 0xff : 0, (last - first - 1) * sizeof(*map));
	word_change(&map[last], to_high, put);
}

static void bit_change(u64 *map, unsigned int n, bool put)
{
	word_change(&map[n / OG_BITS], 1ull << (n % OG_BITS), put);
}

static void items_change(struct og_items *items, const struct og_item *item, bool put)
{
	unsigned int t;

	switch (item->kind) {
	case OG_ITEM_WORD:
		bit_change(&items->words, item->word, put);
		break;
	case OG_ITEM_PROTO:
		bit_change(items->protos, item->proto, put);
		break;
	case OG_ITEM_PORTS:
		for (t = 0; t < OG_TRANSPORTS; t++)
			if (item->transports & OG_TRANSPORT_BIT(t))
				ports_change(items->ports[t], item->low, item->high, put);
		break;
	}
}

void og_items_put(struct og_items *items, const struct og_item *item)
{
	items_change(items, item, true);
}

void og_items_take(struct og_items *items, const struct og_item *item)
{
	items_change(items, item, false);
}

bool og_items_empty(const struct og_items *items)
{
	const u64 *word = (const u64 *)items;
	size_t i;

	for (i = 0; i < OG_ITEMS_WORDS; i++)
		if (word[i])
			return false;
	return true;
}

void og_items_spell_any(struct og_items *items)
{
	memset(items, 0xff, sizeof(*items));
	items->words = (1ull << OG_WORD_ANY) - 1;
	items->words &= ~(1ull << OG_WORD_REPLY);
	bit_change(items->protos, 0, false);
	bit_change(items->protos, OG_PROTO_TCP, false);
	bit_change(items->protos, OG_PROTO_UDP, false);
}
