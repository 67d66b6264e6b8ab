// SPDX-License-Identifier: GPL-2.0-only
#include "lint.h"
#include "lint_rules.h"

#include <stdlib.h>

static int by_place(const void *a, const void *b)
{
	const struct finding *left = a, *right = b;

	if (left->severity != right->severity)
		return left->severity < right->severity ? 1 : -1;
	if (left->place.line != right->place.line)
		return left->place.line < right->place.line ? -1 : 1;
	return (int)left->place.column - (int)right->place.column;
}

void lint_all(struct lint *lint)
{
	machine_needs_read(&lint->needs, &lint->listeners, lint->elsewhere);
	machine_needs_unmet(&lint->needs, &lint->policy.chain[OG_INPUT]);
	lint_chains(lint);
	lint_loading(lint);
	lint_early(lint);
	lint_kernel(lint);
	lint_machine(lint);
	lint_needs(lint);
	lint_reach(lint);
	lint_silent(lint);
	lint_unneeded(lint);
	if (lint->found.count)
		qsort(lint->found.list, lint->found.count, sizeof(*lint->found.list), by_place);
}
