// SPDX-License-Identifier: GPL-2.0-only
#include "filter_graph.h"
#include "base/need.h"
#include "filter_tools.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

static int by_key(const void *a, const void *b)
{
	const struct filter_chain *left = a, *right = b;

	return strcmp(left->key, right->key);
}

struct filter_chain *filter_graph_chain(struct filter_graph *graph, unsigned int family, const char *table, const char *name)
{
	struct filter_chain *chain = need(sizeof(*chain));
	struct filter_chain **found;

	/* the length tells where the table's name ends, whatever is in names */
	chain->key = need_text("%u %zu %s %s", family, strlen(table), table, name);
	found = tsearch(chain, &graph->tree, by_key);
	if (found && *found != chain) {
		free(chain->key);
		free(chain);
		return *found;
	}
	chain->own = filter_tools_of(table, name);
	graph->chains = need_room(graph->chains, &graph->chain_room, graph->chain_count, sizeof(struct filter_chain *));
	graph->chains[graph->chain_count++] = chain;
	return chain;
}

void filter_graph_jump(struct filter_graph *graph, struct filter_chain *from, struct filter_chain *to)
{
	graph->jumps = need_room(graph->jumps, &graph->jump_room, graph->jump_count, sizeof(*graph->jumps));
	graph->jumps[graph->jump_count++] = (struct filter_jump){ from, to };
}

static bool pass_on(const struct filter_jump *jump)
{
	struct filter_chain *from = jump->from;
	const struct filter_chain before = *from, *to = jump->to;

	from->drops |= to->drops;
	from->leads |= to->leads;
	from->by |= to->by;
	/* a chain whose name tells is in it, where what it leads to drops */
	if (to->drops)
		from->by |= from->own;
	return from->drops != before.drops || from->leads != before.leads || from->by != before.by;
}

/* What is known of a chain goes to those that jump to it, until nobody learns anything: bits only come, so it ends. */
void filter_graph_settle(struct filter_graph *graph)
{
	bool more = true;
	size_t i;

	for (i = 0; i < graph->chain_count; i++) {
		struct filter_chain *chain = graph->chains[i];

		chain->leads = chain->own;
		chain->by = chain->drops || chain->policy_drops ? chain->own : 0;
	}
	while (more) {
		more = false;
		for (i = 0; i < graph->jump_count; i++)
			more |= pass_on(&graph->jumps[i]);
	}
	for (i = 0; i < graph->chain_count; i++) {
		struct filter_chain *chain = graph->chains[i];

		if (chain->policy_drops)
			chain->by |= filter_tools_setting_policy(chain->leads);
		chain->drops |= chain->policy_drops;
	}
}

static void leave(void *chain)
{
	(void)chain;
}

void filter_graph_release(struct filter_graph *graph)
{
	size_t i;

	tdestroy(graph->tree, leave);
	for (i = 0; i < graph->chain_count; i++) {
		free(graph->chains[i]->key);
		free(graph->chains[i]);
	}
	free(graph->chains);
	free(graph->jumps);
	*graph = (struct filter_graph){ 0 };
}
