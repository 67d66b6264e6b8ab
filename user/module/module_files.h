/* SPDX-License-Identifier: GPL-2.0-only */
/* The module's files; the files of this room are the only ones that open them. */
#ifndef OGCTL_MODULE_FILES_H
#define OGCTL_MODULE_FILES_H

#include "outlook_guard.h"
#include "policy.h"

struct module {
	char version[64];	/* of the loaded module */
	bool fits;		/* the same as ours */
};

#define MODULE_WORD	64

/* What a zone's lists have let pass since it took its place in the policy in force. */
struct module_zone {
	char name[OG_ZONE_NAME_SIZE];
	u64 passed;
};

struct module_stats {
	u64 format, generation;
	char version[MODULE_WORD];
	char setting[OG_SETTINGS][MODULE_WORD];	/* as a policy says them; "": a module that has none */
	u64 tally_seconds;	/* since the tally was turned on; 0: it is off */
	u64 log_sent, log_suppressed;
	u64 trial_left;		/* seconds; 0: nothing is on trial */
	u64 counters[OG_CHAINS][OG_REASON_COUNT];
	u64 would_drop[OG_CHAINS][OG_REASON_COUNT];	/* of drops only */
	char early_work[OG_FAMILIES][MODULE_WORD];	/* "off", "at-work", "followed"; "": likewise */
	u64 early_drop;		/* before it was known for which chain */
	u64 refuse_sent, refuse_suppressed;	/* whoever was told of a drop; too many at once */
	u64 texts_unfit;	/* whole when they were closed, but not for the zones of that moment */
	struct module_zone zones[OG_ZONES];	/* as the file has them */
	size_t zone_count;
};

/* These four: 0 or a negative errno; -ENOENT: the module is not there. */
int module_probe(struct module *module);
int module_read_stats(struct module_stats *stats);
/* As it is, terminated; free it. */
int module_read_policy(char **text, size_t *size);
/* One transaction, whose last line is ended: it is in force when this returns 0. */
int module_publish(const char *text, size_t size);
/* What the module said of the last that failed; "" where it said nothing. */
const char *module_refusal(void);

/* What the zone of that name let pass; 0 where the module names none. */
u64 module_zone_passed(const struct module_stats *stats, const char *name);

/* Fill in @stats from the text of the stats file: 0, or -EPROTO. */
int module_parse_stats(const char *text, struct module_stats *stats);

#endif
