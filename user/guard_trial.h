/* SPDX-License-Identifier: GPL-2.0-only */
/* What is on trial, as the module has it. */
#ifndef OGCTL_GUARD_TRIAL_H
#define OGCTL_GUARD_TRIAL_H

#include "policy.h"

struct guard_trial {
	bool running;
	char last[16];		/* how the last one ended: none, kept, reverted, expired */
	/* Only while it is running: */
	unsigned int seconds, left;
	u64 elapsed_ms, generation;
	struct og_policy back;	/* what comes back */
};

/* 0 or a negative errno; -ENOENT: no module; -EPROTO: it answers in another form. */
int guard_read_trial(struct guard_trial *trial);
/* 0 or a negative errno; -ESRCH: nothing is on trial. */
int guard_keep_trial(void);
int guard_revert_trial(void);

/* From the text of the module's file: 0, or -EPROTO. */
int guard_parse_trial(const char *text, struct guard_trial *trial);

#endif
