// SPDX-License-Identifier: GPL-2.0-only
#include "port_runs.h"

bool port_run_next(const u64 *ports, unsigned int from, struct port_run *run)
{
	while (from < OG_PORTS && !og_bit(ports, from))
		from++;
	if (from >= OG_PORTS)
		return false;
	run->low = from;
	while (from + 1 < OG_PORTS && og_bit(ports, from + 1))
		from++;
	run->high = from;
	return true;
}
