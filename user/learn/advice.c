// SPDX-License-Identifier: GPL-2.0-only
#include "advice.h"


size_t advice_count(const struct advice *advice, enum use use)
{
	size_t i, count = 0;

	for (i = 0; i < advice->seen.count; i++)
		count += advice->uses[i] == use;
	return count;
}

size_t advice_collect(const struct advice *advice, enum use use, enum og_chain_id chain,
		      struct og_items *items)
{
	size_t i, count = 0;

	memset(items, 0, sizeof(*items));
	for (i = 0; i < advice->seen.count; i++) {
		const struct tally_row *row = &advice->seen.rows[i];

		if (advice->uses[i] != use || row->chain != chain)
			continue;
		og_items_put(items, &(struct og_item){
			.kind = OG_ITEM_PORTS, .low = row->port, .high = row->port,
			.transports = OG_TRANSPORT_BIT(row->transport),
		});
		count++;
	}
	return count;
}

size_t advice_needs(const struct advice *advice)
{
	size_t i, count = 0;

	for (i = 0; i < advice->needs.count; i++)
		count += !advice->needs.rows[i].mild;
	return count;
}

bool advice_adds(const struct advice *advice)
{
	return advice_needs(advice) || advice_count(advice, USE_SERVICE);
}
