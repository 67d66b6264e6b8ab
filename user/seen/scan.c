// SPDX-License-Identifier: GPL-2.0-only
#include "scan.h"
#include "base/need.h"
#include "policy/zone_words.h"

#include <stdlib.h>

/* Whether its sources came at most @tries times each. A retry of a client is a try too. */
static bool tried_in_passing(const struct tally_row *row, unsigned int tries)
{
	return row->accepted + row->dropped <= (u64)tries * sources_of(row->sources);
}

static enum use first_look(const struct tally_row *row, const struct og_policy *policy)
{
	if (somebody_may(policy, row->chain, row->transport, row->port))
		return USE_LISTED;
	if (!row->dropped)
		return USE_PASSED;
	if (tried_in_passing(row, SCAN_TRIES) && sources_of(row->sources) >= SCAN_SOURCES)
		return USE_STRAYS;
	return USE_SERVICE;
}

static int by_number(const void *a, const void *b)
{
	u32 left = *(const u32 *)a, right = *(const u32 *)b;

	return left < right ? -1 : left > right;
}

/*
 * The sources of all scans, as one sketch. A scan shows as the same sources in
 * passing at many ports: of one source one bit, or two when it came over IPv4 and IPv6.
 */
static u32 scanners_of(const struct tally *seen, const enum use *uses, unsigned int ports,
		       unsigned int tries)
{
	u32 *sketches = need((seen->count + 1) * sizeof(*sketches)), scanners = 0;
	size_t count = 0, i, same;

	for (i = 0; i < seen->count; i++)
		if (uses[i] == USE_SERVICE && tried_in_passing(&seen->rows[i], tries))
			sketches[count++] = seen->rows[i].sources;
	qsort(sketches, count, sizeof(*sketches), by_number);
	for (i = 0; i < count; i += same) {
		for (same = 1; i + same < count && sketches[i + same] == sketches[i];)
			same++;
		if (same >= ports)
			scanners |= sketches[i];
	}
	free(sketches);
	return scanners;
}

static void take_scans(const struct tally *seen, enum use *uses, unsigned int ports,
		       unsigned int tries)
{
	u32 scanners = scanners_of(seen, uses, ports, tries);
	size_t i;

	for (i = 0; i < seen->count; i++)
		if (uses[i] == USE_SERVICE && tried_in_passing(&seen->rows[i], tries) &&
		    !(seen->rows[i].sources & ~scanners))
			uses[i] = USE_SCANNER;
}

void scan_judge(const struct tally *seen, const struct og_policy *policy, enum use *uses)
{
	size_t i;

	for (i = 0; i < seen->count; i++)
		uses[i] = first_look(&seen->rows[i], policy);
	take_scans(seen, uses, SCAN_PORTS, SCAN_TRIES);
	take_scans(seen, uses, SCAN_PORTS_WIDE, SCAN_TRIES_WIDE);
}

void scan_judge_listeners(const struct tally *seen, const struct listeners *listeners, bool sure,
			  enum use *uses)
{
	size_t i;

	for (i = 0; i < seen->count && sure && listeners->known; i++)
		if (uses[i] == USE_SERVICE && seen->rows[i].chain == OG_INPUT &&
		    !listeners_reached(listeners, seen->rows[i].transport, seen->rows[i].port))
			uses[i] = USE_UNHEARD;
}

void scan_judge_listed(const struct tally *seen, const struct og_policy *policy, bool *scanned)
{
	enum use *uses = need((seen->count + 1) * sizeof(*uses));
	u32 scanners = 0;
	size_t i;

	scan_judge(seen, policy, uses);
	for (i = 0; i < seen->count; i++)
		if (uses[i] == USE_SCANNER)
			scanners |= seen->rows[i].sources;
	for (i = 0; i < seen->count; i++)
		scanned[i] = uses[i] == USE_LISTED && !(seen->rows[i].sources & ~scanners) &&
			     tried_in_passing(&seen->rows[i], SCAN_TRIES);
	free(uses);
}
