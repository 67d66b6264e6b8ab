/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The connections of tcp that were there when a trial was begun, in a file of root's
 * below /run, for each network namespace: what is not among them afterwards came
 * in under the policy on trial.
 */
#ifndef OGCTL_TRIAL_KNOWN_H
#define OGCTL_TRIAL_KNOWN_H

#include "machine/address.h"
#include "module/trial_file.h"

/* Right after a trial was begun: what came in before this is known. It is no failure where it cannot be written: a note. */
void trial_known_write(const struct module_trial *trial);

enum trial_known {
	TRIAL_NOT_TOLD,		/* nothing was written down for this trial: it was begun by other hands */
	TRIAL_KNOWN,
	TRIAL_UNKNOWN,		/* it was not there */
};

enum trial_known trial_known_find(const struct module_trial *trial, const struct endpoint *client,
				  const struct endpoint *server);

#endif
