// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tally. A scan leaves a row for each of 65,536 ports, and a series each would fill a monitor's disk: so the ports that
 * somebody got through to come first, then those at which most was dropped, and no more than were asked for.
 */
#include "base/need.h"
#include "metrics.h"
#include "policy/zone_words.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static int by_worth(const void *a, const void *b)
{
	const struct tally_row *left = a, *right = b;

	if (left->accepted != right->accepted)
		return left->accepted < right->accepted ? 1 : -1;
	if (left->dropped != right->dropped)
		return left->dropped < right->dropped ? 1 : -1;
	if (left->chain != right->chain)
		return left->chain < right->chain ? -1 : 1;
	if (left->transport != right->transport)
		return left->transport < right->transport ? -1 : 1;
	return (int)left->port - (int)right->port;
}

/* In that order. Free them. */
static struct tally_row *sorted(const struct tally *seen)
{
	struct tally_row *rows = need(seen->count * sizeof(*rows));

	memcpy(rows, seen->rows, seen->count * sizeof(*rows));
	qsort(rows, seen->count, sizeof(*rows), by_worth);
	return rows;
}

static void row_sample(struct exposition *to, const struct tally_row *row, const char *verdict, u64 value)
{
	char port[8];

	snprintf(port, sizeof(port), "%u", row->port);
	metric_sample(to, value, "chain", og_chain_name(row->chain), "protocol", og_transport_name(row->transport), "port", port,
		      verdict ? "verdict" : NULL, verdict, NULL);
}

void metrics_ports_write(const struct metrics *metrics, size_t ports, struct exposition *to)
{
	size_t count = metrics->seen.count < ports ? metrics->seen.count : ports, i;
	struct tally_row *rows;

	if (!metrics->seen.on)
		return;
	metric_family(to, "tally_rows_left_out", METRIC_GAUGE, "Ports that were counted and are not among those below");
	metric_sample(to, metrics->seen.count - count, NULL);
	if (!count)
		return;
	rows = sorted(&metrics->seen);
	metric_family(to, "port_first_packets", METRIC_COUNTER, "First packets to a port: unlisted ones were "
		      "dropped, or in mode audit would have been; what early drops is of neither chain yet and counted for both");
	for (i = 0; i < count; i++) {
		row_sample(to, &rows[i], "accept", rows[i].accepted);
		row_sample(to, &rows[i], "unlisted", rows[i].dropped);
	}
	metric_family(to, "port_listed", METRIC_GAUGE, "Whether the policy in force lists such a port, for everybody or for a zone");
	for (i = 0; i < count; i++)
		row_sample(to, &rows[i], NULL, somebody_may(&metrics->policy, rows[i].chain, rows[i].transport, rows[i].port));
	free(rows);
}
