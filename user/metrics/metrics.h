/* SPDX-License-Identifier: GPL-2.0-only */
/* How the gate stands and what it counted, as metrics. */
#ifndef OGCTL_METRICS_H
#define OGCTL_METRICS_H

#include "exposition.h"
#include "gate/standing.h"
#include "machine/conntrack_table.h"
#include "module/module_files.h"
#include "module/tally_file.h"

/* All is read before anything is written: a text is whole, or there is none. */
struct metrics {
	bool loaded;		/* else @stats says nothing */
	struct module_stats stats;
	bool has_policy;	/* it takes privilege to read, and the tally with it */
	struct og_policy policy;
	struct tally seen;
	struct standing standing;
	struct conntrack_table table;
};

/* Free it by metrics_free(). 0, also where the module is not loaded; or an exit code after a complaint. */
int metrics_read(struct metrics *metrics);
void metrics_free(struct metrics *metrics);

/* @ports: how many rows of the tally at most. */
void metrics_write(const struct metrics *metrics, size_t ports, struct exposition *to);

/* metrics_ports.c: the tally's part of it. */
void metrics_ports_write(const struct metrics *metrics, size_t ports, struct exposition *to);

#endif
