/* SPDX-License-Identifier: GPL-2.0-only */
/* What ogctl was asked, and how it can end: options and exit codes. */
#ifndef OGCTL_REQUEST_H
#define OGCTL_REQUEST_H

#include <stdbool.h>

/* Scripts rely on these; docs/ogctl.8.scd explains them. */
enum exit_code {
	EXIT_YES = 0,		/* yes, done */
	EXIT_NO = 1,		/* no: would drop, differs */
	EXIT_USAGE = 2,		/* the command line, or a file that cannot be read */
	EXIT_MODULE = 3,		/* module absent, not permitted, version skew */
	EXIT_POLICY = 4,	/* a policy, or an item, does not parse */
	EXIT_REFUSED = 5,	/* refused to protect you: you would be locked out */
	EXIT_REVERTED = 6,	/* the policy on trial is not in force any more */
};

#define SCHEMA	1		/* of all JSON; grows when a member changes its meaning */

struct options {
	bool json;
	bool dry_run;
	bool revoke;		/* end live connections that the new policy refuses */
	const char *netns;	/* NULL: the one we are in */
	const char *policy;	/* a file to answer on; NULL: what is in force */
	unsigned int trial;	/* seconds; 0: for good */
	bool wait;		/* for the end of the trial, also without a terminal */
	bool force;		/* although it locks out whoever says it */
	bool quiet;		/* of a change only what went wrong is said */
	bool save;		/* then write it to disk, too */
	int argc;
	char **argv;		/* what is left for the command */
};

#endif
