/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which connections may be in the fast path under a policy. Pure.
 *
 * The kernel puts both directions of a connection there, and the hook sees
 * neither any more. So a connection may be there only while the chain forward
 * would accept every packet of it: those that answer by their state or
 * protocol, for their ports differ from one connection to the next; those
 * that ask either likewise, or by the port that the hook has just judged.
 */
#ifndef OGCTL_FAST_PLAN_H
#define OGCTL_FAST_PLAN_H

#include "policy.h"

enum fast_level {
	FAST_NONE,	/* no connection */
	FAST_JUDGED,	/* those whose asking packets the hook accepts by their port */
	FAST_ALL,	/* every one that is established */
	FAST_LEVELS,
};

struct fast_plan {
	u8 level[OG_FAMILIES][OG_TRANSPORTS];	/* enum fast_level */
};

#define FAST_PLAN_TEXT	(OG_FAMILIES * OG_TRANSPORTS + 1)

void fast_plan_make(struct fast_plan *plan, const struct og_policy *policy);
bool fast_plan_empty(const struct fast_plan *plan);

/*
 * Whether the table that was made for @before has to be made anew for a policy
 * whose plan is @after: a connection in it may be one that is not admitted any
 * more, or others are admitted now. While all established connections are
 * admitted, as they are by the page, no change makes one leave.
 */
bool fast_plan_replaces(const struct fast_plan *before, const struct fast_plan *after);

const char *fast_level_name(enum fast_level level);
const char *fast_family_name(enum og_family family);

/* For the state file. False: @text is no plan. */
void fast_plan_print(const struct fast_plan *plan, char text[FAST_PLAN_TEXT]);
bool fast_plan_parse(struct fast_plan *plan, const char *text);

#endif
