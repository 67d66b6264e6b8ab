/* SPDX-License-Identifier: GPL-2.0-only */
/* A command: a row of the table in main.c, and what the command line gives it. */
#ifndef OGCTL_COMMAND_H
#define OGCTL_COMMAND_H

#include "base/request.h"

#include <argp.h>

/* Options that only some commands take. */
enum {
	TAKES_DRY_RUN = 1 << 0,
	TAKES_POLICY = 1 << 1,
	TAKES_NO_NETNS = 1 << 2,	/* has nothing to do with the module */
	TAKES_TRIAL = 1 << 3,		/* changes the policy: --trial, --wait, --save, --force */
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
	cmd_status, cmd_show, cmd_allow, cmd_deny, cmd_zone, cmd_apply, cmd_check, cmd_diff,
	cmd_test, cmd_explain, cmd_lint, cmd_profile, cmd_trial, cmd_history,
	cmd_rollback, cmd_audit, cmd_ports, cmd_suggest, cmd_monitor, cmd_drops, cmd_metrics,
	cmd_fast, cmd_save, cmd_enforce, cmd_off, cmd_import, cmd_export, cmd_fallback, cmd_doctor, cmd_reload, cmd_version;

/* command_line.c: the options before the command; the command's index in argv. */
int options_before(int argc, char **argv, struct options *options);
/* ... and after it. argv[0] is the command's name. Does not return on misuse. */
void options_after(const struct command *command, int argc, char **argv,
		   struct options *options);

#endif
