/* SPDX-License-Identifier: GPL-2.0-only */
/* What is wrong with a policy, or worth a thought, although it is valid. */
#ifndef OGCTL_LINT_H
#define OGCTL_LINT_H

#include "guard_ports.h"
#include "listeners.h"
#include "machine_needs.h"
#include "places.h"

enum severity { SEVERITY_HINT, SEVERITY_WARNING };

struct finding {
	enum severity severity;
	const char *rule;		/* a word for scripts */
	struct place place;
	char *what, *why, *todo;
};

struct lint {
	struct og_policy policy;
	struct source text;		/* that was laid over the built-in policy */
	bool elsewhere;			/* in another network namespace than the system's own */
	bool on_trial;			/* what is in force ends by itself */
	struct ports_seen seen;		/* where the tally is on */
	struct listeners listeners;
	struct machine_needs needs;	/* of input that it does not list */

	struct finding *findings;	/* in the order of the text, once lint_all() is done */
	size_t count;
};

void lint_all(struct lint *lint);
/* Only whether what belongs to a connection that was let in passes too. */
void lint_answers(struct lint *lint);
void lint_free(struct lint *lint);

#endif
