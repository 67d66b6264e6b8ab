// SPDX-License-Identifier: GPL-2.0-only
#include "other_doors.h"
#include "base/need.h"
#include "machine/services.h"
#include "machine/socket_units.h"
#include "policy/text_place.h"
#include "policy/zone_words.h"
#include "seen/tally_words.h"

#include <string.h>

#define PORTS_MAX	8u

/* By the name that a process goes by; some run under a superserver, which has the port. */
static const struct {
	const char *process, *name;
	enum og_transport transport;
	bool inner;
} servers[] = {
	{ "sshd", "sshd", OG_TCP, false },
	{ "dropbear", "dropbear", OG_TCP, false },
	{ "tinysshd", "tinysshd", OG_TCP, false },
	{ "cockpit-tls", "cockpit", OG_TCP, false },
	{ "cockpit-ws", "cockpit", OG_TCP, false },
	{ "sshd-session", "sshd-session", OG_TCP, true },
	{ "mosh-server", "mosh-server", OG_UDP, true },
};

static const struct {
	const char *unit, *name;
} units[] = {
	{ "ssh.socket", "sshd" },
	{ "sshd.socket", "sshd" },
	{ "dropbear.socket", "dropbear" },
	{ "tinysshd.socket", "tinysshd" },
	{ "cockpit.socket", "cockpit" },
};

static void add(struct doors *doors, const struct door *door)
{
	size_t i;

	for (i = 0; i < doors->count; i++)
		if (doors->list[i].transport == door->transport && doors->list[i].port == door->port)
			return;
	if (doors->count < DOORS_MAX)
		doors->list[doors->count++] = *door;
}

static void add_by_name(struct doors *doors, const struct listener *row)
{
	size_t i;

	for (i = 0; i < sizeof(servers) / sizeof(servers[0]) && !row->local; i++)
		if (row->transport == servers[i].transport && !strcmp(row->process, servers[i].process))
			add(doors, &(struct door){
				servers[i].name, row->transport, row->port, servers[i].inner,
			});
}

/* Of ports that ought to be a server's those where somebody waits: who, may not be seen. */
static void add_ports(struct doors *doors, const struct listeners *listeners, const char *name,
		      const u16 *ports, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (listeners_reached_by(listeners, OG_TCP, ports[i], name))
			add(doors, &(struct door){ name, OG_TCP, ports[i], false });
}

void doors_find(struct doors *doors, const struct listeners *listeners)
{
	u16 ports[PORTS_MAX];
	bool certain;
	size_t i;

	*doors = (struct doors){ 0 };
	add_ports(doors, listeners, "sshd", ports, services_ssh_ports(listeners, ports, PORTS_MAX, &certain));
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		add_ports(doors, listeners, units[i].name, ports,
			  socket_unit_ports(units[i].unit, ports, PORTS_MAX));
	for (i = 0; i < listeners->count; i++)
		add_by_name(doors, &listeners->rows[i]);
}

bool doors_are_shut(const struct doors *doors, const struct og_policy *policy)
{
	bool outer = false, outer_open = false, any_open = false;
	const struct door *door;

	for (door = doors->list; door < doors->list + doors->count; door++) {
		bool open = somebody_may(policy, OG_INPUT, door->transport, door->port);

		any_open |= open;
		outer |= !door->inner;
		outer_open |= open && !door->inner;
	}
	return policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE && doors->count && !(outer ? outer_open : any_open);
}

static char *join(const struct doors *doors, bool items)
{
	const struct door *door, *end = doors->list + doors->count;
	const char *before = "";
	char *text;
	size_t size;
	FILE *out = open_text(&text, &size);

	for (door = doors->list; door < end; door++) {
		/* One server at two ports is named once. */
		if (!items && door > doors->list && door[-1].name == door->name)
			continue;
		if (items)
			fprintf(out, "%s%s", before, port_say(door->transport, door->port).text);
		else
			fprintf(out, "%s%s", before, door->name);
		before = ", ";
	}
	close_text(out);
	return text;
}

char *doors_names(const struct doors *doors)
{
	return join(doors, false);
}

char *doors_items(const struct doors *doors)
{
	return join(doors, true);
}
