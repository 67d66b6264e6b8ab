/* SPDX-License-Identifier: GPL-2.0-only */
/* How full the kernel's table of connections is. */
#ifndef OGCTL_CONNTRACK_TABLE_H
#define OGCTL_CONNTRACK_TABLE_H

#include <stdbool.h>

struct conntrack_table {
	long count, max;	/* -1: not known, for nothing tracks connections here; a max of 0 is none */
};

void conntrack_table_read(struct conntrack_table *table);

/*
 * Whether there is hardly room for a connection more. Then the kernel drops new ones itself, before
 * any hook of the module's sees them: no counter of the module's tells of it.
 */
bool conntrack_table_is_full(const struct conntrack_table *table);

#endif
