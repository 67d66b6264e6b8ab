/* SPDX-License-Identifier: GPL-2.0-only */
/* What is wrong, or worth a thought: with a valid policy (lint), with a machine (doctor). */
#ifndef OGCTL_FINDINGS_H
#define OGCTL_FINDINGS_H

#include "machine/listeners.h"
#include "machine_needs.h"
#include "module/tally_file.h"
#include "policy/text_place.h"

enum severity { SEVERITY_HINT, SEVERITY_WARNING };

struct finding {
	enum severity severity;
	const char *rule;		/* a word for scripts */
	const char *group;		/* doctor's; NULL: lint's, which has a place */
	struct text_place place;
	char *what, *why, *todo;	/* need_text() */
};

struct findings {
	struct finding *list;
	size_t count, room;
};

/* One without its words. */
struct finding *findings_add(struct findings *findings, enum severity severity, const char *rule);
size_t findings_warnings(const struct findings *findings);
void findings_release(struct findings *findings);

struct lint {
	struct og_policy policy;
	struct source text;		/* that was laid over the built-in policy */
	bool elsewhere;			/* in another network namespace than the system's own */
	bool on_trial;			/* what is in force ends by itself */
	struct tally seen;		/* where the tally is on */
	struct listeners listeners;
	struct machine_needs needs;	/* of input that it does not list */

	struct findings found;		/* in the order of the text, once lint_all() is done */
};

void lint_free(struct lint *lint);

/* A finding without its words, at @place; or where a chain is said. The words become its own: need_text(). */
struct finding *lint_add(struct lint *lint, enum severity severity, const char *rule,
			 const struct text_place *place);
struct finding *lint_add_chain(struct lint *lint, enum severity severity, const char *rule,
			       enum og_chain_id chain);

bool lint_passes(const struct lint *lint, enum og_chain_id chain, const struct og_flow *flow);
bool lint_lists(const struct lint *lint, enum og_chain_id chain, u16 port);	/* by tcp, for whomever */
bool lint_is_any(const struct lint *lint, enum og_chain_id chain);

#endif
