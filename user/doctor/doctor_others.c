// SPDX-License-Identifier: GPL-2.0-only
/* Who else has a say in packets here: filters that may drop what the gate lets pass, and NAT before it. */
#include "base/need.h"
#include "doctor_groups.h"
#include "way/other_filters.h"

#include <stdlib.h>
#include <string.h>

/* The fast path's table and the fallback's. */
#define OUR_TABLES	" outlook_guard_"

/* Their names, each once. NULL: there are none. Free it. */
static char *names_at(const struct other_filters *others, unsigned int stations, bool rewrites)
{
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < others->count; i++) {
		const struct other_filter *other = &others->list[i];

		if (!(STATION_BIT(other->station) & stations) || other->rewrites != rewrites ||
		    strstr(other->name, OUR_TABLES))
			continue;
		fflush(out);
		if (!strstr(text, other->name))
			fprintf(out, "%s%s", *text ? "; " : "", other->name);
	}
	close_text(out);
	if (*text)
		return text;
	free(text);
	return NULL;
}

void doctor_others(struct doctor *doctor)
{
	struct other_filters others;
	struct finding *finding;
	char *droppers, *nat;

	other_filters_read(&others);
	droppers = names_at(&others, STATION_BIT(STATION_INGRESS) | STATION_BIT(STATION_PREROUTING) |
			    STATION_BIT(STATION_INPUT) | STATION_BIT(STATION_FORWARD), false);
	nat = names_at(&others, STATION_BIT(STATION_PREROUTING), true);
	if (droppers) {
		finding = doctor_add(doctor, SEVERITY_HINT, "other-filters");
		finding->what = need_text("others judge packets here, too: %s", droppers);
		finding->why = need_text("a packet passes when all let it pass: what one of these drops is not open, whatever is listed");
		finding->todo = need_text("nft list ruleset; ogctl test --to ADDRESS --dport PORT says who has a say in one packet");
	}
	if (nat) {
		finding = doctor_add(doctor, SEVERITY_HINT, "nat");
		finding->what = need_text("destinations are rewritten here: %s", nat);
		finding->why = need_text("the policy has to list the port that a packet is rewritten to, and the chain that it then goes by");
		finding->todo = need_text("ogctl explain PORT says what becomes of it; ogctl test --to ADDRESS --dport PORT");
	}
	if (others.unasked)
		doctor_saw(doctor, "of some filters it is not to be known without root: sudo ogctl doctor");
	else if (!droppers && !nat)
		doctor_saw(doctor, "nobody else filters or rewrites packets here");
	free(droppers);
	free(nat);
	other_filters_release(&others);
}
