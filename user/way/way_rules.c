// SPDX-License-Identifier: GPL-2.0-only
#include "way_rules.h"

static bool has_ports(u8 proto)
{
	return proto == OG_PROTO_TCP || proto == OG_PROTO_UDP;
}

/* rtm_getroute_parse_ip_proto() in net/ipv4/fib_frontend.c */
static bool can_ask(enum og_family family, u8 proto)
{
	return has_ports(proto) || proto == (family == OG_IPV6 ? OG_PROTO_ICMPV6 : OG_PROTO_ICMP);
}

/* Whether a rule would take a packet of this protocol, which shows no ports. */
static bool is_looked_for(const struct routing_rules *rules, u8 proto)
{
	size_t i;

	for (i = 0; i < rules->count; i++) {
		const struct routing_rule *rule = &rules->list[i];

		if (rule->family == OG_IPV4 && rule->proto == proto && !rule->port[1] && !rule->source_port[1])
			return true;
	}
	return false;
}

/* For a protocol of IPv4 that cannot be asked of; 0: there is none. */
static u8 carrier(const struct routing_rules *rules)
{
	static const u8 carriers[] = { OG_PROTO_ICMP, OG_PROTO_UDP, OG_PROTO_TCP };
	size_t i;

	for (i = 0; i < sizeof(carriers); i++)
		if (!is_looked_for(rules, carriers[i]))
			return carriers[i];
	return 0;
}

void way_rules_carry(const struct routing_rules *rules, const struct way_packet *packet,
		     struct route_question *question)
{
	enum og_family family = packet->to->family;

	if (!can_ask(family, packet->proto)) {
		question->proto = family == OG_IPV6 ? 0 : carrier(rules);
		return;
	}
	question->proto = packet->proto;
	if (has_ports(packet->proto)) {
		question->source_port = packet->source_port;
		question->port = packet->port;
	}
}

/* What it looks at beside all that was said; NULL: nothing, or it is not for such a packet. */
static const char *unasked(const struct routing_rule *rule, const struct way_packet *packet)
{
	if (rule->family != packet->to->family || (rule->proto && rule->proto != packet->proto))
		return NULL;
	if (rule->mask)
		return "at marks (fwmark), which filters set: what is marked may go another way";
	if (rule->tos)
		return "at the type of service: such packets may go another way";
	if (rule->proto && !can_ask(rule->family, packet->proto))
		return "for this protocol, of which the routing cannot be asked: it may go another way";
	if (rule->source_port[1] && has_ports(packet->proto) && !packet->source_port)
		return "at source ports: --sport says one";
	if (rule->port[1] && has_ports(packet->proto) && !packet->port)
		return "at destination ports: --dport says one";
	return NULL;
}

void way_rules_say(const struct routing_rules *rules, const struct way_packet *packet, struct caveats *caveats)
{
	size_t i;

	if (packet->to->family == OG_IPV4 && !can_ask(OG_IPV4, packet->proto) && !carrier(rules))
		caveats_add(caveats, "rule", "the routing (ip rule) has rules for udp, tcp and icmp, and cannot be asked "
			    "of any other protocol: it was asked of udp");
	for (i = 0; i < rules->count; i++) {
		const char *what = unasked(&rules->list[i], packet);

		if (what)
			caveats_add(caveats, rules->list[i].mask ? "mark" : "rule",
				    "the rule %u of the routing (ip rule) looks %s", rules->list[i].priority, what);
	}
}
