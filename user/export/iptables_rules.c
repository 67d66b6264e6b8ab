// SPDX-License-Identifier: GPL-2.0-only
#include "iptables_rules.h"
#include "base/need.h"
#include "iptables_drop.h"
#include "iptables_items.h"
#include "iptables_members.h"
#include "statements.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* Of a statement, in a comment. */
#define PIECE	8000u

static const char head[] =
	"# ogctl: both\n"
	"#\n"
	"# A policy of outlook_guard for IPv4 and IPv6, made by \"ogctl export iptables\". It goes into the table beside what is there:\n"
	"#   iptables-restore --noflush FILE && ip6tables-restore --noflush FILE\n"
	"# Later again, with other rules in place of these: the same without the lines that begin with -I\n"
	"#   grep -v ^-I FILE | iptables-restore --noflush\n"
	"# and taken away, counters and others' rules kept (the same with ip6tables-):\n"
	"#   iptables-save -c -t filter | grep -v ogctl_ | iptables-restore -c\n"
	"# The policy itself, which \"ogctl import iptables\" makes of this text again; what decides is the rules:\n"
	"#\n";

/* What a zone lists, of one kind of items: for each of its members. */
struct zone_part {
	iptables_kind kind;
	struct og_items items;
};

static void zone_member(void *to, const struct iptables_rules *rules)
{
	const struct zone_part *part = to;

	part->kind(rules, &part->items);
}

static void print_zones(const struct iptables_rules *rules, const struct og_zones *zones, enum og_chain_id id,
			iptables_kind kind)
{
	struct zone_part *part = need(sizeof(*part));
	struct iptables_rules of_zone = *rules;
	u8 slots[OG_ZONES];
	unsigned int count = og_zones_sorted(zones, slots), i;

	part->kind = kind;
	for (i = 0; i < count; i++) {
		if (!og_zone_lists(zones, id, slots[i]))
			continue;
		of_zone.zone = zones->name[slots[i]];
		og_zone_items(zones, id, slots[i], &part->items);
		iptables_members_each(&of_zone, zones, slots[i], zone_member, part);
	}
	free(part);
}

/* Each kind of items for everybody, then for zones, and only then the next kind: see iptables_items.h. */
static void print_chain(const struct iptables_rules *rules, const struct og_policy *policy, enum og_chain_id id)
{
	static const iptables_kind kinds[] = { iptables_any, iptables_states, iptables_protocols, iptables_ports };
	size_t i;

	if (policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE)
		iptables_rule(rules, IPTABLES_IPV6, "", "-j RETURN");
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		kinds[i](rules, &policy->chain[id].items);
		print_zones(rules, &policy->zones, id, kinds[i]);
	}
	iptables_drop(rules, policy);
}

static void print_statement(void *to, const char *statement)
{
	/* iptables-restore cuts lines of more than 10,239 bytes, and what is behind that is a line to it */
	if (strlen(statement) > PIECE)
		statement_pieces(to, "# ", statement, PIECE, "\n");
	else
		fprintf(to, "# ogctl: %s\n", statement);
}

static const struct {
	const char *own, *hook;
} chains[OG_CHAINS] = {
	[OG_INPUT] = { "ogctl_input", "INPUT" }, [OG_FORWARD] = { "ogctl_forward", "FORWARD" },
};

/* A chain that is there is emptied by this, so that the text can be loaded again. */
static void declare_chains(FILE *out, bool refuses)
{
	unsigned int id;

	for (id = 0; id < OG_CHAINS; id++)
		fprintf(out, ":%s - [0:0]\n", chains[id].own);
	if (refuses)
		fputs(IPTABLES_REFUSE_CHAINS, out);
}

char *iptables_rules_text(const struct og_policy *policy)
{
	const bool refuses = iptables_refuses(policy);
	size_t size;
	char *text;
	FILE *out = open_text(&text, &size);
	unsigned int id;

	fputs(head, out);
	statements_each(policy, print_statement, out);
	iptables_unsayable(out, &policy->zones);
	fputs("*filter\n", out);
	declare_chains(out, refuses);
	for (id = 0; id < OG_CHAINS; id++) {
		const struct iptables_rules rules = { out, chains[id].own, IPTABLES_BOTH, "", NULL };

		print_chain(&rules, policy, id);
	}
	if (refuses)
		iptables_refuse(out);
	for (id = 0; id < OG_CHAINS && policy->setting[OG_SET_MODE] != OG_MODE_OFF; id++)
		fprintf(out, "-I %s -j %s\n", chains[id].hook, chains[id].own);
	fputs("COMMIT\n", out);
	close_text(out);
	return text;
}
