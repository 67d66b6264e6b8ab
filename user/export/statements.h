/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policy in its own language, beside the rules of another filter that are made of it. They do not say all of it: its
 * settings, who is in a zone whose list is empty, what means the same. As comments these let "ogctl import" make the policy
 * again, which believes them where the rules are just those that the policy is exported as.
 */
#ifndef OGCTL_STATEMENTS_H
#define OGCTL_STATEMENTS_H

#include "policy.h"

#include <stdio.h>

/* Visit them in the order of the canonical form, each without its line end. */
typedef void (*statement_visit)(void *to, const char *statement);
void statements_each(const struct og_policy *policy, statement_visit visit, void *to);

/*
 * One of them between @before and @behind, "ogctl: ...", or in pieces of so many bytes, "ogctl 1/3: ...", each of them so. What
 * cannot stand in quotes is %22.
 */
void statement_pieces(FILE *out, const char *before, const char *statement, unsigned int most, const char *behind);

#endif
