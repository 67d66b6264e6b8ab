/* SPDX-License-Identifier: GPL-2.0-only */
/* Which zones the packet that a question is about comes from, and what that makes of the answer. */
#ifndef OGCTL_QUESTION_ZONES_H
#define OGCTL_QUESTION_ZONES_H

#include "outlook_guard.h"
#include "question.h"

/* Zones, bit by slot. */
struct question_zones {
	u16 by;		/* these let it pass, and its chain does not */
	u16 of;		/* it comes from these */
	u16 listing;	/* these list it */
	u16 unsure;	/* these list it, and what was not said decides whether it comes from them */
};

/* The judge's answer, as far as it is known where it comes from. Without a port it is of what has none. */
enum og_reason question_judge(const struct question *question, const struct og_policy *policy,
			      struct question_zones *zones);

/* The member by which it is of the zone in @slot, "wg0" or "192.0.2.0/24"; NULL: it is not. Free it. */
char *question_member(const struct question *question, const struct og_zones *zones, unsigned int slot);

/* Says what is to be said before it can be answered, where that is not certain. */
void question_complain_unsure(const struct question *question, const struct og_policy *policy, u16 unsure);

#endif
