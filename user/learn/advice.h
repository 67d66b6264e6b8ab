/* SPDX-License-Identifier: GPL-2.0-only */
/* What "ogctl suggest" says: what was used and is not in force, as a policy and as JSON. */
#ifndef OGCTL_ADVICE_H
#define OGCTL_ADVICE_H

#include "lint/findings.h"
#include "lint/machine_needs.h"
#include "policy/port_knowledge.h"
#include "seen/portless.h"
#include "seen/scan.h"

struct advice {
	struct og_policy policy;	/* in force */
	struct og_policy result;	/* with what is suggested */
	struct tally seen;
	enum use *uses;			/* of each row */
	struct portless portless;
	bool elsewhere;			/* as struct lint */
	struct listeners listeners;
	struct machine_needs needs;	/* of this machine, that input does not list */
	struct lint lint;		/* of what is in force: answers that do not pass */
	struct knowledge knowledge;
	/* How much @text says of each port; as little as it takes for it to be one that can be applied. */
	enum { DETAIL_ALL, DETAIL_SCANS_COUNTED, DETAIL_NONE } detail;
	char *text;
	size_t size;
};

/* How many ports are of a kind. */
size_t advice_count(const struct advice *advice, enum use use);
/* Those of a chain, with ranges, for a scan may be of all ports there are. How many ports. */
size_t advice_collect(const struct advice *advice, enum use use, enum og_chain_id chain,
		      struct og_items *items);
/* How many of the needs are suggested: a mild one is only said. */
size_t advice_needs(const struct advice *advice);
/* Whether there is anything that @text adds to what is in force. */
bool advice_adds(const struct advice *advice);

#endif
