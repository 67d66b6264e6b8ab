// SPDX-License-Identifier: GPL-2.0-only
#include "iptables_items.h"
#include "port_runs.h"
#include "text.h"

#define PASS	"-j RETURN"

/* Ports that one rule's "multiport" has room for; a range takes two. */
#define SLOTS	15u

void iptables_any(const struct iptables_rules *rules, const struct og_items *items)
{
	if (og_has_word(items, OG_WORD_ANY))
		iptables_rule(rules, IPTABLES_BOTH, "", PASS);
}

void iptables_states(const struct iptables_rules *rules, const struct og_items *items)
{
	static const struct {
		enum og_word word;
		const char *match;
	} matches[] = {
		{ OG_WORD_ESTABLISHED, "-m conntrack --ctstate ESTABLISHED " },
		{ OG_WORD_RELATED, "-m conntrack --ctstate RELATED " },
		{ OG_WORD_REPLY, "-m conntrack --ctstate ESTABLISHED --ctdir REPLY " },
		{ OG_WORD_UNTRACKED, "-m conntrack --ctstate UNTRACKED " },
		{ OG_WORD_LOOPBACK, "-i lo " },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(matches); i++)
		if (og_has_word(items, matches[i].word))
			iptables_rule(rules, IPTABLES_BOTH, matches[i].match, PASS);
}

/* Headers of IPv6 that stand before its protocol, and are never it: the module passes over them. */
static bool is_header_of_ipv6(unsigned int proto)
{
	return proto == 43 || proto == 44 || proto == 51 || proto == 60;
}

void iptables_protocols(const struct iptables_rules *rules, const struct og_items *items)
{
	unsigned int proto;
	char match[16];

	if (og_has_word(items, OG_WORD_ICMP)) {
		iptables_rule(rules, IPTABLES_IPV4, "-p icmp ", PASS);
		iptables_rule(rules, IPTABLES_IPV6, "-p ipv6-icmp ", PASS);
	}
	for (proto = 1; proto < OG_PROTOS; proto++) {
		if (!og_bit(items->protos, proto))
			continue;
		snprintf(match, sizeof(match), "-p %u ", proto);
		iptables_rule(rules, is_header_of_ipv6(proto) ? IPTABLES_IPV4 : IPTABLES_BOTH, match, PASS);
	}
}

/* As many as have room in a rule, from @run on, which is then the first of the next; false: there is none. */
static bool port_rule(const struct iptables_rules *rules, enum og_transport transport, const u64 *ports,
		      struct port_run *run)
{
	char list[SLOTS * sizeof("65535,")], match[sizeof(list) + 40];
	unsigned int slots = 0, length = 0;
	bool more;

	do {
		slots += run->low == run->high ? 1 : 2;
		if (slots > SLOTS)
			break;
		length += snprintf(list + length, sizeof(list) - length, "%s%u", length ? "," : "", run->low);
		if (run->low != run->high)
			length += snprintf(list + length, sizeof(list) - length, ":%u", run->high);
		more = port_run_next(ports, run->high + 1, run);
	} while (more);
	snprintf(match, sizeof(match), "-p %s -m multiport --dports %s ", og_transport_name(transport), list);
	iptables_rule(rules, IPTABLES_BOTH, match, PASS);
	return slots > SLOTS || more;
}

/* Always by "multiport", also one port: "--dport" wants a whole header, and drops what has less. */
void iptables_ports(const struct iptables_rules *rules, const struct og_items *items)
{
	struct port_run run;
	unsigned int t;
	bool more;

	for (t = 0; t < OG_TRANSPORTS; t++)
		for (more = port_run_next(items->ports[t], 0, &run); more;)
			more = port_rule(rules, t, items->ports[t], &run);
}
