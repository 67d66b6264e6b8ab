// SPDX-License-Identifier: GPL-2.0-only
#include "zone_notes.h"
#include "base/need.h"
#include "base/out.h"
#include "module/in_force.h"
#include "policy/policy_text.h"
#include "policy/zone_words.h"

#include <stdlib.h>

/* What is in force, what the statement edits, and what of that is found in other lists. */
struct look {
	struct og_policy policy;
	struct og_edit edit;
	struct og_items found, list;
	unsigned int chains;		/* OG_CHAIN_BIT()s where it was found */
	u16 zones;			/* of which zones, bit by slot */
};

/* Free it. What cannot be read now was complained of, or will be: it is as if nothing was found. */
static struct look *look_at(const struct source *statement)
{
	struct look *look = need(sizeof(*look));
	struct og_error error;

	if (module_read_live(&look->policy) || !policy_try(statement, &look->edit, &error))
		memset(look, 0, sizeof(*look));
	return look;
}

/* Whether @look->list has some of @wanted, which is added to what was found then. */
static bool find(struct look *look, const struct og_items *wanted)
{
	const u64 *word = (const u64 *)&look->list, *want = (const u64 *)wanted;
	u64 *found = (u64 *)&look->found, any = 0;
	size_t i;

	if (og_has_word(&look->list, OG_WORD_ANY))
		memset(&look->list, 0xff, sizeof(look->list));
	for (i = 0; i < OG_ITEMS_WORDS; i++) {
		found[i] |= word[i] & want[i];
		any |= word[i] & want[i];
	}
	return any;
}

void zone_note_still_open(const struct source *statement)
{
	struct look *look = look_at(statement);
	unsigned int c, slot;
	char *names, *items;

	for (c = 0; c < OG_CHAINS; c++) {
		for (slot = 0; slot < OG_ZONES; slot++) {
			og_zone_items(&look->policy.zones, c, slot, &look->list);
			if (find(look, &look->edit.remove[c]))
				look->zones |= 1u << slot;
		}
	}
	names = zones_names(&look->policy.zones, look->zones);
	items = items_text(&look->found);
	if (names)
		note("from %s there still passes %s: \"ogctl deny --from ZONE\" takes it off there", names, items);
	free(items);
	free(names);
	free(look);
}

void zone_note_open_to_all(const struct source *statement, const char *zone)
{
	struct look *look = look_at(statement);
	const char *chain = "";
	unsigned int c;
	char *items;

	for (c = 0; c < OG_CHAINS; c++) {
		look->list = look->policy.chain[c].items;
		if (find(look, &look->edit.add[c]))
			look->chains |= OG_CHAIN_BIT(c);
	}
	if (look->chains != OG_CHAIN_BOTH)
		chain = look->chains == OG_CHAIN_BIT(OG_INPUT) ? " --chain input" : " --chain forward";
	items = items_text(&look->found);
	if (look->chains)
		note("%s passes from everybody, not from %s alone: \"ogctl deny%s %s\" leaves it to the zone", items, zone,
		     chain, items);
	free(items);
	free(look);
}
