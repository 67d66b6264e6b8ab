/* SPDX-License-Identifier: GPL-2.0-only */
/* What every part of ogctl shares: exit codes, options, the table of commands. */
#ifndef OGCTL_H
#define OGCTL_H

#include <argp.h>
#include <stdbool.h>

/* Scripts rely on these; docs/ogctl.8.scd explains them. */
enum exit_code {
	EXIT_YES = 0,		/* yes, done */
	EXIT_NO = 1,		/* no: would drop, differs */
	EXIT_USAGE = 2,		/* the command line, or a file that cannot be read */
	EXIT_GUARD = 3,		/* module absent, not permitted, version skew */
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
	int argc;
	char **argv;		/* what is left for the command */
};

/* Options that only some commands take. */
enum {
	TAKES_DRY_RUN = 1 << 0,
	TAKES_POLICY = 1 << 1,
	TAKES_NO_NETNS = 1 << 2,	/* has nothing to do with the module */
	TAKES_TRIAL = 1 << 3,		/* changes the policy: --trial, --wait, --force */
	TAKES_REVOKE = 1 << 4,
	TAKES_FORCE = 1 << 5,		/* --force without the other two */
};

struct command {
	const char *name;
	const char *args;		/* for the usage line */
	const char *summary;		/* a line of ogctl --help */
	const char *details;		/* below the options of its own --help */
	unsigned int takes;
	int min_args, max_args;
	const struct argp *own;		/* its own options, or NULL */
	void *own_input;		/* what their parser fills in */
	int (*run)(const struct options *options);
};

/* main.c; ends with NULL. */
extern const struct command *const commands[];

extern const struct command
	cmd_status, cmd_show, cmd_allow, cmd_deny, cmd_apply, cmd_check, cmd_diff,
	cmd_test, cmd_explain, cmd_lint, cmd_profile, cmd_trial, cmd_history,
	cmd_rollback, cmd_audit, cmd_ports, cmd_suggest, cmd_monitor, cmd_drops,
	cmd_fast, cmd_version;

/* options.c: the options before the command; the command's index in argv. */
int options_before(int argc, char **argv, struct options *options);
/* ... and after it. argv[0] is the command's name. Does not return on misuse. */
void options_after(const struct command *command, int argc, char **argv,
		   struct options *options);

#endif
