/* SPDX-License-Identifier: GPL-2.0-only */
/* Chains of a filter and who jumps to whom: which can drop a packet, and by whose chains. Pure. */
#ifndef OGCTL_FILTER_GRAPH_H
#define OGCTL_FILTER_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

struct filter_chain {
	char *key;		/* family, table and name */
	bool drops;		/* a rule of its, and once settled one of those that it leads to */
	bool policy_drops;	/* what none of its rules decides */
	unsigned int own;	/* filter_tools_of() */
	unsigned int leads;	/* once settled: whose chains it comes to, its own too */
	unsigned int by;	/* ... and who drops */
};

struct filter_jump {
	struct filter_chain *from, *to;
};

struct filter_graph {
	void *tree;		/* of tsearch(3), by key */
	struct filter_chain **chains;
	size_t chain_count, chain_room;
	struct filter_jump *jumps;
	size_t jump_count, jump_room;
};

/* That of these names; new when there was none. */
struct filter_chain *filter_graph_chain(struct filter_graph *graph, unsigned int family, const char *table, const char *name);
void filter_graph_jump(struct filter_graph *graph, struct filter_chain *from, struct filter_chain *to);
/* After all were told. */
void filter_graph_settle(struct filter_graph *graph);
void filter_graph_release(struct filter_graph *graph);

#endif
