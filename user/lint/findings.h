/* SPDX-License-Identifier: GPL-2.0-only */
/* What is wrong with a policy, or worth a thought, although it is valid. */
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
	struct text_place place;
	char *what, *why, *todo;
};

struct lint {
	struct og_policy policy;
	struct source text;		/* that was laid over the built-in policy */
	bool elsewhere;			/* in another network namespace than the system's own */
	bool on_trial;			/* what is in force ends by itself */
	struct tally seen;		/* where the tally is on */
	struct listeners listeners;
	struct machine_needs needs;	/* of input that it does not list */

	struct finding *findings;	/* in the order of the text, once lint_all() is done */
	size_t count, room;
};

void lint_free(struct lint *lint);

/* A finding without its words, at @place; or where a chain is said. The words become its own: need_text(). */
struct finding *lint_add(struct lint *lint, enum severity severity, const char *rule,
			 const struct text_place *place);
struct finding *lint_add_chain(struct lint *lint, enum severity severity, const char *rule,
			       enum og_chain_id chain);

bool lint_passes(const struct lint *lint, enum og_chain_id chain, const struct og_flow *flow);
bool lint_lists(const struct lint *lint, enum og_chain_id chain, u16 port);	/* by tcp */
bool lint_is_any(const struct lint *lint, enum og_chain_id chain);

#endif
