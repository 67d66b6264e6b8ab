/* SPDX-License-Identifier: GPL-2.0-only */
/* Whoever is here now proves that one still gets in; or not. */
#ifndef OGCTL_TRIAL_PROOF_H
#define OGCTL_TRIAL_PROOF_H

#include "base/request.h"
#include "machine/ssh_connection.h"
#include "module/trial_file.h"

/*
 * A connection from before the trial survives a lock-out by its state, and one
 * from this very machine needs no port: they prove nothing, nor does who came by
 * none that is to be seen; but a console does. @now: what is on trial. 0, or
 * EXIT_REFUSED after saying what to do.
 */
int trial_proof(const struct options *options, const struct module_trial *trial,
		const struct ssh_connection *connection, const struct og_policy *now);

#endif
