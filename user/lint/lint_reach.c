// SPDX-License-Identifier: GPL-2.0-only
/* Programs of this machine that wait for packets which input does not let in. */
#include "base/need.h"
#include "base/system_file.h"
#include "lint_rules.h"
#include "machine/services.h"
#include "policy/names.h"
#include "policy/zone_words.h"
#include "seen/tally_words.h"
#include "way/nat_port.h"

#include <stdlib.h>

#define UDP_ASKS	32768u	/* where ip_local_port_range cannot be read */

/* From here on the kernel picks ports for who asks: of udp it cannot be told who serves, unless the port has a name. */
static unsigned int udp_asks(void)
{
	unsigned int first = UDP_ASKS;
	size_t size;
	char *text;

	if (system_read_file("/proc/sys/net/ipv4/ip_local_port_range", &text, &size))
		return UDP_ASKS;
	if (sscanf(text, "%u", &first) != 1 || !first)
		first = UDP_ASKS;
	free(text);
	return first;
}

static bool only_asks(const struct listener *row, unsigned int asks_from)
{
	return row->transport == OG_UDP && row->port >= asks_from &&
	       !names_of_port(row->port, OG_UDP);
}

/* Whether another rule says that input lacks it. */
static bool is_said(const struct lint *lint, const struct listener *row)
{
	size_t i;

	for (i = 0; i < lint->needs.count; i++)
		if (lint->needs.rows[i].item.kind == OG_ITEM_PORTS && row->transport == OG_UDP &&
		    lint->needs.rows[i].item.low == row->port)
			return true;
	return false;
}

/* @ssh_said: another rule has said it of sshd, in stronger words. */
static bool is_shut(const struct lint *lint, const struct listener *row, bool ssh_said)
{
	if (row->local || is_said(lint, row) || (ssh_said && !strcmp(row->process, "sshd")))
		return false;
	return !somebody_may(&lint->policy, OG_INPUT, row->transport, row->port);
}

/* Of sockets at one port, in IPv4 and IPv6 or of several processes, the first is one with a name. */
static int by_port(const void *a, const void *b)
{
	const struct listener *left = a, *right = b;

	if (left->port != right->port)
		return (int)left->port - (int)right->port;
	if (left->transport != right->transport)
		return (int)left->transport - (int)right->transport;
	return strcmp(right->process, left->process);
}

/* Each port once, into @rows, that has room for all; their number. */
static size_t collect(const struct lint *lint, struct listener *rows)
{
	u16 port;
	bool certain, ssh_said = services_ssh_is_shut(&lint->listeners, &lint->policy, &port, &certain);
	unsigned int asks_from = udp_asks();
	size_t count = 0, kept = 0, i;

	for (i = 0; i < lint->listeners.count; i++)
		if (!only_asks(&lint->listeners.rows[i], asks_from) &&
		    is_shut(lint, &lint->listeners.rows[i], ssh_said))
			rows[count++] = lint->listeners.rows[i];
	if (count)
		qsort(rows, count, sizeof(*rows), by_port);
	for (i = 0; i < count; i++)
		if (!kept || rows[i].port != rows[kept - 1].port ||
		    rows[i].transport != rows[kept - 1].transport)
			rows[kept++] = rows[i];
	return kept;
}

/* Its listener is there for this machine's own clients: whoever comes from outside NAT sends to the container. */
static bool is_published(const struct other_filters *others, const struct listener *row, struct nat_answer *nat)
{
	return !strcmp(row->process, "docker-proxy") &&
	       nat_of_port(others, row->transport, row->port, nat);
}

static void report_published(struct lint *lint, const struct listener *row, const struct nat_answer *nat)
{
	enum og_chain_id chain = nat_chain(nat);
	u16 port = nat_port(nat, row->port);
	const char *name = og_chain_name(chain);
	struct finding *finding;
	char *to;

	if (somebody_may(&lint->policy, chain, row->transport, port))
		return;
	to = nat_say(nat);
	finding = lint_add_chain(lint, SEVERITY_HINT, "published", chain);
	finding->what = need_text("%s is published by Docker, and %s does not list %s, which it is behind NAT",
				  port_say(row->transport, row->port).text, name,
				  port_say(row->transport, port).text);
	finding->why = need_text("NAT sends it to %s before any chain sees it: listing %s in input opens nothing but "
				 "docker-proxy", to, port_say(row->transport, row->port).text);
	finding->todo = need_text("%s +%s, if it is to be reached from outside", name,
				  port_say(row->transport, port).text);
	free(to);
}

/* Of docker-proxy's sockets at one port, in IPv4 and IPv6, the first. */
static bool is_first(const struct lint *lint, size_t at)
{
	const struct listener *rows = lint->listeners.rows;
	size_t i;

	for (i = 0; i < at; i++)
		if (rows[i].port == rows[at].port && rows[i].transport == rows[at].transport &&
		    !strcmp(rows[i].process, rows[at].process))
			return false;
	return true;
}

/* Says of each port what it is behind NAT, whether input lists it or not. */
static void check_published(struct lint *lint, const struct other_filters *others)
{
	struct nat_answer nat;
	size_t i;

	for (i = 0; i < lint->listeners.count; i++) {
		const struct listener *row = &lint->listeners.rows[i];

		if (!row->local && is_first(lint, i) && is_published(others, row, &nat))
			report_published(lint, row, &nat);
	}
}

/* Those that are not published, at the front of @rows; how many. */
static size_t leave_published(const struct other_filters *others, struct listener *rows, size_t count)
{
	struct nat_answer nat;
	size_t kept = 0, i;

	for (i = 0; i < count; i++)
		if (!is_published(others, &rows[i], &nat))
			rows[kept++] = rows[i];
	return kept;
}

static bool is_proxy(const struct listener *row)
{
	return !strcmp(row->process, "squid") || !strcmp(row->process, "safesquid");
}

/* As items to be added, "+3128/tcp +8888/tcp"; else with names, "3128/tcp (squid), 8888/tcp". Free it. */
static char *ports_text(const struct listener *rows, size_t count, bool as_items)
{
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < count; i++) {
		fputs(!i ? "" : as_items ? " " : ", ", out);
		fprintf(out, "%s%s", as_items ? "+" : "",
			port_say(rows[i].transport, rows[i].port).text);
		if (!as_items && *rows[i].process)
			fprintf(out, " (%s)", rows[i].process);
	}
	close_text(out);
	return text;
}

static void report(struct lint *lint, const struct listener *rows, size_t count)
{
	enum severity severity = SEVERITY_HINT;
	char *names = ports_text(rows, count, false), *items = ports_text(rows, count, true);
	struct finding *finding;
	size_t i;

	for (i = 0; i < count; i++)
		if (is_proxy(&rows[i]))
			severity = SEVERITY_WARNING;
	finding = lint_add_chain(lint, severity, "not-reached", OG_INPUT);
	finding->what = need_text("input does not list ports at which programs of this machine listen: %s", names);
	finding->why = need_text("nobody on the network reaches %s%s", count == 1 ? "it" : "them",
				 lint->policy.setting[OG_SET_IPV6] == OG_IPV6_IGNORE ? " by IPv4" : "");
	finding->todo = need_text("input %s, if %s to be reached", items, count == 1 ? "it is" : "they are");
	free(names);
	free(items);
}

void lint_reach(struct lint *lint)
{
	struct listener *rows;
	struct other_filters others;
	size_t count;

	if (lint->policy.setting[OG_SET_MODE] == OG_MODE_OFF)
		return;
	other_filters_read(&others);
	check_published(lint, &others);
	rows = need((lint->listeners.count + 1) * sizeof(*rows));
	count = lint_is_any(lint, OG_INPUT) ? 0 : leave_published(&others, rows, collect(lint, rows));
	if (count)
		report(lint, rows, count);
	free(rows);
	other_filters_release(&others);
}
