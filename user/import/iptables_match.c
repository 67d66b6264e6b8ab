// SPDX-License-Identifier: GPL-2.0-only
#include "base/letters.h"
#include "base/need.h"
#include "iptables_rule.h"
#include "match_words.h"
#include "policy/names.h"

#include <stdlib.h>
#include <string.h>

typedef void (*take)(struct iptables_rule *read, const char *value);

static void wider(struct iptables_rule *read, const char *why)
{
	box_wider(&read->rule->box, why);
}

static void take_protocol(struct iptables_rule *read, const char *value)
{
	struct box *box = &read->rule->box, only = *box;
	unsigned int i;
	u8 proto;

	if (!strcmp(value, "all")) {
		proto = 0;
	} else if (!match_protocol(value, &proto)) {
		wider(read, arena_format(&read->set->arena, "no protocol is known as \"%s\"", value));
		return;
	}
	/* 0 is any to iptables, whatever it is called */
	if (!proto) {
		if (read->not)
			box->families = 0;
		return;
	}
	box_only_protocol(&only, proto);
	for (i = 0; i < OG_PROTO_WORDS; i++)
		box->protos[i] &= read->not ? ~only.protos[i] : only.protos[i];
}

static void take_source(struct iptables_rule *read, const char *value)
{
	struct box *box = &read->rule->box;
	struct og_network network;

	if (!match_network(value, &network)) {
		wider(read, "its source is no single network");
		return;
	}
	if (!(box->families & BOX_FAMILY(network.family)) && box->families)
		read->wrong = network.family == OG_IPV6 ?
			"an address of IPv6 in rules that are IPv4's: what ip6tables-save wrote is the second file, as in \"ogctl import iptables rules.v4 rules.v6\"" :
			"an address of IPv4 in rules that are IPv6's";
	else if (!read->not)
		box_only_network(box, &network);
	else if (network.prefix)
		wider(read, "it is for any source but one");
	else
		box->families &= ~BOX_FAMILY(network.family);
}

static void take_destination(struct iptables_rule *read, const char *value)
{
	struct og_network network;

	if (read->not || !match_network(value, &network) || network.prefix)
		wider(read, "it asks for a destination");
}

static void take_device(struct iptables_rule *read, const char *value)
{
	struct og_device device;

	if (!match_device(value, '+', &device)) {
		wider(read, "a policy cannot name that device");
		return;
	}
	if (device.prefix && !device.length) {
		if (read->not)
			read->rule->box.families = 0;
		return;
	}
	box_only_device(&read->rule->box, &device, read->not);
}

static void take_out(struct iptables_rule *read, const char *value)
{
	if (read->not || strcmp(value, "+") != 0)
		wider(read, "it asks for the device that it goes out by");
}

static void take_ports(struct iptables_rule *read, const char *value)
{
	const struct ports *ports = match_ports(&read->set->arena, value);

	if (!ports) {
		wider(read, "its ports are no numbers");
		return;
	}
	read->has_ports = true;
	if (read->not)
		ports = ports_but(&read->set->arena, ports_all(&read->set->arena), ports);
	box_only_ports(&read->rule->box, &read->set->arena, ports);
}

static void take_source_ports(struct iptables_rule *read, const char *value)
{
	(void)value;
	wider(read, "it asks for a source port");
}

/* Those that are asked for, or that may be. */
static u8 states_of(struct iptables_rule *read, const char *value)
{
	u8 states;

	if (match_states(value, &states))
		return read->not ? ~states : states;
	wider(read, "it asks for more of a connection than its state");
	return BOX_STATES;
}

static void take_state(struct iptables_rule *read, const char *value)
{
	read->rule->box.states &= states_of(read, value);
}

static void take_ctstate(struct iptables_rule *read, const char *value)
{
	read->conntrack.has_state = true;
	read->conntrack.states = states_of(read, value);
}

static void take_direction(struct iptables_rule *read, const char *value)
{
	bool reply = letters_equal(value, "REPLY");

	if (!reply && !letters_equal(value, "ORIGINAL")) {
		wider(read, "it asks for a direction that is not known");
		return;
	}
	read->conntrack.has_direction = true;
	read->conntrack.direction = reply != read->not ? BOX_REPLIES : BOX_ORIGINAL;
}

/* What belongs to no connection is asked for its state alone where there is one to ask for; else it does not match. */
void iptables_match_conntrack(struct iptables_rule *read)
{
	const struct conntrack *match = &read->conntrack;
	u8 states = match->has_state ? match->states : BOX_STATES;

	if (match->has_direction)
		states &= match->direction | (match->has_state ? BOX_STATE(INVALID) | BOX_STATE(UNTRACKED) : 0);
	read->rule->box.states &= states;
	read->conntrack = (struct conntrack){ 0 };
}

static void take_icmp(struct iptables_rule *read, const char *value)
{
	if (read->not || (strcmp(value, "any") != 0 && strcmp(value, "255") != 0))
		wider(read, "it asks for one kind of ICMP");
}

/* Of ICMPv6 255 is a kind as any other. */
static void take_icmpv6(struct iptables_rule *read, const char *value)
{
	(void)value;
	wider(read, "it asks for one kind of ICMPv6");
}

static void take_type(struct iptables_rule *read, const char *value)
{
	u8 types;

	if (match_types(value, &types))
		read->rule->box.types &= read->not ? ~types : types;
	else
		wider(read, "it asks for a kind of destination");
}

static void take_comment(struct iptables_rule *read, const char *value)
{
	if (!strncmp(value, "from ", 5) && !strncmp(read->rule->in->name, "ogctl_", 6))
		read->rule->zone = value + 5;
}

static void take_text(struct iptables_rule *read, const char *value)
{
	(void)value;
	const char *option = read->words->word[read->at - 1];

	if (!read->target)
		wider(read, arena_format(&read->set->arena, "it asks for \"%s\"", option));
	else if (!read->behind)
		read->behind = option;
}

static const struct {
	const char *name;
	take take;
} options[] = {
	{ "-p", take_protocol }, { "--protocol", take_protocol }, { "--proto", take_protocol },
	{ "-s", take_source }, { "--source", take_source }, { "--src", take_source },
	{ "-d", take_destination }, { "--destination", take_destination }, { "--dst", take_destination },
	{ "-i", take_device }, { "--in-interface", take_device },
	{ "-o", take_out }, { "--out-interface", take_out },
	{ "--dport", take_ports }, { "--destination-port", take_ports },
	{ "--dports", take_ports }, { "--destination-ports", take_ports },
	{ "--sport", take_source_ports }, { "--source-port", take_source_ports },
	{ "--sports", take_source_ports }, { "--source-ports", take_source_ports },
	{ "--state", take_state }, { "--ctstate", take_ctstate }, { "--ctdir", take_direction },
	{ "--icmp-type", take_icmp }, { "--icmpv6-type", take_icmpv6 }, { "--dst-type", take_type },
	{ "--comment", take_comment },
	/* their values may look like options */
	{ "--string", take_text }, { "--hex-string", take_text }, { "--log-prefix", take_text },
	{ "--nflog-prefix", take_text }, { "--helper", take_text }, { "--name", take_text },
};

bool iptables_match(struct iptables_rule *read, const char *option)
{
	size_t i;

	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		if (strcmp(option, options[i].name) != 0)
			continue;
		if (read->at + 1 == read->words->count) {
			read->wrong = "something has to follow this option: the line was cut";
			return false;
		}
		options[i].take(read, read->words->word[++read->at]);
		return !read->wrong;
	}
	return false;
}
