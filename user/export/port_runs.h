/* SPDX-License-Identifier: GPL-2.0-only */
/* Ports of a list as ranges, neighbours merged. */
#ifndef OGCTL_PORT_RUNS_H
#define OGCTL_PORT_RUNS_H

#include "policy.h"

struct port_run {
	unsigned int low, high;	/* both included */
};

/* The next run from @from on; false: no more. */
bool port_run_next(const u64 *ports, unsigned int from, struct port_run *run);

#endif
