// SPDX-License-Identifier: GPL-2.0-only
#include "question.h"
#include "base/letters.h"
#include "policy/arguments.h"
#include "policy/names.h"

#include <stdlib.h>

enum {
	KEY_HOOK = 0x3000, KEY_PROTO, KEY_DPORT, KEY_STATE, KEY_FAMILY, KEY_IN, KEY_FRAGMENT,
	KEY_FROM, KEY_TO, KEY_SPORT,
};

static const struct argp_option options_list[] = {
	{ "to", KEY_TO, "ADDRESS", 0,
	  "Where it goes: one of this machine's own addresses means the chain input, any other forward",
	  0 },
	{ "from", KEY_FROM, "ADDRESS", 0, "Where it comes from: which zones it is of, and the device, where --in is not said", 0 },
	{ "hook", KEY_HOOK, "CHAIN", 0,
	  "input: the packet is for this machine; forward: it passes through", 0 },
	{ "proto", KEY_PROTO, "PROTO", 0,
	  "tcp, udp, icmp, another protocol's name, or its number (tcp, unless --dport says udp)",
	  0 },
	{ "dport", KEY_DPORT, "PORT", 0, "Destination port: a number or a service", 0 },
	{ "sport", KEY_SPORT, "PORT", 0,
	  "Source port: to the policy it makes no difference, to rules of the routing and of others it may", 0 },
	{ "state", KEY_STATE, "STATE", 0,
	  "What conntrack makes of it: new (the default), established (the asking direction), "
	  "reply (the answering one), related, untracked, invalid", 0 },
	{ "family", KEY_FAMILY, "4|6", 0, "IPv4 or IPv6; as the addresses are, else IPv4", 0 },
	{ "in", KEY_IN, "DEVICE", 0, "The device it comes in on: lo, and what zones name, make a difference to the policy, every one to the routing", 0 },
	{ "fragment", KEY_FRAGMENT, NULL, 0,
	  "A later fragment, which carries no ports", 0 },
	{ 0 },
};

static const struct {
	const char *name;
	enum og_state state;
} states[] = {
	{ "new", OG_STATE_NEW }, { "established", OG_STATE_ESTABLISHED },
	{ "reply", OG_STATE_ESTABLISHED_REPLY }, { "related", OG_STATE_RELATED },
	{ "untracked", OG_STATE_UNTRACKED }, { "invalid", OG_STATE_INVALID },
};

#define STATES	(sizeof(states) / sizeof(states[0]))

static void take_hook(struct question *question, const char *arg, struct argp_state *state)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!letters_equal(arg, og_chain_name(c)))
			continue;
		question->chain = c;
		question->has_chain = true;
		return;
	}
	argp_error(state, "--hook is input or forward, not \"%s\"", arg);
}

static void take_state(struct question *question, const char *arg, struct argp_state *state)
{
	size_t i;

	for (i = 0; i < STATES; i++) {
		if (!letters_equal(arg, states[i].name))
			continue;
		question->flow.state = states[i].state;
		question->state = states[i].name;
		return;
	}
	argp_error(state, "--state is one of new, established, reply, related, untracked, invalid; "
		   "not \"%s\"", arg);
}

static void take_family(struct question *question, const char *arg, struct argp_state *state)
{
	if (strcmp(arg, "4") && strcmp(arg, "6"))
		argp_error(state, "--family is 4 or 6, not \"%s\"", arg);
	question->flow.family = *arg == '4' ? OG_IPV4 : OG_IPV6;
	question->has_family = true;
}

static void take_proto(struct question *question, const char *arg, struct argp_state *state)
{
	unsigned long number;
	char *end;

	question->has_proto = true;
	question->proto_word = !letters_equal(arg, "icmp") ? NULL : "icmp";
	if (letter_is_digit(*arg)) {
		number = strtoul(arg, &end, 10);
		if (*end || number > 255)
			argp_error(state, "--proto is a number up to 255, not \"%s\"", arg);
		question->flow.proto = number;
	} else if (!names_find_protocol(arg, &question->flow.proto)) {
		argp_error(state, "no IP protocol is called \"%s\"", arg);
	}
}

static void take_port(struct question *question, const char *arg, struct argp_state *state)
{
	struct argument_error why;
	struct service service = { 0 };

	if (!arguments_port(arg, &service, &why))
		argp_error(state, "--dport: %s", why.text);
	question->flow.port = service.port;
	question->port_transports = service.transports;
	question->port_suffix = strchr(arg, '/');
	question->has_port = true;
}

static void take_source_port(struct question *question, const char *arg, struct argp_state *state)
{
	struct argument_error why;
	struct service service = { 0 };

	if (!arguments_port(arg, &service, &why))
		argp_error(state, "--sport: %s", why.text);
	question->source_port = service.port;
	question->has_source_port = true;
}

static bool lists_transport(const struct question *question, enum og_transport transport)
{
	return question->port_transports & OG_TRANSPORT_BIT(transport);
}

static void take_address(struct address *address, const char *option, const char *arg,
			 struct argp_state *state)
{
	const char *zone = strchr(arg, '%');

	if (zone && zone[1])
		argp_error(state, "%s is an address alone, not \"%s\": leave \"%s\" out, and name the device "
			   "that it comes in on with --in %s", option, arg, zone, zone + 1);
	if (!address_parse(arg, address))
		argp_error(state, "%s is an IPv4 or IPv6 address, not \"%s\"", option, arg);
}

/* The family that addresses have; all that was said of it must agree. */
static void complete_family(struct question *question, struct argp_state *state)
{
	enum og_family family = question->has_to ? question->to.family : question->from.family;

	if (!question->has_to && !question->has_from)
		return;
	if (question->has_to && question->has_from && question->from.family != question->to.family)
		argp_error(state, "--from and --to are not of one family");
	if (question->has_family && question->flow.family != family)
		argp_error(state, "--family contradicts the addresses");
	question->flow.family = family;
	question->has_family = true;
}

/* What follows from what was said, and what contradicts it. */
static void complete(struct question *question, struct argp_state *state)
{
	struct og_flow *flow = &question->flow;
	bool has_ports;

	if (!question->has_chain && !question->has_to)
		argp_error(state, "it needs --to ADDRESS, or --hook input or --hook forward");
	complete_family(question, state);
	if (!question->has_proto)
		flow->proto = !question->has_port || lists_transport(question, OG_TCP) ?
			      OG_PROTO_TCP : OG_PROTO_UDP;
	if (question->proto_word && flow->family == OG_IPV6)
		flow->proto = OG_PROTO_ICMPV6;
	/* Where nothing said another family. */
	if (flow->proto == OG_PROTO_ICMPV6 && !question->has_family)
		flow->family = OG_IPV6;
	has_ports = flow->proto == OG_PROTO_TCP || flow->proto == OG_PROTO_UDP;
	if (question->has_port && !has_ports)
		argp_error(state, "protocol %u has no ports that the gate looks at: leave --dport out",
			   flow->proto);
	if (question->has_source_port && (!has_ports || flow->fragment))
		argp_error(state, "only tcp and udp, and no later fragment, show a port: leave --sport out");
	if (question->has_port && has_ports && question->port_suffix &&
	    !lists_transport(question, flow->proto == OG_PROTO_TCP ? OG_TCP : OG_UDP))
		argp_error(state, "--proto %s contradicts --dport, which says /%s: leave one of them out",
			   flow->proto == OG_PROTO_TCP ? "tcp" : "udp",
			   flow->proto == OG_PROTO_TCP ? "udp" : "tcp");
	if (question->has_port && flow->fragment)
		argp_error(state, "a later fragment shows no port: leave --dport out");
	flow->readable = true;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct question *question = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		*question = (struct question){ .state = "new" };
		question->flow.state = OG_STATE_NEW;
		return 0;
	case KEY_HOOK:
		take_hook(question, arg, state);
		return 0;
	case KEY_PROTO:
		take_proto(question, arg, state);
		return 0;
	case KEY_DPORT:
		take_port(question, arg, state);
		return 0;
	case KEY_SPORT:
		take_source_port(question, arg, state);
		return 0;
	case KEY_STATE:
		take_state(question, arg, state);
		return 0;
	case KEY_FAMILY:
		take_family(question, arg, state);
		return 0;
	case KEY_IN:
		question->device = arg;
		question->flow.loopback = !strcmp(arg, "lo");
		return 0;
	case KEY_FROM:
		take_address(&question->from, "--from", arg, state);
		question->has_from = true;
		return 0;
	case KEY_TO:
		take_address(&question->to, "--to", arg, state);
		question->has_to = true;
		return 0;
	case KEY_FRAGMENT:
		question->flow.fragment = true;
		return 0;
	case ARGP_KEY_END:
		complete(question, state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

struct way_packet question_packet(const struct question *question)
{
	return (struct way_packet){
		.to = question->has_to ? &question->to : NULL,
		.from = question->has_from ? &question->from : NULL,
		.device = question->device, .proto = question->flow.proto,
		.port = question->has_port ? question->flow.port : 0,
		.source_port = question->source_port,
	};
}

void question_release(struct question *question)
{
	other_filters_release(&question->others);
	caveats_release(&question->caveats);
}

const struct argp question_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };
