// SPDX-License-Identifier: GPL-2.0-only
#include "droppers.h"
#include "base/json_text.h"
#include "base/need.h"
#include "filter_tools.h"

#include <stdlib.h>
#include <string.h>

/* The fast path's table and the fallback's. */
#define OUR_TABLES	" outlook_guard_"

static bool counts(const struct other_filter *other)
{
	return other->drops && !strstr(other->name, OUR_TABLES);
}

/* Those chains of @others from @first on that are the same tools', each once. */
static char *places(const struct other_filters *others, size_t first)
{
	const char *before = "";
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = first; i < others->count; i++) {
		const struct other_filter *other = &others->list[i];

		/* a chain for several devices is there once for each */
		fflush(out);
		if (!counts(other) || other->by != others->list[first].by || strstr(text, other->name))
			continue;
		fprintf(out, "%s%s", before, other->name);
		before = "; ";
	}
	close_text(out);
	return text;
}

static bool is_told(const struct droppers *droppers, unsigned int by)
{
	size_t i;

	for (i = 0; i < droppers->count; i++)
		if (droppers->list[i].by == by)
			return true;
	return false;
}

void droppers_find(const struct other_filters *others, struct droppers *droppers)
{
	struct dropper dropper;
	size_t i;

	*droppers = (struct droppers){ 0 };
	for (i = 0; i < others->count; i++) {
		if (!counts(&others->list[i]) || is_told(droppers, others->list[i].by))
			continue;
		dropper.by = others->list[i].by;
		dropper.who = filter_tools_names(dropper.by);
		if (!dropper.who)
			dropper.who = need_copy("another filter");
		dropper.where = places(others, i);
		droppers->list = need_room(droppers->list, &droppers->room, droppers->count, sizeof(dropper));
		droppers->list[droppers->count++] = dropper;
	}
}

void droppers_release(struct droppers *droppers)
{
	size_t i;

	for (i = 0; i < droppers->count; i++) {
		free(droppers->list[i].who);
		free(droppers->list[i].where);
	}
	free(droppers->list);
	*droppers = (struct droppers){ 0 };
}

json_t *droppers_by_json(unsigned int by)
{
	json_t *array = json_array();
	const char *name;

	while ((name = filter_tools_next(&by)))
		json_array_append_new(array, json_text(name));
	return array;
}

static json_t *families_json(u8 families)
{
	json_t *array = json_array();

	if (families & 1 << OG_IPV4)
		json_array_append_new(array, json_integer(4));
	if (families & 1 << OG_IPV6)
		json_array_append_new(array, json_integer(6));
	return array;
}

static const char *station_name(enum station station)
{
	static const char *const names[] = {
		[STATION_INGRESS] = "ingress", [STATION_BRIDGE_IN] = "bridge-in", [STATION_PREROUTING] = "prerouting",
		[STATION_INPUT] = "input", [STATION_FORWARD] = "forward", [STATION_POSTROUTING] = "postrouting",
		[STATION_BRIDGE_OUT] = "bridge-out",
	};

	return names[station];
}

static json_t *dropper_json(const struct other_filter *other)
{
	json_t *object = json_object();

	json_object_set_new(object, "by", droppers_by_json(other->by));
	json_object_set_new(object, "name", json_text(other->name));
	json_object_set_new(object, "station", json_text(station_name(other->station)));
	json_object_set_new(object, "families", families_json(other->families));
	return object;
}

json_t *droppers_json(const struct other_filters *others)
{
	json_t *object = json_object(), *array = json_array();
	size_t i;

	for (i = 0; i < others->count; i++)
		if (counts(&others->list[i]))
			json_array_append_new(array, dropper_json(&others->list[i]));
	json_object_set_new(object, "seen", json_boolean(!others->unasked));
	json_object_set_new(object, "may_drop", array);
	return object;
}
