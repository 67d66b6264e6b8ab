/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Metrics as text, in either of two formats that a scraper may take:
 * Prometheus' own (https://prometheus.io/docs/instrumenting/exposition_formats/), which is what promtool and
 * node_exporter read, and OpenMetrics (draft-richih-opsawg-openmetrics-00), where a counter's family is named
 * without "_total" and the text ends with "# EOF".
 */
#ifndef OGCTL_EXPOSITION_H
#define OGCTL_EXPOSITION_H

#include "base.h"

#include <stdbool.h>
#include <stdio.h>

enum metric_type { METRIC_GAUGE, METRIC_COUNTER };

struct exposition {
	FILE *out;
	bool openmetrics;
	const char *family;	/* the one that samples belong to */
	enum metric_type type;
};

/* A family begins. @name: without "outlook_guard_" in front and without a counter's "_total". @help: a sentence without its dot. */
void metric_family(struct exposition *to, const char *name, enum metric_type type, const char *help);

/* A sample of it; labels are pairs of a name and a value, after which comes NULL. A value may be any text. */
void metric_sample(struct exposition *to, u64 value, ...) __attribute__((sentinel));

/* After the last one. */
void exposition_end(struct exposition *to);

#endif
