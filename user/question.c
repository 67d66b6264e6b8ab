// SPDX-License-Identifier: GPL-2.0-only
#include "question.h"
#include "arguments.h"
#include "names.h"
#include "ogctl.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

enum {
	KEY_HOOK = 0x3000, KEY_PROTO, KEY_DPORT, KEY_STATE, KEY_FAMILY, KEY_IN, KEY_FRAGMENT,
};

static const struct argp_option options_list[] = {
	{ "hook", KEY_HOOK, "CHAIN", 0,
	  "input: the packet is for this machine; forward: it passes through", 0 },
	{ "proto", KEY_PROTO, "PROTO", 0,
	  "tcp, udp, icmp, another protocol's name, or its number (tcp, unless --dport says udp)",
	  0 },
	{ "dport", KEY_DPORT, "PORT", 0, "Destination port: a number or a service", 0 },
	{ "state", KEY_STATE, "STATE", 0,
	  "What conntrack makes of it: new (the default), established (the asking direction), "
	  "reply (the answering one), related, untracked, invalid", 0 },
	{ "family", KEY_FAMILY, "4|6", 0, "IPv4 (the default) or IPv6", 0 },
	{ "in", KEY_IN, "DEVICE", 0, "The device it comes in on; only lo makes a difference", 0 },
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
		if (strcasecmp(arg, og_chain_name(c)))
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
		if (strcasecmp(arg, states[i].name))
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
	question->proto_word = strcasecmp(arg, "icmp") ? NULL : "icmp";
	if (isdigit((u8)*arg)) {
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
	question->has_port = true;
}

static bool lists_transport(const struct question *question, enum og_transport transport)
{
	return question->port_transports & OG_TRANSPORT_BIT(transport);
}

/* What follows from what was said, and what contradicts it. */
static void complete(struct question *question, struct argp_state *state)
{
	struct og_flow *flow = &question->flow;
	bool has_ports;

	if (!question->has_chain)
		argp_error(state, "it needs --hook input or --hook forward");
	if (!question->has_proto)
		flow->proto = !question->has_port || lists_transport(question, OG_TCP) ?
			      OG_PROTO_TCP : OG_PROTO_UDP;
	if (question->proto_word && flow->family == OG_IPV6)
		flow->proto = OG_PROTO_ICMPV6;
	if (flow->proto == OG_PROTO_ICMPV6 && !question->has_family)
		flow->family = OG_IPV6;
	has_ports = flow->proto == OG_PROTO_TCP || flow->proto == OG_PROTO_UDP;
	if (question->has_port && !has_ports)
		argp_error(state, "protocol %u has no ports that the gate looks at: leave --dport out",
			   flow->proto);
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
	case KEY_STATE:
		take_state(question, arg, state);
		return 0;
	case KEY_FAMILY:
		take_family(question, arg, state);
		return 0;
	case KEY_IN:
		question->flow.loopback = !strcmp(arg, "lo");
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

const struct argp question_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };
