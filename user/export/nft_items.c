// SPDX-License-Identifier: GPL-2.0-only
#include "nft_items.h"
#include "port_runs.h"
#include "text.h"

/* An IPv6 packet never has it for its protocol: the module looks behind that header. nft does not. */
#define PROTO_AH	51u

void nft_element(struct nft_elements *list)
{
	fputs(list->before, list->out);
	list->before = ", ";
}

static bool lists_ports(const struct og_items *items, unsigned int transport)
{
	struct port_run run;

	return port_run_next(items->ports[transport], 0, &run);
}

/* However many there are, nft looks a port up in it. Neighbours are one range, so that none overlap. */
static void port_set(FILE *out, const char *name, unsigned int transport, const u64 *ports)
{
	struct nft_elements list = { out, "\t\telements = { " };
	struct port_run run;
	bool more;

	fprintf(out, "\tset %s_%s {\n\t\ttype inet_service\n\t\tflags interval\n", name,
		og_transport_name(transport));
	for (more = port_run_next(ports, 0, &run); more; more = port_run_next(ports, run.high + 1, &run)) {
		nft_element(&list);
		if (run.low == run.high)
			fprintf(out, "%u", run.low);
		else
			fprintf(out, "%u-%u", run.low, run.high);
	}
	fputs(" }\n\t}\n", out);
}

void nft_port_sets(FILE *out, const char *list, const struct og_items *items)
{
	unsigned int t;

	for (t = 0; t < OG_TRANSPORTS; t++)
		if (lists_ports(items, t))
			port_set(out, list, t, items->ports[t]);
}

void nft_protocols(FILE *out, const struct og_items *items)
{
	struct nft_elements list = { out, "\t\tmeta nfproto . meta l4proto { " };
	bool icmp = og_has_word(items, OG_WORD_ICMP);
	unsigned int proto;

	for (proto = 0; proto < OG_PROTOS; proto++) {
		if (og_bit(items->protos, proto) || (icmp && proto == OG_PROTO_ICMP)) {
			nft_element(&list);
			fprintf(out, "ipv4 . %u", proto);
		}
		if ((og_bit(items->protos, proto) && proto != PROTO_AH) || (icmp && proto == OG_PROTO_ICMPV6)) {
			nft_element(&list);
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
void nft_ports(FILE *out, const char *list, const struct og_items *items, const char *later)
{
	unsigned int t;

	if (lists_ports(items, OG_TCP) || lists_ports(items, OG_UDP))
		fprintf(out, "\t\tmeta l4proto { tcp, udp } ip frag-off & 0x1fff != 0 %s\n"
			"\t\tmeta l4proto { tcp, udp } frag frag-off != 0 %s\n", later, later);
	for (t = 0; t < OG_TRANSPORTS; t++)
		if (lists_ports(items, t))
			fprintf(out, "\t\tmeta l4proto %s @th,8,24 >= 0 %s dport @%s_%s accept\n", og_transport_name(t),
				og_transport_name(t), list, og_transport_name(t));
}
