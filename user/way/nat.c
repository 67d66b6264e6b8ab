// SPDX-License-Identifier: GPL-2.0-only
#include "nat.h"
#include "nat_iptables.h"
#include "nat_nft.h"
#include "base/program.h"

#include <stdlib.h>
#include <string.h>

static bool run_save(struct nat_rules *rules, const struct nat_packet *packet, const char *kind)
{
	static const char *const arguments[] = { "-t", "nat", NULL };
	struct program_answer answer;
	char program[32];
	bool done;

	snprintf(program, sizeof(program), "ip%stables-%s-save", packet->packet->to->family == OG_IPV6 ? "6" : "", kind);
	program_run(program, &answer, "", arguments);
	done = !answer.status;
	if (done)
		nat_read_iptables(rules, packet, program, answer.out);
	program_release(&answer);
	return done;
}

/* @name: "nft's table FAMILY NAME, chain CHAIN" */
static bool run_nft(struct nat_rules *rules, const struct nat_packet *packet, const char *name)
{
	char table[80] = "", family[8] = "", text[96];
	const char *arguments[] = { "-j", "list", "table", family, table, NULL };
	struct program_answer answer;
	bool done;
	size_t i;

	if (sscanf(name, "nft's table %7s %79[^,]", family, table) != 2)
		return false;
	snprintf(text, sizeof(text), "%s %s", family, table);
	for (i = 0; i < rules->count; i++)
		if (!strcmp(rules->list[i].table, text))
			return true;
	program_run("nft", &answer, "", arguments);
	done = !answer.status;
	if (done && !nat_read_nft(rules, packet, text, answer.out))
		done = !strcmp(table, "nat") && run_save(rules, packet, "nft");
	program_release(&answer);
	return done;
}

bool nat_find(const struct other_filters *others, const struct nat_packet *packet, struct nat_answer *answer)
{
	struct nat_rules rules = { 0 };
	bool whole = true;
	size_t i;

	for (i = 0; i < others->count; i++) {
		const struct other_filter *other = &others->list[i];

		if (!other->rewrites || other->station != STATION_PREROUTING ||
		    !(other->families & 1 << packet->packet->to->family))
			continue;
		whole &= strncmp(other->name, "nft", 3) ? run_save(&rules, packet, "legacy") :
							  run_nft(&rules, packet, other->name);
	}
	nat_decide(&rules, answer);
	free(rules.list);
	return whole;
}
