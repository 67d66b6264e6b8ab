// SPDX-License-Identifier: GPL-2.0-only
#include "nft_rules.h"
#include "base/need.h"
#include "text.h"

#include <linux/in.h>

/* An IPv6 packet never has it for its protocol: the module looks behind that header. nft does not. */
#define PROTO_AH	51u

/* As the module's own limit (kmod/log.c). */
#define LOG_LIMIT	"limit rate 50/second burst 50 packets"

/* A list in braces, which begins with its first element. */
struct elements {
	FILE *out;
	const char *before;	/* of the next: what begins the list, or ", " */
};

static void put_element(struct elements *list)
{
	fputs(list->before, list->out);
	list->before = ", ";
}

static bool lists_ports(const struct og_items *items, unsigned int transport)
{
	unsigned int i;

	for (i = 0; i < OG_PORT_WORDS; i++)
		if (items->ports[transport][i])
			return true;
	return false;
}

/* However many there are, nft looks a port up in it. Neighbours are one range, so that none overlap. */
static void print_port_set(FILE *out, const char *chain, unsigned int transport, const u64 *ports)
{
	struct elements list = { out, "\t\telements = { " };
	unsigned int low, high;

	fprintf(out, "\tset %s_%s {\n\t\ttype inet_service\n\t\tflags interval\n", chain,
		og_transport_name(transport));
	for (low = 0; low < OG_PORTS; low = high + 1) {
		high = low;
		if (!og_bit(ports, low))
			continue;
		while (high + 1 < OG_PORTS && og_bit(ports, high + 1))
			high++;
		put_element(&list);
		if (low == high)
			fprintf(out, "%u", low);
		else
			fprintf(out, "%u-%u", low, high);
	}
	fputs(" }\n\t}\n", out);
}

static void print_states(FILE *out, const struct og_items *items)
{
	if (og_has_word(items, OG_WORD_ESTABLISHED))
		fputs("\t\tct state established accept\n", out);
	if (og_has_word(items, OG_WORD_RELATED))
		fputs("\t\tct state related accept\n", out);
	if (og_has_word(items, OG_WORD_REPLY))
		fputs("\t\tct state established ct direction reply accept\n", out);
	if (og_has_word(items, OG_WORD_UNTRACKED))
		fputs("\t\tct state untracked accept\n", out);
}

/* The namespace's loopback device, which is number 1, whatever it is called. */
static void print_loopback(FILE *out, const struct og_items *items)
{
	if (og_has_word(items, OG_WORD_LOOPBACK))
		fputs("\t\tiif 1 iiftype loopback accept\n", out);
}

static void print_protocols(FILE *out, const struct og_items *items)
{
	struct elements list = { out, "\t\tmeta nfproto . meta l4proto { " };
	bool icmp = og_has_word(items, OG_WORD_ICMP);
	unsigned int proto;

	for (proto = 0; proto < OG_PROTOS; proto++) {
		if (og_bit(items->protos, proto) || (icmp && proto == OG_PROTO_ICMP)) {
			put_element(&list);
			fprintf(out, "ipv4 . %u", proto);
		}
		if ((og_bit(items->protos, proto) && proto != PROTO_AH) || (icmp && proto == OG_PROTO_ICMPV6)) {
			put_element(&list);
			fprintf(out, "ipv6 . %u", proto);
		}
	}
	if (*list.before == ',')
		fputs(" } accept\n", out);
}

/*
 * Before Linux 7.2 nft reads ports where it expects them, also in a later fragment, whose bytes are whatever its
 * sender wants. These go first. nft sees the first fragment header of IPv6 only; behind a second one it is the three
 * bytes of "@th,8,24" that stop it, for what is no power of two is read with care.
 */
static void print_ports(FILE *out, const char *chain, const struct og_items *items)
{
	unsigned int t;

	if (lists_ports(items, OG_TCP) || lists_ports(items, OG_UDP))
		fputs("\t\tmeta l4proto { tcp, udp } ip frag-off & 0x1fff != 0 drop\n"
		      "\t\tmeta l4proto { tcp, udp } frag frag-off != 0 drop\n", out);
	for (t = 0; t < OG_TRANSPORTS; t++)
		if (lists_ports(items, t))
			fprintf(out, "\t\tmeta l4proto %s @th,8,24 >= 0 %s dport @%s_%s accept\n", og_transport_name(t),
				og_transport_name(t), chain, og_transport_name(t));
}

static void print_log(FILE *out, u32 log)
{
	if (log != OG_LOG_OFF)
		fprintf(out, "\t\t" LOG_LIMIT " log group %u\n", log - 1);
}

static void print_chain(FILE *out, const struct og_policy *policy, enum og_chain_id id)
{
	const struct og_items *items = &policy->chain[id].items;
	const bool enforce = policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE;
	const char *name = og_chain_name(id);

	fprintf(out, "\tchain %s {\n\t\ttype filter hook %s priority filter; policy %s;\n", name, name,
		enforce ? "drop" : "accept");
	if (policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE)
		fputs("\t\tmeta nfproto ipv6 accept\n", out);
	if (og_has_word(items, OG_WORD_ANY)) {
		fputs("\t\taccept\n", out);
	} else {
		print_states(out, items);
		print_loopback(out, items);
		print_protocols(out, items);
		print_ports(out, name, items);
		print_log(out, policy->setting[OG_SET_LOG]);
	}
	fputs("\t}\n", out);
}

/* Deleting what is not there is an error; adding what is there is none, but of another's table. */
static void begin(FILE *out, const char *name, const char *flags)
{
	fprintf(out, "add table inet %s", name);
	if (flags)
		fprintf(out, " { flags %s; }", flags);
	fprintf(out, "\ndelete table inet %s\ntable inet %s {\n", name, name);
	if (flags)
		fprintf(out, "\tflags %s\n", flags);
}

char *nft_rules_text(const char *name, const struct og_policy *policy, const char *flags)
{
	const struct og_items *items;
	unsigned int chain, t;
	size_t size;
	char *text;
	FILE *out = open_text(&text, &size);

	begin(out, name, flags);
	for (chain = 0; chain < OG_CHAINS && policy->setting[OG_SET_MODE] != OG_MODE_OFF; chain++) {
		items = &policy->chain[chain].items;
		for (t = 0; t < OG_TRANSPORTS; t++)
			if (lists_ports(items, t))
				print_port_set(out, og_chain_name(chain), t, items->ports[t]);
		print_chain(out, policy, chain);
	}
	fputs("}\n", out);
	close_text(out);
	return text;
}
