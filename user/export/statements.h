/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What rules of another filter do not say of a policy, in the policy's own language: its settings, who is in a zone
 * (a list that is empty has no rule), who is told of drops where nothing is dropped. They travel as comments, which
 * "ogctl import" reads; what passes it reads of the rules alone.
 */
#ifndef OGCTL_STATEMENTS_H
#define OGCTL_STATEMENTS_H

#include "policy.h"

/* Visit them in the order of the canonical form, each without its line end. */
typedef void (*statement_visit)(void *to, const char *statement);
void statements_each(const struct og_policy *policy, statement_visit visit, void *to);

#endif
