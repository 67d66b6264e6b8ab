/* SPDX-License-Identifier: GPL-2.0-only */
/* What doctor gathers: what its groups saw, and what is wrong. */
#ifndef OGCTL_DIAGNOSIS_H
#define OGCTL_DIAGNOSIS_H

#include "lint/findings.h"

#include <stdbool.h>

struct doctor_fact {
	const char *group;
	char *text;
};

struct doctor {
	const char *group;	/* whose turn it is */
	char release[65];	/* of the running kernel; "": not to be read */
	bool elsewhere;		/* in another network namespace than the system's own (-n) */
	struct findings found;
	struct doctor_fact *facts;
	size_t fact_count, fact_room;
};

void doctor_release(struct doctor *doctor);

/* What the group saw that is as it should be, or cannot be looked at. */
void doctor_saw(struct doctor *doctor, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A finding of this group without its words. */
struct finding *doctor_add(struct doctor *doctor, enum severity severity, const char *rule);

#endif
