/* SPDX-License-Identifier: GPL-2.0-only */
/* Would whoever changes the policy over ssh get in again? */
#ifndef OGCTL_LOCKOUT_H
#define OGCTL_LOCKOUT_H

#include "connection.h"
#include "ogctl.h"
#include "source.h"

/* Whether @policy lets a new connection in from where this one came, to where it came. */
bool lockout_admits(const struct og_policy *policy, const struct connection *connection);

/*
 * The last statement of @source that takes that away, when laid over @before one by
 * one, and of it the item that is taken off, or all of a list that leaves it out.
 * False: none does; it was not admitted before either.
 */
bool lockout_find(const struct source *source, const struct og_policy *before,
		  const struct connection *connection, struct og_error *place);

/*
 * 0, or EXIT_REFUSED after naming the line; with --force and for a trial it
 * is said, and 0. @after: @source laid over @before, as the kernel does.
 */
int lockout_check(const struct options *options, const struct source *source, bool trial,
		  const struct og_policy *before, const struct og_policy *after,
		  const struct connection *connection);

#endif
