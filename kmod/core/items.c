// SPDX-License-Identifier: GPL-2.0-only
#include "items.h"

/* The bits of word @index that lie in low..high (both included). */
static u64 range_mask(unsigned int index, unsigned int low, unsigned int high)
{
	u64 mask = ~0ull;

	if (index == low / OG_BITS)
		mask &= ~0ull << (low % OG_BITS);
	if (index == high / OG_BITS)
		mask &= ~0ull >> (OG_BITS - 1 - high % OG_BITS);
	return mask;
}

static void ports_change(u64 *map, unsigned int low, unsigned int high, bool put)
{
	unsigned int i;

	for (i = low / OG_BITS; i <= high / OG_BITS; i++) {
		u64 mask = range_mask(i, low, high);

		map[i] = put ? map[i] | mask : map[i] & ~mask;
	}
}

static void bit_change(u64 *map, unsigned int n, bool put)
{
	u64 mask = 1ull << (n % OG_BITS);

	map[n / OG_BITS] = put ? map[n / OG_BITS] | mask : map[n / OG_BITS] & ~mask;
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
