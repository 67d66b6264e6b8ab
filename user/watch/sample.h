/* SPDX-License-Identifier: GPL-2.0-only */
/* What "monitor" looks at once a second, and what became of it since the last look. */
#ifndef OGCTL_SAMPLE_H
#define OGCTL_SAMPLE_H

#include "module/module_files.h"
#include "module/tally_file.h"

struct sample {
	u64 ms;				/* when: CLOCK_MONOTONIC */
	struct module_stats stats;
	struct tally ports;
	bool may_see_ports;		/* they are for root */
	long conntrack, conntrack_max;	/* -1: not to be had */
};

/* 0 or a negative errno. Release it either way. */
int sample_take(struct sample *sample);
void sample_release(struct sample *sample);

/* Packets a second; 0 when the counter was set back, as by another load of the module. */
double sample_rate(const struct sample *before, const struct sample *now, u64 old, u64 new);

enum sample_kind { SAMPLE_ACCEPTED, SAMPLE_DROPPED, SAMPLE_WOULD_DROP };

/* One row of counters for both chains. */
struct sample_row {
	enum sample_kind kind;
	enum og_reason reason;
	u64 total;
	double rate[OG_CHAINS];
};

#define SAMPLE_ROWS	(2 * OG_REASON_COUNT)

/* Those that ever counted anything; how many. */
size_t sample_rows(const struct sample *before, const struct sample *now,
		   struct sample_row rows[SAMPLE_ROWS]);

/* What a zone let pass; 0 a second where the other sample has no zone of its name. */
double sample_zone_rate(const struct sample *before, const struct sample *now, const struct module_zone *zone);

/* What passed and what did not; early drops stand by themselves. */
struct sample_sum {
	double passed[OG_CHAINS], dropped[OG_CHAINS], would_drop[OG_CHAINS], early;
	u64 total_passed, total_dropped;	/* both chains, early ones not */
};

struct sample_sum sample_sum(const struct sample *before, const struct sample *now);

/* The busiest ports first, at most @max of them; how many. */
struct sample_port {
	const struct tally_row *seen;
	double accepted, dropped;	/* a second */
};

size_t sample_ports(const struct sample *before, const struct sample *now,
		    struct sample_port *ports, size_t max);

#endif
