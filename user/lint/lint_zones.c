// SPDX-License-Identifier: GPL-2.0-only
/* Zones beside this machine's devices and routes: whom they hold, and who may pretend to be of them. */
#include "base/need.h"
#include "base/system_file.h"
#include "lint_from.h"
#include "machine/services.h"
#include "policy/zone_words.h"

#include <stdlib.h>

const struct device *ground_default(const struct lint_ground *ground, enum og_family family)
{
	const struct device *device;
	size_t i;

	for (i = 0; i < ground->routes.count; i++) {
		const struct route_to *route = &ground->routes.list[i];

		device = devices_find(&ground->devices, route->device);
		if (!route->bits && route->to.family == family && device && device->up && !device->loopback)
			return device;
	}
	return NULL;
}

/* Where a zone is defined last; line and column 1 when it is by none of the text. */
struct place_search {
	const char *zone;
	struct text_place *place;
};

static void hear(void *to, const struct og_said *said)
{
	struct place_search *search = to;

	if (said->kind == OG_SAID_MEMBER && said->sign != '-' && !strcmp(said->zone, search->zone))
		*search->place = (struct text_place){
			.kind = said->kind, .line = said->line, .column = said->column, .length = said->length,
		};
}

static struct finding *add(struct lint *lint, enum severity severity, const char *rule, const char *zone)
{
	struct og_parser *parser = need(sizeof(*parser));
	struct text_place place = { .line = 1, .column = 1, .length = 1 };
	struct place_search search = { zone, &place };

	og_parse_begin(parser);
	og_parse_listen(parser, hear, &search);
	if (og_parse_piece(parser, lint->text.text, lint->text.size))
		og_parse_end(parser);
	free(parser);
	return lint_add(lint, severity, rule, &place);
}

/* Whether both have an address in common: then one is in the other. */
static bool meet(const struct og_network *network, const struct address *to, unsigned int bits)
{
	struct og_address number = address_number(to);
	struct og_network other = { .address = number, .family = to->family, .prefix = bits };

	return to->family == network->family &&
	       (og_network_holds(network, to->family, &number) ||
		og_network_holds(&other, network->family, &network->address));
}

/* Nobody has these but a network of one's own, so that the default route leads to none. */
static bool is_private(const struct og_network *network)
{
	static const struct og_network own[] = {
		{ { 0, 0x0a000000 }, OG_IPV4, 8 }, { { 0, 0xac100000 }, OG_IPV4, 12 },
		{ { 0, 0xc0a80000 }, OG_IPV4, 16 }, { { 0xfc00000000000000, 0 }, OG_IPV6, 7 },
	};
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (og_network_holds(&own[i], network->family, &network->address))
			return true;
	return false;
}

/* The device that a network is behind: its own, a route's, else the default one's; NULL: none is. */
static const struct device *behind(const struct lint_ground *ground, const struct og_network *network)
{
	size_t i;

	for (i = 0; i < ground->devices.address_count; i++) {
		const struct device_address *row = &ground->devices.addresses[i];

		if (meet(network, &row->address, row->bits))
			return devices_find(&ground->devices, row->device);
	}
	for (i = 0; i < ground->routes.count; i++)
		if (ground->routes.list[i].bits &&
		    meet(network, &ground->routes.list[i].to, ground->routes.list[i].bits))
			return devices_find(&ground->devices, ground->routes.list[i].device);
	return is_private(network) ? NULL : ground_default(ground, network->family);
}

static bool device_is_here(const struct lint_ground *ground, const struct og_device *pattern)
{
	size_t i;

	for (i = 0; i < ground->devices.count; i++)
		if (og_device_matches(pattern, ground->devices.list[i].name))
			return true;
	return false;
}

struct look {
	const struct lint_ground *ground;
	FILE *names;			/* of members that nobody here is behind */
	const char *before;
	bool somebody;
};

static void look_at(void *to, const struct og_member *member)
{
	struct look *look = to;
	char text[OG_NETWORK_TEXT_SIZE];

	look->somebody |= member->is_network ? !!behind(look->ground, &member->network) :
			  device_is_here(look->ground, &member->device);
	fprintf(look->names, "%s%s", look->before, member_text(member, text));
	look->before = ", ";
}

/* NULL: somebody is of the zone; else its members. Free it. */
static char *nobody_of(const struct lint *lint, const struct lint_ground *ground, unsigned int slot)
{
	struct look look = { .ground = ground, .before = "" };
	char *names;
	size_t size;

	look.names = open_text(&names, &size);
	zone_members_each(&lint->policy.zones, slot, look_at, &look);
	close_text(look.names);
	if (!look.somebody)
		return names;
	free(names);
	return NULL;
}

static void check_empty(struct lint *lint, const struct lint_ground *ground, unsigned int slot)
{
	const char *name = lint->policy.zones.name[slot];
	char *names = nobody_of(lint, ground, slot);
	struct finding *finding;

	if (names) {
		finding = add(lint, SEVERITY_HINT, "zone-nobody", name);
		finding->what = need_text("nobody at this machine is of zone %s: %s", name, names);
		finding->why = need_text("no device here has such a name, and no route leads to such a network");
		finding->todo = need_text("look at \"ip -br link\" and \"ip route\": a name or a network may be misspelt");
	}
	free(names);
}

/* What this machine may be administered by: no lo, and rather not where strangers are. */
static const char *own_device(const struct lint_ground *ground)
{
	const struct device *outer = ground_default(ground, OG_IPV4);
	size_t i;

	for (i = 0; i < ground->devices.address_count; i++) {
		const struct device_address *row = &ground->devices.addresses[i];
		const struct device *device = devices_find(&ground->devices, row->device);

		if (device && device->up && !device->loopback && device != outer && !address_is_link_local(&row->address))
			return devices_of_chain(&ground->devices, device)->name;
	}
	return outer ? outer->name : NULL;
}

/* Whether everybody is let in to @port, or a zone that somebody is of; else @zone is one that is. */
static bool is_reached(const struct lint *lint, const struct lint_ground *ground, u16 port, const char **zone)
{
	u16 zones = zones_listing(&lint->policy, OG_INPUT, OG_TCP, port);
	char *nobody;

	if (chain_lists_port(&lint->policy.chain[OG_INPUT], OG_TCP, port))
		return true;
	for (; zones; zones &= zones - 1) {
		nobody = nobody_of(lint, ground, __builtin_ctz(zones));
		if (!nobody)
			return true;
		free(nobody);
		*zone = lint->policy.zones.name[__builtin_ctz(zones)];
	}
	return false;
}

/* Where no zone lists it either, lint_needs.c says so. */
static void check_ssh(struct lint *lint, const struct lint_ground *ground)
{
	const char *zone = NULL, *device = own_device(ground);
	struct finding *finding;
	bool certain;
	u16 ports[8];
	size_t count = services_ssh_ports(&lint->listeners, ports, 8, &certain), i;

	for (i = 0; i < count; i++)
		if (is_reached(lint, ground, ports[i], &zone))
			return;
	if (!zone)
		return;
	finding = add(lint, certain ? SEVERITY_WARNING : SEVERITY_HINT, "ssh", zone);
	finding->what = need_text("only zones that nobody at this machine is of are let in to %u/tcp, sshd's port", ports[0]);
	finding->why = need_text("nobody gets in by ssh any more once the present connections end");
	finding->todo = device ? need_text("zone %s +%s (or by whichever device you come)", zone, device) :
			need_text("zone %s +DEVICE", zone);
}

/* A number of /proc/sys/net/ipv4/conf; 0 where there is none. */
static int setting(const char *device, const char *name)
{
	char *path = need_text("/proc/sys/net/ipv4/conf/%s/%s", device, name), *text;
	size_t size;
	int value = 0;

	if (!system_read_file(path, &text, &size)) {
		value = atoi(text);
		free(text);
	}
	free(path);
	return value;
}

/* 1: what comes in must have its way back by the same device. The larger of the two holds (ip-sysctl.rst). */
static bool is_strict(const struct device *device)
{
	int all = setting("all", "rp_filter"), own = setting(device->name, "rp_filter");

	return (all > own ? all : own) == 1;
}

/* A device that takes packets of a source that is behind another; NULL: none does. */
static const struct device *open_to_forgery(const struct lint_ground *ground, const struct device *home)
{
	size_t i;

	for (i = 0; i < ground->devices.count; i++) {
		const struct device *device = &ground->devices.list[i];

		if (device->up && !device->loopback && device != home && !device->master && !is_strict(device))
			return device;
	}
	return NULL;
}

struct forgery {
	struct lint *lint;
	const struct lint_ground *ground;
	unsigned int slot;
	bool said;			/* once a zone is enough */
};

/* Whoever forges a source of tcp never gets the answer, without which there is no connection. */
static bool matters(const struct og_zones *zones, unsigned int slot)
{
	struct og_items *items = need(sizeof(*items));
	bool any = false;
	unsigned int c, i;

	for (c = 0; c < OG_CHAINS; c++) {
		og_zone_items(zones, c, slot, items);
		any |= og_has_word(items, OG_WORD_ANY);
		for (i = 0; i < OG_PORT_WORDS; i++)
			any |= !!items->ports[OG_UDP][i];
		for (i = 0; i < OG_PROTO_WORDS; i++)
			any |= !!items->protos[i];
	}
	free(items);
	return any;
}

static void say_forgery(struct forgery *forgery, const struct og_network *network, char *why, char *todo)
{
	const char *name = forgery->lint->policy.zones.name[forgery->slot];
	struct finding *finding = add(forgery->lint, SEVERITY_HINT, "forged-source", name);
	char text[OG_NETWORK_TEXT_SIZE];

	finding->what = need_text("zone %s lists udp or whole protocols, and is told by the source %s alone", name,
				  og_network_text(network, text));
	finding->why = why;
	finding->todo = todo;
	forgery->said = true;
}

static void check_member(void *to, const struct og_member *member)
{
	struct forgery *forgery = to;
	const struct og_network *network = &member->network;
	const struct device *home, *door, *outer;

	if (forgery->said || !member->is_network || !network->prefix)
		return;
	home = behind(forgery->ground, network);
	outer = ground_default(forgery->ground, network->family);
	door = open_to_forgery(forgery->ground, home);
	if (home && home == outer)
		say_forgery(forgery, network,
			    need_text("it is behind %s, as the internet is: whoever is there may write it into a packet, and "
				      "no filter of this machine can tell", home->name),
			    need_text("a tunnel's device in place of the network (WireGuard, IPsec), or tcp alone, which "
				      "needs an answer"));
	else if (network->family == OG_IPV6 && door)
		say_forgery(forgery, network,
			    need_text("whoever is behind %s may write it into a packet: IPv6 has no rp_filter", door->name),
			    need_text("the device in place of the network, or a rule of nft in prerouting: fib saddr . iif oif "
				      "missing drop"));
	else if (network->family == OG_IPV4 && door)
		say_forgery(forgery, network,
			    need_text("whoever is behind %s may write it into a packet: its rp_filter is not 1", door->name),
			    need_text("sysctl -w net/ipv4/conf/%s/rp_filter=1, or the device in place of the network",
				      door->name));
}

void lint_zones(struct lint *lint, const struct lint_ground *ground)
{
	struct forgery forgery = { .lint = lint, .ground = ground };
	unsigned int slot;

	check_ssh(lint, ground);
	for (slot = 0; slot < OG_ZONES; slot++) {
		if (!(lint->policy.zones.there >> slot & 1))
			continue;
		check_empty(lint, ground, slot);
		forgery.slot = slot;
		forgery.said = false;
		if (matters(&lint->policy.zones, slot))
			zone_members_each(&lint->policy.zones, slot, check_member, &forgery);
	}
}
