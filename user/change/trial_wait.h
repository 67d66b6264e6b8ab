/* SPDX-License-Identifier: GPL-2.0-only */
/* What there is to do while a policy is on trial. */
#ifndef OGCTL_TRIAL_WAIT_H
#define OGCTL_TRIAL_WAIT_H

#include "base/request.h"
#include "module/trial_file.h"

/* "ogctl -n blue trial keep", as it would be typed here. The text is static. */
const char *trial_command(const struct options *options, const char *verb);

/* Whether it is an audit that is on trial: nobody is to keep that. */
bool trial_is_audit(const struct module_trial *trial, const struct og_policy *now);

/* A trial that was just begun, and none that others begin. */
struct trial_watched {
	const struct module_trial *before;	/* the file before it was begun */
	const struct og_edit *edit;		/* what was put on trial ... */
	const struct og_policy *after;		/* ... and what came of it */
	bool audit;
};

/*
 * Right after a policy was put on trial: say how to keep it, and on a terminal
 * or with --wait count down to its end. EXIT_YES, also when it goes on; EXIT_NO: kept, but what
 * it put on trial was changed meanwhile; EXIT_REVERTED; or EXIT_MODULE.
 */
int trial_follow(const struct options *options, const struct trial_watched *watched);

#endif
