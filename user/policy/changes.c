// SPDX-License-Identifier: GPL-2.0-only
#include "changes.h"
#include "base/json_text.h"
#include "list_changes.h"
#include "text.h"
#include "zone_changes.h"
#include "zone_words.h"

#include <stdlib.h>

void changes_between(struct changes *changes, const struct og_policy *before,
		     const struct og_policy *after)
{
	unsigned int c;

	changes->before = before;
	changes->after = after;
	for (c = 0; c < OG_CHAINS; c++)
		list_changes_between(&before->chain[c].items, &after->chain[c].items,
				     &changes->added[c], &changes->removed[c]);
}

bool changes_none(const struct changes *changes)
{
	return og_policy_equal(changes->before, changes->after);
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
	const struct og_zones *was = &changes->before->zones, *is = &changes->after->zones;
	char *before = refuse_text(was), *after = refuse_text(is);
	unsigned int s;

	for (s = 0; s < OG_SETTINGS; s++)
		print_setting(changes, s);
	zone_changes_print_members(was, is);
	list_changes_print(changes->added, changes->removed, "");
	zone_changes_print_lists(was, is);
	if (strcmp(before, after))
		printf("refuse: %s -> %s\n", before, after);
	free(after);
	free(before);
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
	const struct og_zones *was = &changes->before->zones, *is = &changes->after->zones;
	char before[OG_SETTING_TEXT_SIZE], after[OG_SETTING_TEXT_SIZE];
	char *refused = refuse_text(was), *refuses = refuse_text(is);
	json_t *object = json_object();
	unsigned int c;

	for (c = 0; c < OG_SETTINGS; c++)
		if (strcmp(og_setting_text(changes->before, c, before),
			   og_setting_text(changes->after, c, after)))
			json_object_set_new(object, og_setting_name(c), from_to(before, after));
	for (c = 0; c < OG_CHAINS; c++)
		json_object_set_new(object, og_chain_name(c), list_changes_json(&changes->added[c], &changes->removed[c]));
	json_object_set_new(object, "zones", zone_changes_json(was, is));
	if (strcmp(refused, refuses))
		json_object_set_new(object, "refuse", from_to(refused, refuses));
	free(refuses);
	free(refused);
	return object;
}
