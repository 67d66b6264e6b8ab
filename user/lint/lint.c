// SPDX-License-Identifier: GPL-2.0-only
#include "lint.h"
#include "lint_from.h"
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

/* What this machine has of devices and routes, as far as it can be told. */
static void lint_from(struct lint *lint)
{
	struct lint_ground ground;
	int error = devices_read(&ground.devices), unrouted = routes_read(&ground.routes);

	if (!error && !unrouted && lint->policy.setting[OG_SET_MODE] != OG_MODE_OFF) {
		lint_open(lint, &ground);
		lint_zones(lint, &ground);
		lint_zoneless(lint, &ground);
	}
	devices_release(&ground.devices);
	routes_release(&ground.routes);
}

void lint_all(struct lint *lint)
{
	machine_needs_read(&lint->needs, &lint->listeners, lint->elsewhere);
	machine_needs_unmet(&lint->needs, &lint->policy);
	lint_chains(lint);
	lint_loading(lint);
	lint_early(lint);
	lint_kernel(lint);
	lint_machine(lint);
	lint_needs(lint);
	lint_reach(lint);
	lint_silent(lint);
	lint_unneeded(lint);
	lint_from(lint);
	if (lint->found.count)
		qsort(lint->found.list, lint->found.count, sizeof(*lint->found.list), by_place);
}
