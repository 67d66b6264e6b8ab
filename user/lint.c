// SPDX-License-Identifier: GPL-2.0-only
#include "lint.h"
#include "describe.h"
#include "duration.h"
#include "lint_doubtful.h"
#include "lint_system.h"
#include "out.h"

#include <stdarg.h>
#include <stdlib.h>

#define LONG_ENOUGH	3600u	/* seconds of tally that say something of what is not used */

/* A finding without its words, at @place. */
static struct finding *add(struct lint *lint, enum severity severity, const char *rule,
			   const struct place *place)
{
	struct finding *finding;

	lint->findings = realloc(lint->findings, (lint->count + 1) * sizeof(*lint->findings));
	if (!lint->findings)
		abort();
	finding = &lint->findings[lint->count++];
	*finding = (struct finding){ .severity = severity, .rule = rule, .place = *place };
	return finding;
}

__attribute__((format(printf, 1, 2)))
static char *words(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	return text;
}

static struct finding *add_chain(struct lint *lint, enum severity severity, const char *rule,
				 enum og_chain_id chain)
{
	struct place place;

	places_chain(&lint->text, chain, &place);
	return add(lint, severity, rule, &place);
}

static bool passes(const struct lint *lint, enum og_chain_id chain, const struct og_flow *flow)
{
	return !og_reason_drops(og_judge(&lint->policy.chain[chain], flow));
}

static bool lists(const struct lint *lint, enum og_chain_id chain, u16 port)
{
	return chain_lists_port(&lint->policy.chain[chain], OG_TCP, port);
}

static bool is_any(const struct lint *lint, enum og_chain_id chain)
{
	return og_has_word(&lint->policy.chain[chain].items, OG_WORD_ANY);
}

/* --- settings, and chains as a whole --- */

static void check_mode(struct lint *lint)
{
	struct finding *finding;
	struct place place;

	if (lint->policy.mode == OG_MODE_ENFORCE || lint->on_trial)
		return;
	places_setting(&lint->text, "mode", &place);
	finding = add(lint, SEVERITY_WARNING, "mode", &place);
	finding->what = words("the mode is %s: nothing is dropped",
			      lint->policy.mode == OG_MODE_AUDIT ? "audit" : "off");
	finding->why = words("as a setting of the policy it has no end; an audit of \"ogctl audit on\" has");
	finding->todo = words("mode enforce");
}

static void check_ipv6(struct lint *lint)
{
	struct finding *finding;
	struct place place;

	if (lint->policy.ipv6 == OG_IPV6_FILTER)
		return;
	places_setting(&lint->text, "ipv6", &place);
	finding = add(lint, SEVERITY_WARNING, "ipv6-ignore", &place);
	finding->what = words("IPv6 passes unseen");
	finding->why = words("whoever has an IPv6 address reaches every port, whatever is listed");
	finding->todo = words("ipv6 filter");
}

static void check_any(struct lint *lint)
{
	struct finding *finding;
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!is_any(lint, c))
			continue;
		finding = add_chain(lint, SEVERITY_WARNING, "any", c);
		finding->what = words("%s accepts everything", og_chain_name(c));
		finding->why = words("a chain with \"any\" filters nothing");
		finding->todo = words("list what is used; \"ogctl suggest\" knows after an audit");
	}
}

static void check_states(struct lint *lint)
{
	const struct og_flow reply = { .state = OG_STATE_ESTABLISHED_REPLY, .proto = OG_PROTO_TCP };
	struct finding *finding;
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (og_items_empty(&lint->policy.chain[c].items) || passes(lint, c, &reply))
			continue;
		finding = add_chain(lint, SEVERITY_WARNING, "no-replies", c);
		finding->what = words("%s lists neither established nor reply", og_chain_name(c));
		finding->why = words("answers come back to ports that nobody lists: connections from the "
				     "other side are dropped at their second packet");
		finding->todo = words("%s +established   (or +reply)", og_chain_name(c));
	}
}

static void check_loopback(struct lint *lint)
{
	const struct og_flow flow = { .state = OG_STATE_NEW, .proto = OG_PROTO_TCP, .loopback = true };
	struct finding *finding;

	if (passes(lint, OG_INPUT, &flow))
		return;
	finding = add_chain(lint, SEVERITY_WARNING, "no-loopback", OG_INPUT);
	finding->what = words("input does not list loopback");
	finding->why = words("programs on this machine cannot talk to each other over lo: the proxy to its "
			     "resolver, rndc to named");
	finding->todo = words("input +loopback");
}

/* Neighbour discovery is not tracked; any connection's first packet waits for it. */
static void check_icmp(struct lint *lint)
{
	const struct og_flow discovery = {
		.state = OG_STATE_UNTRACKED, .family = OG_IPV6, .proto = OG_PROTO_ICMPV6,
	};
	const struct og_flow error = {
		.state = OG_STATE_RELATED, .family = OG_IPV6, .proto = OG_PROTO_ICMPV6,
	};
	struct finding *finding;

	if (lint->policy.ipv6 == OG_IPV6_FILTER && !passes(lint, OG_INPUT, &discovery)) {
		finding = add_chain(lint, SEVERITY_WARNING, "no-icmp", OG_INPUT);
		finding->what = words("input does not list icmp, and IPv6 is filtered");
		finding->why = words("ICMPv6 holds neighbour discovery: without it this machine is cut off "
				     "from IPv6 within a minute");
		finding->todo = words("input +icmp   (or: ipv6 ignore)");
	}
	if (!passes(lint, OG_FORWARD, &error) && !og_items_empty(&lint->policy.chain[OG_FORWARD].items)) {
		finding = add_chain(lint, SEVERITY_WARNING, "no-icmp", OG_FORWARD);
		finding->what = words("forward lists neither icmp nor related");
		finding->why = words("\"packet too big\" does not come through: large packets vanish where a "
				     "path takes only smaller ones (PPPoE, VPN)");
		finding->todo = words("forward +related");
	}
}

/* --- what a machine needs and a list lacks --- */

static void check_ssh(struct lint *lint)
{
	struct finding *finding;
	bool certain;
	u16 port;

	if (!system_ssh_is_shut(&lint->listeners, &lint->policy, &port, &certain))
		return;
	finding = add_chain(lint, certain ? SEVERITY_WARNING : SEVERITY_HINT, "ssh", OG_INPUT);
	finding->what = words("input does not list %u/tcp, where sshd %s", port,
			      certain ? "takes connections" : "would take connections");
	finding->why = words("nobody gets in by ssh any more once the present connections end");
	finding->todo = words("input +%u/tcp", port);
}

static void check_vrrp(struct lint *lint)
{
	const struct og_flow flow = { .state = OG_STATE_NEW, .proto = 112 };
	bool used = system_has_vrrp();
	struct finding *finding;

	if (passes(lint, OG_INPUT, &flow))
		return;
	finding = add_chain(lint, used ? SEVERITY_WARNING : SEVERITY_HINT, "vrrp", OG_INPUT);
	finding->what = words("input does not list proto:112 (VRRP)%s",
			      used ? ", and keepalived is configured here" : "");
	finding->why = words("two gateways that share an address by keepalived tell each other so; without it "
			     "both take the address");
	finding->todo = words(used ? "input +proto:112" : "input +proto:112, if there are two gateways");
}

static void check_tproxy(struct lint *lint)
{
	bool used = system_has_tproxy();
	struct finding *finding;

	if (lists(lint, OG_INPUT, 80) && lists(lint, OG_INPUT, 443))
		return;
	finding = add_chain(lint, used ? SEVERITY_WARNING : SEVERITY_HINT, "tproxy", OG_INPUT);
	finding->what = words("input does not list 80/tcp and 443/tcp%s",
			      used ? ", and connections are intercepted by TPROXY here" : "");
	finding->why = words("TPROXY leaves clients' connections their own port, unlike REDIRECT and DNAT");
	finding->todo = words(used ? "input +80/tcp +443/tcp" :
			      "input +80/tcp +443/tcp, if a proxy intercepts by TPROXY");
}

static void check_console(struct lint *lint)
{
	struct finding *finding;
	bool used = system_has_safesquid();

	if (lists(lint, OG_INPUT, 8443))
		return;
	finding = add_chain(lint, SEVERITY_HINT, "console", OG_INPUT);
	finding->what = words("input does not list 8443/tcp, SafeSquid's console%s",
			      used ? ", and SafeSquid is installed here" : "");
	finding->why = words("without it the console is reached through the proxy only, by "
			     "http://safesquid.cfg/");
	finding->todo = words("input +8443/tcp, if it is to be reached directly");
}

/* --- what a list has and hardly anybody needs --- */

/* A range or "any" that happens to hold the port does not mean it. */
static bool means_port(const struct lint *lint, enum og_chain_id chain, enum og_transport transport,
		       u16 port, struct place *place)
{
	struct og_flow flow = flow_to_port(transport, port);
	struct item_parts parts;

	if (is_any(lint, chain) || !passes(lint, chain, &flow))
		return false;
	if (!places_find(&lint->text, chain, &flow, place)) {
		*place = (struct place){ .line = 1, .column = 1 };
		return true;
	}
	if (!strcmp(place->text, "reset"))
		return true;
	item_take_apart(place->text, &parts);
	return parts.item.kind == OG_ITEM_PORTS && parts.item.high - parts.item.low <= 2;
}

static void check_doubtful_row(struct lint *lint, const struct doubtful_port *row)
{
	struct place place, first;
	struct finding *finding;
	unsigned int c, t, chains = 0, transports = 0;

	for (c = 0; c < OG_CHAINS; c++) {
		for (t = 0; t < OG_TRANSPORTS; t++) {
			if (!(row->transports & OG_TRANSPORT_BIT(t)) ||
			    !means_port(lint, c, t, row->port, &place))
				continue;
			if (!chains)
				first = place;
			chains |= OG_CHAIN_BIT(c);
			transports |= OG_TRANSPORT_BIT(t);
		}
	}
	if (!chains)
		return;
	finding = add(lint, row->severity, row->rule, &first);
	finding->what = words("%u%s is listed on %s%s", row->port,
			      transports == OG_TRANSPORT_BOTH ? "" :
			      transports == OG_TRANSPORT_BIT(OG_TCP) ? "/tcp" : "/udp",
			      chains == OG_CHAIN_BOTH ? "input and forward" :
			      chains == OG_CHAIN_BIT(OG_INPUT) ? "input" : "forward",
			      first.length ? "" : ", by the built-in policy, which this leaves so");
	finding->why = words("%s", row->why);
	finding->todo = words("%s", row->todo);
}

static void check_doubtful(struct lint *lint)
{
	size_t i;

	for (i = 0; i < doubtful_count; i++)
		check_doubtful_row(lint, &doubtful_ports[i]);
}

static void emit(void *to, const char *text, size_t size)
{
	fwrite(text, 1, size, to);
}

static void take_port(struct og_items *items, enum og_transport transport, u16 port)
{
	og_items_take(items, &(struct og_item){
		.kind = OG_ITEM_PORTS, .low = port, .high = port,
		.transports = OG_TRANSPORT_BIT(transport),
	});
}

/* The ports of a chain, as items of their own; free it. */
static struct og_items *ports_of(const struct lint *lint, enum og_chain_id chain)
{
	struct og_items *items = need(sizeof(*items));

	memcpy(items->ports, lint->policy.chain[chain].items.ports, sizeof(items->ports));
	return items;
}

/* What is left of them, in the canonical spelling, and frees them; NULL: nothing. Free it. */
static char *ports_text(struct og_items *items)
{
	char *text = NULL;
	size_t size;
	FILE *out;

	if (!og_items_empty(items)) {
		out = open_memstream(&text, &size);
		if (!out)
			abort();
		og_print_items(items, emit, out);
		(void)fclose(out);
	}
	free(items);
	return text;
}

static char *unused_ports(const struct lint *lint, enum og_chain_id chain)
{
	struct og_items *items = ports_of(lint, chain);
	size_t i;

	for (i = 0; i < lint->seen.count; i++)
		if (lint->seen.rows[i].chain == chain)
			take_port(items, lint->seen.rows[i].transport, lint->seen.rows[i].port);
	return ports_text(items);
}

static void check_unused(struct lint *lint)
{
	char *ports, age[DURATION_SIZE];
	struct finding *finding;
	unsigned int c;

	if (!lint->seen.on || lint->seen.seconds < LONG_ENOUGH)
		return;
	for (c = 0; c < OG_CHAINS; c++) {
		ports = unused_ports(lint, c);
		if (!ports)
			continue;
		finding = add_chain(lint, SEVERITY_HINT, "unused", c);
		finding->what = words("%s lists ports that nobody used: %s", og_chain_name(c), ports);
		finding->why = words("nothing came to them since the tally is on, for %s; a port that is "
				     "not listed needs no care", duration_text(lint->seen.seconds, age));
		finding->todo = words("take off what nobody will use: ogctl deny --chain %s PORT...",
				      og_chain_name(c));
		free(ports);
	}
}

static void check_listeners(struct lint *lint)
{
	struct og_items *items = ports_of(lint, OG_INPUT);
	struct finding *finding;
	char *ports;
	size_t i;

	for (i = 0; i < lint->listeners.count; i++)
		if (!lint->listeners.rows[i].local)
			take_port(items, lint->listeners.rows[i].transport, lint->listeners.rows[i].port);
	ports = ports_text(items);
	if (!ports)
		return;
	finding = add_chain(lint, SEVERITY_HINT, "nobody-listens", OG_INPUT);
	finding->what = words("input lists ports at which nobody listens on this machine: %s", ports);
	finding->why = words("whatever is started there later is open to everybody at once");
	finding->todo = words("take off what is meant for forward only: ogctl deny --chain input PORT...");
	free(ports);
}

static int by_place(const void *a, const void *b)
{
	const struct finding *left = a, *right = b;

	if (left->severity != right->severity)
		return left->severity < right->severity ? 1 : -1;
	if (left->place.line != right->place.line)
		return left->place.line < right->place.line ? -1 : 1;
	return (int)left->place.column - (int)right->place.column;
}

void lint_all(struct lint *lint)
{
	check_mode(lint);
	check_ipv6(lint);
	check_any(lint);
	check_states(lint);
	check_loopback(lint);
	check_icmp(lint);
	check_ssh(lint);
	check_vrrp(lint);
	check_tproxy(lint);
	check_console(lint);
	check_doubtful(lint);
	check_unused(lint);
	check_listeners(lint);
	if (lint->count)
		qsort(lint->findings, lint->count, sizeof(*lint->findings), by_place);
}

void lint_free(struct lint *lint)
{
	size_t i;

	for (i = 0; i < lint->count; i++) {
		free(lint->findings[i].what);
		free(lint->findings[i].why);
		free(lint->findings[i].todo);
	}
	free(lint->findings);
	source_free(&lint->text);
	ports_seen_free(&lint->seen);
	listeners_free(&lint->listeners);
}
