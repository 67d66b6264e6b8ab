// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "lint_rules.h"

static void check_mode(struct lint *lint)
{
	struct finding *finding;
	struct text_place place;

	if (lint->policy.setting[OG_SET_MODE] == OG_MODE_ENFORCE || lint->on_trial)
		return;
	text_places_setting(&lint->text, "mode", &place);
	finding = lint_add(lint, SEVERITY_WARNING, "mode", &place);
	finding->what = need_text("the mode is %s: nothing is dropped",
				  lint->policy.setting[OG_SET_MODE] == OG_MODE_AUDIT ? "audit" : "off");
	finding->why = need_text("as a setting of the policy it has no end; an audit of \"ogctl audit on\" has%s",
				 lint->policy.setting[OG_SET_MODE] != OG_MODE_AUDIT ? "" :
				 ". Right after loading it is there for conntrack to get to know what is open");
	finding->todo = need_text("mode enforce");
}

static void check_ipv6(struct lint *lint)
{
	struct finding *finding;
	struct text_place place;

	if (lint->policy.setting[OG_SET_IPV6] == OG_IPV6_FILTER)
		return;
	text_places_setting(&lint->text, "ipv6", &place);
	finding = lint_add(lint, SEVERITY_WARNING, "ipv6-ignore", &place);
	finding->what = need_text("IPv6 passes unseen");
	finding->why = need_text("whoever has an IPv6 address reaches every port, whatever is listed");
	finding->todo = need_text("ipv6 filter");
}

static void check_any(struct lint *lint)
{
	struct finding *finding;
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (!lint_is_any(lint, c))
			continue;
		finding = lint_add_chain(lint, SEVERITY_WARNING, "any", c);
		finding->what = need_text("%s accepts everything", og_chain_name(c));
		finding->why = need_text("a chain with \"any\" filters nothing");
		finding->todo = need_text("list what is used; \"ogctl suggest\" knows after an audit");
	}
}

/* It lets nothing in, whoever sends it, so that nothing is missed. */
static bool is_closed(const struct lint *lint, enum og_chain_id chain)
{
	unsigned int slot;

	for (slot = 0; slot < OG_ZONES; slot++)
		if (lint->policy.zones.there >> slot & 1 && og_zone_lists(&lint->policy.zones, chain, slot))
			return false;
	return og_items_empty(&lint->policy.chain[chain].items);
}

static void check_states(struct lint *lint)
{
	const struct og_flow reply = { .state = OG_STATE_ESTABLISHED_REPLY, .proto = OG_PROTO_TCP };
	struct finding *finding;
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (is_closed(lint, c) || lint_passes(lint, c, &reply))
			continue;
		finding = lint_add_chain(lint, SEVERITY_WARNING, "no-replies", c);
		finding->what = need_text("%s lists neither established nor reply", og_chain_name(c));
		finding->why = need_text("answers come back to ports that nobody lists: connections from the "
					 "other side are dropped at their second packet");
		finding->todo = need_text("%s +established   (or +reply)", og_chain_name(c));
	}
}

static void check_loopback(struct lint *lint)
{
	const struct og_flow flow = { .state = OG_STATE_NEW, .proto = OG_PROTO_TCP, .loopback = true };
	struct finding *finding;

	if (lint_passes(lint, OG_INPUT, &flow))
		return;
	finding = lint_add_chain(lint, SEVERITY_WARNING, "no-loopback", OG_INPUT);
	finding->what = need_text("input does not list loopback");
	finding->why = need_text("programs on this machine cannot talk to each other over lo: the proxy to its "
				 "resolver, rndc to named");
	finding->todo = need_text("input +loopback");
}

/* Neighbour discovery is not tracked; any connection's first packet waits for it. */
static void check_icmp(struct lint *lint)
{
	const struct og_flow discovery = {
		.state = OG_STATE_UNTRACKED, .family = OG_IPV6, .proto = OG_PROTO_ICMPV6,
	};
	struct finding *finding;

	if (lint->policy.setting[OG_SET_IPV6] == OG_IPV6_FILTER && !lint_passes(lint, OG_INPUT, &discovery)) {
		finding = lint_add_chain(lint, SEVERITY_WARNING, "no-icmp", OG_INPUT);
		finding->what = need_text("input does not list icmp, and IPv6 is filtered");
		finding->why = need_text("ICMPv6 holds neighbour discovery: without it this machine is cut off "
					 "from IPv6 within a minute");
		finding->todo = need_text("input +icmp   (or: ipv6 ignore)");
	}
}

static void check_errors(struct lint *lint)
{
	const struct og_flow error = {
		.state = OG_STATE_RELATED, .family = OG_IPV6, .proto = OG_PROTO_ICMPV6,
	};
	struct finding *finding;

	if (is_closed(lint, OG_FORWARD) || lint_passes(lint, OG_FORWARD, &error))
		return;
	finding = lint_add_chain(lint, SEVERITY_WARNING, "no-icmp", OG_FORWARD);
	finding->what = need_text("forward lists neither icmp nor related");
	finding->why = need_text("\"packet too big\" does not come through: large packets vanish where a "
				 "path takes only smaller ones (PPPoE, VPN)");
	finding->todo = need_text("forward +related");
}

void lint_answers(struct lint *lint)
{
	check_states(lint);
	check_errors(lint);
}

void lint_chains(struct lint *lint)
{
	check_mode(lint);
	check_ipv6(lint);
	check_any(lint);
	check_loopback(lint);
	check_icmp(lint);
	lint_answers(lint);
}
