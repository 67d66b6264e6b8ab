// SPDX-License-Identifier: GPL-2.0-only
#include "conntrack_table.h"
#include "base/system_file.h"

#include <stdint.h>
#include <stdlib.h>

#define CONNTRACK	"/proc/sys/net/netfilter/nf_conntrack_"
#define FULL_PERCENT	95	/* it comes and goes around the limit: what is let go is counted at once */

static long read_number(const char *path)
{
	char *text;
	size_t size;
	long number;

	if (system_read_file(path, &text, &size))
		return -1;
	number = strtol(text, NULL, 10);
	free(text);
	return number;
}

void conntrack_table_read(struct conntrack_table *table)
{
	table->count = read_number(CONNTRACK "count");
	table->max = read_number(CONNTRACK "max");
}

bool conntrack_table_is_full(const struct conntrack_table *table)
{
	return table->max > 0 && 100 * (int64_t)table->count >= FULL_PERCENT * (int64_t)table->max;
}
