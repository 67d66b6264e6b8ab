// SPDX-License-Identifier: GPL-2.0-only
#include "changes.h"
#include "base/json_text.h"
#include "base/out.h"
#include "describe.h"
#include "policy_json.h"

#include <stdlib.h>

/* @to = what @in has and @out has not. */
static void items_without(struct og_items *to, const struct og_items *in,
			  const struct og_items *out)
{
	const u64 *in_word = (const u64 *)in, *out_word = (const u64 *)out;
	u64 *word = (u64 *)to;
	size_t i;

	for (i = 0; i < OG_ITEMS_WORDS; i++)
		word[i] = in_word[i] & ~out_word[i];
}

void changes_between(struct changes *changes, const struct og_policy *before,
		     const struct og_policy *after)
{
	unsigned int c;

	changes->before = before;
	changes->after = after;
	for (c = 0; c < OG_CHAINS; c++) {
		const struct og_items *was = &before->chain[c].items;
		const struct og_items *is = &after->chain[c].items;

		items_without(&changes->added[c], is, was);
		items_without(&changes->removed[c], was, is);
	}
}

bool changes_none(const struct changes *changes)
{
	return og_policy_equal(changes->before, changes->after);
}

struct side {
	char sign;
	enum style style;
};

static void print_item(void *to, const char *item)
{
	const struct side *side = to;
	char *words = item_words(item);

	printf("  %s%c %s%s", out_style(stdout, side->style), side->sign, item,
	       out_style(stdout, STYLE_PLAIN));
	if (words)
		printf("%*s%s", (int)(strlen(item) < 15 ? 16 - strlen(item) : 1), "", words);
	putchar('\n');
	free(words);
}

static void print_chain(const char *name, const struct og_items *added,
			const struct og_items *removed)
{
	struct side plus = { '+', STYLE_GOOD }, minus = { '-', STYLE_BAD };

	if (og_items_empty(added) && og_items_empty(removed))
		return;
	printf("%s:\n", name);
	items_each(removed, print_item, &minus);
	items_each(added, print_item, &plus);
}

static void print_setting(const struct changes *changes, enum og_setting setting)
{
	char before[OG_SETTING_TEXT_SIZE], after[OG_SETTING_TEXT_SIZE];

	if (strcmp(og_setting_text(changes->before, setting, before),
		   og_setting_text(changes->after, setting, after)))
		printf("%s: %s -> %s\n", og_setting_name(setting), before, after);
}

void changes_print(const struct changes *changes)
{
	const struct og_items *added = changes->added, *removed = changes->removed;
	unsigned int c;

	for (c = 0; c < OG_SETTINGS; c++)
		print_setting(changes, c);
	if (!memcmp(&added[OG_INPUT], &added[OG_FORWARD], sizeof(*added)) &&
	    !memcmp(&removed[OG_INPUT], &removed[OG_FORWARD], sizeof(*removed))) {
		print_chain("input and forward", added, removed);
		return;
	}
	for (c = 0; c < OG_CHAINS; c++)
		print_chain(og_chain_name(c), &added[c], &removed[c]);
}

static json_t *from_to(const char *from, const char *to)
{
	json_t *object = json_object();

	json_object_set_new(object, "from", json_text(from));
	json_object_set_new(object, "to", json_text(to));
	return object;
}

json_t *changes_json(const struct changes *changes)
{
	char before[OG_SETTING_TEXT_SIZE], after[OG_SETTING_TEXT_SIZE];
	json_t *object = json_object(), *chain;
	unsigned int c;

	for (c = 0; c < OG_SETTINGS; c++)
		if (strcmp(og_setting_text(changes->before, c, before),
			   og_setting_text(changes->after, c, after)))
			json_object_set_new(object, og_setting_name(c), from_to(before, after));
	for (c = 0; c < OG_CHAINS; c++) {
		chain = json_object();
		json_object_set_new(chain, "added", json_items(&changes->added[c]));
		json_object_set_new(chain, "removed", json_items(&changes->removed[c]));
		json_object_set_new(object, og_chain_name(c), chain);
	}
	return object;
}
