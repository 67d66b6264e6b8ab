// SPDX-License-Identifier: GPL-2.0-only
#include "zone_report.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/shown.h"
#include "policy/describe.h"
#include "policy/policy_json.h"
#include "policy/zone_words.h"

#include <inttypes.h>
#include <stdlib.h>

#define INDENT		15u
/* Of members, and of routes, unless the zone was asked for by its name. */
#define SHOWN		8u

static void begin(struct flow_list *list, const char *label)
{
	printf("  %-13s", label);
	list_begin(list, stdout, INDENT);
}

static void print_lists(const struct og_zones *zones, unsigned int slot)
{
	struct og_items *items = need(sizeof(*items));
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		og_zone_items(zones, c, slot, items);
		if (og_items_empty(items)) {
			printf("  %-13snothing more than from everybody\n", og_chain_name(c));
			continue;
		}
		printf("  %s, besides what everybody may:\n", og_chain_name(c));
		describe_items(items, 4, stdout);
	}
	free(items);
}

/* The bridge, bond or team that it is a port of: IP knows its packets as that one's. */
static const struct device *port_of(const struct zone_here *here, const struct device *device)
{
	const struct device *ip = devices_of_ip(&here->devices, device);

	return ip == device ? NULL : ip;
}

struct putting {
	const struct zone_here *here;
	struct flow_list list;
	bool whole;
	size_t count;		/* so far */
};

/* Whether one more is still worth its place. */
static bool has_place(struct putting *putting)
{
	return putting->count++ < SHOWN || putting->whole;
}

static void put_member(void *to, const struct og_member *member)
{
	struct putting *putting = to;
	char text[OG_NETWORK_TEXT_SIZE];

	if (has_place(putting))
		list_put(&putting->list, member_text(member, text));
}

static void put_device(void *to, const struct og_device *member, const struct device *device)
{
	struct putting *putting = to;
	const struct device *master = device ? port_of(putting->here, device) : NULL;
	const struct og_member name = { .device = *member };
	char spelled[OG_NETWORK_TEXT_SIZE], *text;

	if (!device)
		text = need_text("%s (none there now)", member_text(&name, spelled));
	else if (master)
		text = need_text("%s (a port of %s: what comes in by it comes in by %s, name that)", device->name,
				 master->name, master->name);
	else
		text = need_text("%s%s", device->name, device->up ? "" : " (down)");
	list_put(&putting->list, text);
	putting->count++;
	free(text);
}

static void put_route(void *to, const struct og_network *network, const struct route_to *route,
		      const struct device *device)
{
	const char *by = " (the default route)";
	struct putting *putting = to;
	char spelled[OG_NETWORK_TEXT_SIZE], *text;

	if (!has_place(putting))
		return;
	if (route && route->bits)
		by = "";
	else if (!network->prefix)
		by = " (the default: whoever no other route leads to)";
	if (device)
		text = need_text("%s by %s%s", og_network_text(network, spelled), device->name, by);
	else
		text = need_text("%s (no route leads there)", og_network_text(network, spelled));
	list_put(&putting->list, text);
	free(text);
}

/* A device by which all the world is reached has all the world in the zone: that is said first. */
static void put_default(void *to, const struct og_network *network, const struct route_to *route,
			const struct device *device)
{
	if (!network->prefix)
		put_route(to, network, route, device);
}

static void put_other(void *to, const struct og_network *network, const struct route_to *route,
		      const struct device *device)
{
	if (network->prefix)
		put_route(to, network, route, device);
}

static void end(struct putting *putting)
{
	char *more = need_text("and %zu more", putting->count - SHOWN);

	if (putting->count > SHOWN && !putting->whole)
		list_put(&putting->list, more);
	list_end(&putting->list);
	free(more);
}

static void print_devices(const struct zone_here *here, unsigned int slot)
{
	struct putting putting = { .here = here };

	begin(&putting.list, "devices");
	zone_here_devices(here, slot, put_device, &putting);
	if (!putting.count)
		list_put(&putting.list, "any: its networks are let in by whichever they come");
	list_end(&putting.list);
}

static void print_members(const struct zone_here *here, unsigned int slot, bool whole)
{
	struct putting putting = { .here = here, .whole = whole };

	begin(&putting.list, "members");
	zone_members_each(here->zones, slot, put_member, &putting);
	end(&putting);
}

static void print_routes(const struct zone_here *here, unsigned int slot, bool whole)
{
	struct putting putting = { .here = here, .whole = whole };

	begin(&putting.list, "routes");
	zone_here_routes(here, slot, put_default, &putting);
	zone_here_networks(here, slot, put_route, &putting);
	zone_here_routes(here, slot, put_other, &putting);
	if (!putting.count)
		list_put(&putting.list, "none leads there");
	end(&putting);
}

static void print_connections(const struct zone_here *here, unsigned int slot)
{
	const size_t *count = here->connections[slot].count;

	printf("  %-13s", "connections");
	if (here->connections_known)
		printf("%zu from it to this machine, %zu through it\n", count[OG_INPUT], count[OG_FORWARD]);
	else
		puts("could not be looked at");
}

void zone_report_print(const struct zone_here *here, unsigned int slot, u64 passed, bool whole)
{
	printf("%s%s%s: %" PRIu64 " packets passed by its lists\n", out_style(stdout, STYLE_STRONG),
	       here->zones->name[slot], out_style(stdout, STYLE_PLAIN), passed);
	print_members(here, slot, whole);
	print_lists(here->zones, slot);
	print_devices(here, slot);
	print_routes(here, slot, whole);
	print_connections(here, slot);
}

struct json_of {
	const struct zone_here *here;
	json_t *array;
};

static void add_device(void *to, const struct og_device *member, const struct device *device)
{
	const struct json_of *of = to;
	const struct device *master = device ? port_of(of->here, device) : NULL;
	const struct og_member name = { .device = *member };
	char spelled[OG_NETWORK_TEXT_SIZE];

	json_array_append_new(of->array, json_pack("{s:o,s:o,s:o,s:o}",
		"member", json_text(member_text(&name, spelled)),
		"device", json_text(device ? device->name : NULL),
		"up", device ? json_boolean(device->up) : json_null(),
		"port_of", json_text(master ? master->name : NULL)));
}

static void add_route(void *to, const struct og_network *network, const struct route_to *route,
		      const struct device *device)
{
	const struct json_of *of = to;
	char spelled[OG_NETWORK_TEXT_SIZE];

	json_array_append_new(of->array, json_pack("{s:o,s:o,s:o}",
		"to", json_text(og_network_text(network, spelled)),
		"device", json_text(device ? device->name : NULL),
		"default", route ? json_boolean(!route->bits) : json_null()));
}

json_t *zone_report_json(const struct zone_here *here, unsigned int slot, u64 passed)
{
	struct json_of devices = { here, json_array() }, routes = { here, json_array() };
	const size_t *count = here->connections[slot].count;
	json_t *object = json_zone(here->zones, slot);

	zone_here_devices(here, slot, add_device, &devices);
	zone_here_networks(here, slot, add_route, &routes);
	zone_here_routes(here, slot, add_route, &routes);
	json_object_set_new(object, "passed", json_integer(passed));
	json_object_set_new(object, "devices", devices.array);
	json_object_set_new(object, "routes", routes.array);
	json_object_set_new(object, "connections", here->connections_known ?
			    json_pack("{s:I,s:I}", og_chain_name(OG_INPUT), (json_int_t)count[OG_INPUT],
				      og_chain_name(OG_FORWARD), (json_int_t)count[OG_FORWARD]) : json_null());
	return object;
}
