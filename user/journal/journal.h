/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A line of the system's journal for every change that is made: who, from where, what. "journalctl -t ogctl" is the trail;
 * docs/logs.md has the fields. Where there is no journal it is a line of syslog's, and where there is neither, nothing.
 */
#ifndef OGCTL_JOURNAL_H
#define OGCTL_JOURNAL_H

#include "journal_kinds.h"
#include "policy.h"

struct journal_event {
	enum journal_kind kind;
	const struct og_policy *before, *after;	/* what differs is told; either may be NULL */
	const char *what;			/* or this, in words; NULL: the kind says it all */
	unsigned int trial;			/* seconds; 0: it is for good */
	unsigned long long generation;		/* 0: not known */
	bool failed;
};

/*
 * Never fails, and waits a fifth of a second at most where the journal does not read: what is done is done, and that it
 * could not be told is a note.
 */
void journal_tell(const struct journal_event *event);

#endif
