/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policy in its own language, beside the rules of another filter that are made of it. They do not say all of it: its
 * settings, who is in a zone whose list is empty, what means the same. As comments these let "ogctl import" make the policy
 * again, which believes them where the rules are just those that the policy is exported as.
 */
#ifndef OGCTL_STATEMENTS_H
#define OGCTL_STATEMENTS_H

#include "policy.h"

/* Visit them in the order of the canonical form, each without its line end. */
typedef void (*statement_visit)(void *to, const char *statement);
void statements_each(const struct og_policy *policy, statement_visit visit, void *to);

#endif
