/* SPDX-License-Identifier: GPL-2.0-only */
/* The groups of lint's rules. Each is a file of its own. */
#ifndef OGCTL_LINT_RULES_H
#define OGCTL_LINT_RULES_H

#include "findings.h"

void lint_answers(struct lint *lint);	/* whether what belongs to a connection that was let in passes too */
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
