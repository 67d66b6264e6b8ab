// SPDX-License-Identifier: GPL-2.0-only
#include "list_changes.h"
#include "base/out.h"
#include "describe.h"
#include "policy_json.h"
#include "text.h"

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

void list_changes_between(const struct og_items *before, const struct og_items *after,
			  struct og_items *added, struct og_items *removed)
{
	items_without(added, after, before);
	items_without(removed, before, after);
}

void change_print(char sign, const char *what, const char *words)
{
	printf("  %s%c %s%s", out_style(stdout, sign == '+' ? STYLE_GOOD : STYLE_BAD), sign, what,
	       out_style(stdout, STYLE_PLAIN));
	if (words)
		printf("%*s%s", (int)(strlen(what) < 15 ? 16 - strlen(what) : 1), "", words);
	putchar('\n');
}

static void print_item(void *to, const char *item)
{
	char *words = item_words(item);

	change_print(*(const char *)to, item, words);
	free(words);
}

static void print_chain(const char *chain, const char *behind, const struct og_items *added,
			const struct og_items *removed)
{
	char plus = '+', minus = '-';

	if (og_items_empty(added) && og_items_empty(removed))
		return;
	printf("%s%s:\n", chain, behind);
	items_each(removed, print_item, &minus);
	items_each(added, print_item, &plus);
}

void list_changes_print(const struct og_items added[OG_CHAINS], const struct og_items removed[OG_CHAINS],
			const char *behind)
{
	unsigned int c;

	if (!memcmp(&added[OG_INPUT], &added[OG_FORWARD], sizeof(*added)) &&
	    !memcmp(&removed[OG_INPUT], &removed[OG_FORWARD], sizeof(*removed))) {
		print_chain("input and forward", behind, added, removed);
		return;
	}
	for (c = 0; c < OG_CHAINS; c++)
		print_chain(og_chain_name(c), behind, &added[c], &removed[c]);
}

json_t *list_changes_json(const struct og_items *added, const struct og_items *removed)
{
	json_t *object = json_object();

	json_object_set_new(object, "added", json_items(added));
	json_object_set_new(object, "removed", json_items(removed));
	return object;
}
