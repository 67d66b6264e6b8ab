/* SPDX-License-Identifier: GPL-2.0-only */
/* What lint's rules share. Each group of them is a file of its own. */
#ifndef OGCTL_LINT_RULES_H
#define OGCTL_LINT_RULES_H

#include "lint.h"

/* A finding without its words, at @place; or where a chain is said. */
struct finding *lint_add(struct lint *lint, enum severity severity, const char *rule,
			 const struct place *place);
struct finding *lint_add_chain(struct lint *lint, enum severity severity, const char *rule,
			       enum og_chain_id chain);
/* One of its words, that it owns. */
char *lint_words(const char *format, ...) __attribute__((format(printf, 1, 2)));

bool lint_passes(const struct lint *lint, enum og_chain_id chain, const struct og_flow *flow);
bool lint_lists(const struct lint *lint, enum og_chain_id chain, u16 port);	/* by tcp */
bool lint_is_any(const struct lint *lint, enum og_chain_id chain);

void lint_chains(struct lint *lint);	/* settings, and chains as a whole */
void lint_early(struct lint *lint);	/* whether "early on" is of use here, and exact */
void lint_kernel(struct lint *lint);	/* what the kernel is set to, besides the module */
void lint_machine(struct lint *lint);	/* DHCP, tunnels and others that input has to let in */
void lint_loading(struct lint *lint);	/* what loading the module would do to open connections */
void lint_needs(struct lint *lint);	/* what a machine needs and a list lacks */
void lint_reach(struct lint *lint);	/* who listens here and is not listed */
void lint_silent(struct lint *lint);	/* what a list may need where the page is silent */
void lint_unneeded(struct lint *lint);	/* what a list has and hardly anybody needs */

#endif
