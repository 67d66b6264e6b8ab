// SPDX-License-Identifier: GPL-2.0-only
/* Ports that strangers make use of where they reach them, listed for everybody on a machine that they do reach. */
#include "base/need.h"
#include "lint_from.h"
#include "policy/names.h"
#include "seen/tally_words.h"

#include <stdlib.h>

static const struct open_port {
	u16 port;
	u8 transports;
	enum severity severity;		/* where an address of this machine is public */
	const char *harm;
} open_ports[] = {
	{ 22, OG_TRANSPORT_BIT(OG_TCP), SEVERITY_HINT, "ssh: passwords are guessed at from everywhere" },
	{ 53, OG_TRANSPORT_BOTH, SEVERITY_WARNING, "an open resolver: others are attacked by its answers" },
	{ 953, OG_TRANSPORT_BIT(OG_TCP), SEVERITY_WARNING, "rndc, which steers the name server" },
	{ 3128, OG_TRANSPORT_BIT(OG_TCP), SEVERITY_WARNING, "an open proxy, unless its own rules know better" },
	{ 8080, OG_TRANSPORT_BIT(OG_TCP), SEVERITY_WARNING, "an open proxy, unless its own rules know better" },
};

/* Private, shared, link-local and loopback addresses are reached by neighbours only. */
static bool is_public(const struct address *address)
{
	static const struct {
		const char *prefix;
		unsigned int bits;
	} near[] = {
		{ "0.0.0.0", 8 }, { "10.0.0.0", 8 }, { "100.64.0.0", 10 }, { "127.0.0.0", 8 },
		{ "169.254.0.0", 16 }, { "172.16.0.0", 12 }, { "192.168.0.0", 16 }, { "224.0.0.0", 3 },
	};
	struct address prefix;
	size_t i;

	/* global unicast is what is given to networks, and is 2000::/3 (RFC 4291, 2.4; RFC 3587) */
	if (address->family == OG_IPV6)
		return address_parse("2000::", &prefix) && address_in(address, &prefix, 3);
	for (i = 0; i < sizeof(near) / sizeof(near[0]); i++)
		if (address_parse(near[i].prefix, &prefix) && address_in(address, &prefix, near[i].bits))
			return false;
	return true;
}

/* What makes strangers come: a public address, or else the default route. Free it; NULL: nothing does. */
static char *strangers_text(const struct lint_ground *ground, bool *certain)
{
	const struct device *device;
	char text[ADDRESS_TEXT];
	size_t i;

	for (i = 0; i < ground->devices.address_count; i++) {
		const struct device_address *row = &ground->devices.addresses[i];

		device = devices_find(&ground->devices, row->device);
		if (!device || !device->up || !is_public(&row->address))
			continue;
		*certain = true;
		address_print(&row->address, text);
		return need_text("this machine has the public address %s (%s)", text, device->name);
	}
	*certain = false;
	device = ground_default(ground, OG_IPV4);
	if (!device)
		device = ground_default(ground, OG_IPV6);
	return device ? need_text("this machine's default route leads by %s", device->name) : NULL;
}

/* The transports by which everybody reaches somebody at it. */
static u8 reached(const struct lint *lint, const struct open_port *row)
{
	u8 transports = 0;
	unsigned int t;

	for (t = 0; t < OG_TRANSPORTS; t++)
		if (row->transports & OG_TRANSPORT_BIT(t) &&
		    chain_lists_port(&lint->policy.chain[OG_INPUT], t, row->port) &&
		    listeners_reached(&lint->listeners, t, row->port))
			transports |= OG_TRANSPORT_BIT(t);
	return transports;
}

/* As an item: both transports are the number alone. */
static char *item_text(u16 port, u8 transports)
{
	if (transports == OG_TRANSPORT_BOTH)
		return need_text("%u", port);
	return need_text("%s", port_say(transports == OG_TRANSPORT_BIT(OG_TCP) ? OG_TCP : OG_UDP, port).text);
}

static void report(struct lint *lint, const struct open_port *row, u8 transports, const char *strangers,
		   bool certain)
{
	struct og_flow flow = flow_to_port(transports & OG_TRANSPORT_BIT(OG_TCP) ? OG_TCP : OG_UDP, row->port);
	char *item = item_text(row->port, transports);
	struct text_place place = { .line = 1, .column = 1, .length = 1 };
	struct finding *finding;

	text_places_find(&lint->text, OG_INPUT, &flow, &place);
	finding = lint_add(lint, certain ? row->severity : SEVERITY_HINT, "open-to-everybody", &place);
	finding->what = need_text("input lists %s for everybody, and %s", item, strangers);
	finding->why = need_text("%s", row->harm);
	finding->todo = need_text("zone office DEVICE NETWORK..., input from office +%s, and input -%s", item, item);
	free(item);
}

void lint_open(struct lint *lint, const struct lint_ground *ground)
{
	bool certain;
	char *strangers = strangers_text(ground, &certain);
	size_t i;
	u8 transports;

	for (i = 0; i < sizeof(open_ports) / sizeof(open_ports[0]) && strangers; i++) {
		transports = lint_is_any(lint, OG_INPUT) ? 0 : reached(lint, &open_ports[i]);
		if (transports)
			report(lint, &open_ports[i], transports, strangers, certain);
	}
	free(strangers);
}
