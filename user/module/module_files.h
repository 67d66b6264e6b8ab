/* SPDX-License-Identifier: GPL-2.0-only */
/* The module's files; guard*.c are the only ones that open them. */
#ifndef OGCTL_MODULE_FILES_H
#define OGCTL_MODULE_FILES_H

#include "outlook_guard.h"
#include "policy.h"

struct guard {
	char version[64];	/* of the loaded module */
	bool fits;		/* the same as ours */
};

#define GUARD_WORD	64

struct guard_stats {
	u64 format, generation;
	char version[GUARD_WORD], mode[GUARD_WORD], ipv6[GUARD_WORD], early[GUARD_WORD];
	char tally[GUARD_WORD], log[GUARD_WORD];	/* "": a module that has none */
	u64 tally_seconds;	/* since the tally was turned on; 0: it is off */
	u64 log_sent, log_suppressed;
	u64 trial_left;		/* seconds; 0: nothing is on trial */
	u64 counters[OG_CHAINS][OG_REASON_COUNT];
	u64 would_drop[OG_CHAINS][OG_REASON_COUNT];	/* of drops only */
	char early_work[OG_FAMILIES][GUARD_WORD];	/* "off", "at-work", "followed"; "": likewise */
	u64 early_drop;		/* before it was known for which chain */
};

/* These four: 0 or a negative errno; -ENOENT: the module is not there. */
int guard_probe(struct guard *guard);
int guard_read_stats(struct guard_stats *stats);
/* As it is, terminated; free it. */
int guard_read_policy(char **text, size_t *size);
/* One transaction, whose last line is ended: it is in force when this returns 0. */
int guard_publish(const char *text, size_t size);
/* What the module said of the last that failed; "" where it said nothing. */
const char *guard_refusal(void);

/* Fill in @stats from the text of the stats file: 0, or -EPROTO. */
int guard_parse_stats(const char *text, struct guard_stats *stats);

#endif
