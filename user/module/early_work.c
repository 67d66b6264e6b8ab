// SPDX-License-Identifier: GPL-2.0-only
#include "early_work.h"
#include "base/json_text.h"
#include "base/out.h"
#include "machine/behind_prerouting.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const names[OG_FAMILIES] = { [OG_IPV4] = "IPv4", [OG_IPV6] = "IPv6" };
static const char *const members[OG_FAMILIES] = { [OG_IPV4] = "ipv4", [OG_IPV6] = "ipv6" };

static bool is_followed(const struct module_stats *stats, enum og_family family)
{
	return !strcmp(stats->early_work[family], "followed");
}

static void print_followed(enum og_family family)
{
	struct behind behind;
	char *text;

	behind_read(&behind, family);
	text = behind_text(&behind);
	printf("              %sit does nothing for %s here%s: behind it comes %s%s\n",
	       out_style(stdout, STYLE_CAREFUL), names[family], out_style(stdout, STYLE_PLAIN), text,
	       behind.count ? "" : geteuid() ? "; who, root may see" : ", or another module");
	free(text);
	behind_release(&behind);
}

void early_print(const struct module_stats *stats)
{
	unsigned int family;

	if (strcmp(stats->setting[OG_SET_EARLY], "on"))
		return;
	if (strcmp(stats->setting[OG_SET_MODE], "enforce")) {
		printf("  early       on, but nothing is dropped in mode %s\n", stats->setting[OG_SET_MODE]);
		return;
	}
	puts("  early       on: what is sure to be dropped goes before conntrack sees it");
	for (family = 0; family < OG_FAMILIES; family++)
		if (is_followed(stats, family))
			print_followed(family);
}

/* Null: nobody can be named. */
static json_t *behind_json(enum og_family family)
{
	json_t *array = json_array();
	struct behind behind;
	size_t i;

	behind_read(&behind, family);
	for (i = 0; i < behind.count; i++)
		json_array_append_new(array, json_text(behind.names[i]));
	behind_release(&behind);
	if (json_array_size(array))
		return array;
	json_decref(array);
	return json_null();
}

json_t *early_json(const struct module_stats *stats)
{
	json_t *object, *row;
	unsigned int family;

	if (!*stats->early_work[OG_IPV4])
		return json_null();
	object = json_object();
	for (family = 0; family < OG_FAMILIES; family++) {
		row = json_object();
		json_object_set_new(row, "work", json_text(stats->early_work[family]));
		json_object_set_new(row, "behind", is_followed(stats, family) ? behind_json(family) :
						   json_array());
		json_object_set_new(object, members[family], row);
	}
	return object;
}
