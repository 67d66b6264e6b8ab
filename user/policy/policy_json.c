// SPDX-License-Identifier: GPL-2.0-only
#include "policy_json.h"
#include "base/need.h"
#include "describe.h"
#include "policy_text.h"
#include "zone_json.h"
#include "zone_words.h"

#include <stdlib.h>

static void put_ports(json_t *object, const struct og_item *item)
{
	json_t *transports = json_array();
	unsigned int t;

	json_object_set_new(object, "low", json_integer(item->low));
	json_object_set_new(object, "high", json_integer(item->high));
	for (t = 0; t < OG_TRANSPORTS; t++)
		if (item->transports & OG_TRANSPORT_BIT(t))
			json_array_append_new(transports, json_text(og_transport_name(t)));
	json_object_set_new(object, "transports", transports);
}

static void put_item(void *to, const char *text)
{
	static const char *const kinds[] = {
		[OG_ITEM_WORD] = "word", [OG_ITEM_PROTO] = "protocol", [OG_ITEM_PORTS] = "ports",
	};
	json_t *object = json_object(), *names = json_array();
	struct item_parts parts;
	size_t i;

	item_take_apart(text, &parts);
	json_object_set_new(object, "item", json_text(text));
	json_object_set_new(object, "kind", json_text(kinds[parts.item.kind]));
	if (parts.item.kind == OG_ITEM_PORTS)
		put_ports(object, &parts.item);
	if (parts.item.kind == OG_ITEM_PROTO)
		json_object_set_new(object, "protocol", json_integer(parts.item.proto));
	for (i = 0; parts.names[i]; i++)
		json_array_append_new(names, json_text(parts.names[i]));
	json_object_set_new(object, "names", names);
	json_array_append_new(to, object);
}

json_t *json_items(const struct og_items *items)
{
	json_t *array = json_array();

	items_each(items, put_item, array);
	return array;
}

json_t *json_member(const struct og_member *member)
{
	char text[OG_NETWORK_TEXT_SIZE];

	return json_pack("{s:o,s:o}", "member", json_text(member_text(member, text)),
			 "kind", json_text(member->is_network ? "network" : "device"));
}

static void put_member(void *to, const struct og_member *member)
{
	json_array_append_new(to, json_member(member));
}

json_t *json_zone(const struct og_zones *zones, unsigned int slot)
{
	json_t *object = json_object(), *members = json_array();
	struct og_items *items = need(sizeof(*items));
	unsigned int c;

	zone_members_each(zones, slot, put_member, members);
	json_object_set_new(object, "name", json_text(zones->name[slot]));
	json_object_set_new(object, "members", members);
	for (c = 0; c < OG_CHAINS; c++) {
		og_zone_items(zones, c, slot, items);
		json_object_set_new(object, og_chain_name(c), json_items(items));
	}
	free(items);
	return object;
}

static json_t *zones_json(const struct og_zones *zones)
{
	json_t *array = json_array();
	unsigned int count, i;
	u8 slots[OG_ZONES];

	count = og_zones_sorted(zones, slots);
	for (i = 0; i < count; i++)
		json_array_append_new(array, json_zone(zones, slots[i]));
	return array;
}

json_t *json_policy(const struct og_policy *policy)
{
	const struct og_zones *zones = &policy->zones;
	json_t *object = json_object();
	char *text = policy_text(policy), value[OG_SETTING_TEXT_SIZE];
	unsigned int c;

	for (c = 0; c < OG_SETTINGS; c++)
		json_object_set_new(object, og_setting_name(c),
				    json_text(og_setting_text(policy, c, value)));
	for (c = 0; c < OG_CHAINS; c++)
		json_object_set_new(object, og_chain_name(c),
				    json_items(&policy->chain[c].items));
	json_object_set_new(object, "zones", zones_json(zones));
	json_object_set_new(object, "refuse", json_text(zones->refuse == OG_REFUSE_DROP ? "drop" : "reject"));
	/* Null: that is everybody, or nobody. */
	json_object_set_new(object, "refuse_zones", zones->refuse == OG_REFUSE_ZONES ?
			    json_zone_names(zones, zones->refuse_zones) : json_null());
	json_object_set_new(object, "text", json_text(text));
	free(text);
	return object;
}
