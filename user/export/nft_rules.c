// SPDX-License-Identifier: GPL-2.0-only
#include "nft_rules.h"
#include "base/need.h"
#include "nft_items.h"
#include "nft_statements.h"
#include "nft_zones.h"
#include "text.h"

/* As the module's own limit (kmod/log.c). */
#define LOG_LIMIT	"limit rate 50/second burst 50 packets"

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

static void print_log(FILE *out, u32 log)
{
	if (log != OG_LOG_OFF)
		fprintf(out, "\t\t" LOG_LIMIT " log group %u\n", log - 1);
}

/* What its chain does not list: zones' lists, then its end. */
static void print_rest(FILE *out, const struct og_policy *policy, enum og_chain_id id)
{
	nft_zones_accept(out, &policy->zones, id);
	print_log(out, policy->setting[OG_SET_LOG]);
	if (policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE)
		nft_zones_refuse(out, &policy->zones);
}

/* A later fragment, which shows no port, may be in the list of a zone even so, as its protocol. */
static void print_list(FILE *out, const struct og_policy *policy, enum og_chain_id id)
{
	const struct og_items *items = &policy->chain[id].items;
	const char *name = og_chain_name(id);
	/* an audit drops nothing: it leaves that to the chain's policy, which is accept then */
	char later[32] = "return";

	if (nft_zones_in_chain(&policy->zones, id))
		snprintf(later, sizeof(later), "goto %s_zones", name);
	else if (policy->setting[OG_SET_MODE] != OG_MODE_AUDIT)
		snprintf(later, sizeof(later), "drop");
	print_states(out, items);
	print_loopback(out, items);
	nft_protocols(out, items);
	nft_ports(out, name, items, later);
	if (nft_zones_in_chain(&policy->zones, id))
		fprintf(out, "\t\t%s\n", later);
	else
		print_rest(out, policy, id);
}

/* Zones' lists are of no effect behind it, and part of the policy all the same. */
static void print_any(FILE *out, const struct og_policy *policy, enum og_chain_id id)
{
	fputs("\t\taccept\n", out);
	if (nft_zones_in_chain(&policy->zones, id))
		fprintf(out, "\t\tgoto %s_zones\n", og_chain_name(id));
}

static void print_chain(FILE *out, const struct og_policy *policy, enum og_chain_id id)
{
	const bool enforce = policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE;
	const char *name = og_chain_name(id);

	fprintf(out, "\tchain %s {\n", name);
	if (policy->setting[OG_SET_MODE] != OG_MODE_OFF)
		fprintf(out, "\t\ttype filter hook %s priority filter; policy %s;\n", name,
			enforce ? "drop" : "accept");
	if (policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE)
		fputs("\t\tmeta nfproto ipv6 accept\n", out);
	if (og_has_word(&policy->chain[id].items, OG_WORD_ANY))
		print_any(out, policy, id);
	else
		print_list(out, policy, id);
	fputs("\t}\n", out);
}

/* All that belongs to a chain, what is looked into before who looks. */
static void print_hook(FILE *out, const struct og_policy *policy, enum og_chain_id id)
{
	nft_port_sets(out, og_chain_name(id), &policy->chain[id].items);
	if (nft_zones_in_chain(&policy->zones, id)) {
		nft_zones_lists(out, &policy->zones, id);
		fprintf(out, "\tchain %s_zones {\n", og_chain_name(id));
		print_rest(out, policy, id);
		fputs("\t}\n", out);
	}
	print_chain(out, policy, id);
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

static char *table_text(const char *name, const struct og_policy *policy, const char *flags, bool says)
{
	unsigned int chain;
	size_t size;
	char *text;
	FILE *out = open_text(&text, &size);

	begin(out, name, flags);
	if (says)
		nft_statements(out, policy);
	/* Where it stands in for the module, "off" is to cost nothing: a rule that asks conntrack switches that on. */
	if (says || policy->setting[OG_SET_MODE] != OG_MODE_OFF) {
		nft_zones_begin(out, &policy->zones, policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE);
		for (chain = 0; chain < OG_CHAINS; chain++)
			print_hook(out, policy, chain);
	}
	fputs("}\n", out);
	close_text(out);
	return text;
}

char *nft_rules_text(const char *name, const struct og_policy *policy, const char *flags)
{
	return table_text(name, policy, flags, false);
}

char *nft_export_text(const char *name, const struct og_policy *policy)
{
	return table_text(name, policy, NULL, true);
}
