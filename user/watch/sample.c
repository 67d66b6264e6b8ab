// SPDX-License-Identifier: GPL-2.0-only
#include "sample.h"
#include "base/clock.h"
#include "base/need.h"
#include "machine/conntrack_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int sample_take(struct sample *sample)
{
	struct conntrack_table table;
	int error;

	*sample = (struct sample){ .ms = clock_ms() };
	error = module_read_stats(&sample->stats);
	if (error)
		return error;
	error = module_read_tally(&sample->ports);
	sample->may_see_ports = !error;
	conntrack_table_read(&table);
	sample->conntrack = table.count;
	sample->conntrack_max = table.max;
	return error == -EACCES || error == -EPERM || error == -ENOENT ? 0 : error;
}

void sample_release(struct sample *sample)
{
	tally_free(&sample->ports);
	*sample = (struct sample){ 0 };
}

double sample_rate(const struct sample *before, const struct sample *now, u64 old, u64 new)
{
	if (new <= old || now->ms <= before->ms)
		return 0;
	return 1000.0 * (double)(new - old) / (double)(now->ms - before->ms);
}

static struct sample_row row_of(const struct sample *before, const struct sample *now,
				enum og_reason reason, bool would)
{
	struct sample_row row = {
		.kind = would ? SAMPLE_WOULD_DROP : og_reason_drops(reason) ? SAMPLE_DROPPED :
			SAMPLE_ACCEPTED,
		.reason = reason,
	};
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		const u64 *new = would ? now->stats.would_drop[c] : now->stats.counters[c];
		const u64 *old = would ? before->stats.would_drop[c] : before->stats.counters[c];

		row.total += new[reason];
		row.rate[c] = sample_rate(before, now, old[reason], new[reason]);
	}
	return row;
}

size_t sample_rows(const struct sample *before, const struct sample *now,
		   struct sample_row rows[SAMPLE_ROWS])
{
	unsigned int r, would;
	size_t count = 0;

	for (would = 0; would < 2; would++) {
		for (r = would ? OG_DROP_FIRST : 0; r < OG_REASON_COUNT; r++) {
			rows[count] = row_of(before, now, r, would);
			count += rows[count].total > 0;
		}
	}
	return count;
}

struct sample_sum sample_sum(const struct sample *before, const struct sample *now)
{
	struct sample_sum sum = {
		.early = sample_rate(before, now, before->stats.early_drop, now->stats.early_drop),
	};
	struct sample_row row;
	unsigned int r, c;

	for (r = 0; r < OG_REASON_COUNT; r++) {
		row = row_of(before, now, r, false);
		*(og_reason_drops(r) ? &sum.total_dropped : &sum.total_passed) += row.total;
		for (c = 0; c < OG_CHAINS; c++)
			*(og_reason_drops(r) ? &sum.dropped[c] : &sum.passed[c]) += row.rate[c];
		if (!og_reason_drops(r))
			continue;
		row = row_of(before, now, r, true);
		sum.total_passed += row.total;
		for (c = 0; c < OG_CHAINS; c++) {
			sum.would_drop[c] += row.rate[c];
			sum.passed[c] += row.rate[c];
		}
	}
	return sum;
}

double sample_zone_rate(const struct sample *before, const struct sample *now, const struct module_zone *zone)
{
	return sample_rate(before, now, module_zone_passed(&before->stats, zone->name), zone->passed);
}

/* Now first, then in all. */
static int compare_ports(const void *a, const void *b)
{
	const struct sample_port *x = a, *y = b;
	double rate_x = x->accepted + x->dropped, rate_y = y->accepted + y->dropped;
	u64 total_x = x->seen->accepted + x->seen->dropped;
	u64 total_y = y->seen->accepted + y->seen->dropped;

	if (rate_x != rate_y)
		return rate_x > rate_y ? -1 : 1;
	if (total_x != total_y)
		return total_x > total_y ? -1 : 1;
	return x->seen < y->seen ? -1 : 1;
}

static unsigned long order_of(const struct tally_row *row)
{
	return (unsigned long)row->chain << 17 | row->transport << 16 | row->port;
}

/* The module lists them in order, so the row of before is ahead of @at; moves it there. */
static const struct tally_row *find_from(const struct tally *before, size_t *at,
					 const struct tally_row *row)
{
	while (*at < before->count && order_of(&before->rows[*at]) < order_of(row))
		++*at;
	return *at < before->count && order_of(&before->rows[*at]) == order_of(row) ?
	       &before->rows[*at] : NULL;
}

size_t sample_ports(const struct sample *before, const struct sample *now,
		    struct sample_port *ports, size_t max)
{
	struct sample_port *all = need((now->ports.count + 1) * sizeof(*all));
	const struct tally_row *row, *old;
	size_t i, at = 0, count = now->ports.count < max ? now->ports.count : max;

	for (i = 0; i < now->ports.count; i++) {
		row = &now->ports.rows[i];
		old = find_from(&before->ports, &at, row);
		all[i] = (struct sample_port){
			.seen = row,
			.accepted = sample_rate(before, now, old ? old->accepted : 0, row->accepted),
			.dropped = sample_rate(before, now, old ? old->dropped : 0, row->dropped),
		};
	}
	qsort(all, now->ports.count, sizeof(*all), compare_ports);
	memcpy(ports, all, count * sizeof(*all));
	free(all);
	return count;
}
