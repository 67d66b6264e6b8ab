// SPDX-License-Identifier: GPL-2.0-only
#include "change_words.h"
#include "base/need.h"
#include "policy/changes.h"
#include "text.h"

static const char *text_of(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* The words of {"added": [...], "removed": [...]}, each in a member of this name; false: there are none. */
static bool put_list(FILE *out, const char *label, const json_t *list, const char *name)
{
	static const struct {
		const char *member;
		char sign;
	} hands[] = { { "added", '+' }, { "removed", '-' } };
	const json_t *array, *item;
	bool began = false;
	size_t h, i;

	for (h = 0; h < sizeof(hands) / sizeof(hands[0]); h++) {
		array = json_object_get(list, hands[h].member);
		json_array_foreach(array, i, item) {
			if (!began)
				fputs(label, out);
			fprintf(out, " %c%s", hands[h].sign, text_of(item, name));
			began = true;
		}
	}
	if (began)
		fputs("; ", out);
	return began;
}

static void put_from_to(FILE *out, const char *name, const json_t *setting)
{
	if (setting)
		fprintf(out, "%s: %s -> %s; ", name, text_of(setting, "from"), text_of(setting, "to"));
}

static void put_chains(FILE *out, const json_t *object, const char *zone)
{
	unsigned int c;
	char *label;

	for (c = 0; c < OG_CHAINS; c++) {
		label = need_text("%s%s%s:", og_chain_name(c), zone ? " from " : "", zone ? zone : "");
		put_list(out, label, json_object_get(object, og_chain_name(c)), "item");
		free(label);
	}
}

static void put_zone(FILE *out, const json_t *zone)
{
	const char *name = text_of(zone, "name"), *change = text_of(zone, "change");
	const char *how = !strcmp(change, "added") ? " (new)" : !strcmp(change, "removed") ? " (taken away)" : "";
	char *label = need_text("zone %s%s:", name, how);

	/* One that has no members yet is news, too. */
	if (!put_list(out, label, json_object_get(zone, "members"), "member") && *how)
		fprintf(out, "zone %s%s; ", name, how);
	put_chains(out, zone, name);
	free(label);
}

static void put_changes(FILE *out, const json_t *changes)
{
	const json_t *zone;
	unsigned int s;
	size_t i;

	for (s = 0; s < OG_SETTINGS; s++)
		put_from_to(out, og_setting_name(s), json_object_get(changes, og_setting_name(s)));
	put_chains(out, changes, NULL);
	json_array_foreach(json_object_get(changes, "zones"), i, zone)
		put_zone(out, zone);
	put_from_to(out, "refuse", json_object_get(changes, "refuse"));
}

char *change_words(const struct og_policy *before, const struct og_policy *after)
{
	struct changes *changes = need(sizeof(*changes));
	json_t *object;
	size_t size;
	char *text;
	FILE *out = open_text(&text, &size);

	changes_between(changes, before, after);
	object = changes_json(changes);
	put_changes(out, object);
	close_text(out);
	json_decref(object);
	free(changes);
	/* "; " ends each. */
	if (size > 2)
		text[size - 2] = '\0';
	return text;
}
