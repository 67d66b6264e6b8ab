/* SPDX-License-Identifier: GPL-2.0-only */
/* What is on trial, as the module has it. */
#ifndef OGCTL_TRIAL_FILE_H
#define OGCTL_TRIAL_FILE_H

#include "policy.h"

#define TRIAL_ENDS	4u	/* as many as the module remembers */

struct module_trial {
	bool running;
	char last[16];		/* how the last one ended: none, kept, reverted, expired */
	/* Counted in this namespace, from 0 again where they are full; a trial that begins anew has not ended. */
	u16 begun;
	u8 ended;
	char ends[TRIAL_ENDS][16];	/* how the last ones ended, the newest first; "" beyond */
	/* Only while it is running: */
	unsigned int seconds, left;
	u64 elapsed_ms, generation;
	u64 read_ms;		/* CLOCK_BOOTTIME right after that was read */
	struct og_policy back;	/* what comes back */
};

/* 0 or a negative errno; -ENOENT: no module; -EPROTO: it answers in another form. */
int module_read_trial(struct module_trial *trial);
/* 0 or a negative errno; -ESRCH: nothing is on trial. */
int module_keep_trial(void);
int module_revert_trial(void);

/* How the one ended before which @ended had; "": others have ended since, and the module does not remember. */
const char *module_trial_end(const struct module_trial *trial, u8 ended);

/* From the text of the module's file: 0, or -EPROTO. */
int module_parse_trial(const char *text, struct module_trial *trial);

#endif
