/* SPDX-License-Identifier: GPL-2.0-only */
/* What is in force goes to disk, for the next start; and what that would bring. */
#ifndef OGCTL_SAVE_H
#define OGCTL_SAVE_H

#include "policy.h"

#include <stdbool.h>

/*
 * Whether what is in force, with the mode @mode, is to be what the next start brings. EXIT_NO after a complaint: something is on
 * trial, or would drop nothing; EXIT_USAGE: we are in a namespace that has no policy on disk.
 */
int save_allowed(bool trial_running, enum og_mode mode);

enum save_outcome {
	SAVE_SAME,		/* it says so already: not one byte was changed */
	SAVE_DONE,
	SAVE_FORETOLD,		/* a dry run: the differences are on stdout */
};

/* @policy, which save_allowed() has let through. 0, or EXIT_USAGE after a complaint: the file is as it was. */
int save_policy(const struct og_policy *policy, bool dry_run, enum save_outcome *outcome);
/* In words, on stderr. */
void save_say(enum save_outcome outcome);

/*
 * After a change for good, where @now holds: one line when a start of the machine would bring another policy. Where it would bring this one,
 * this one is remembered as good.
 */
void save_say_restart(const struct og_policy *now);

#endif
