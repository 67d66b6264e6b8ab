/* SPDX-License-Identifier: GPL-2.0-only */
/* An audit is a trial of "mode audit": the kernel ends it, whatever becomes of us. */
#ifndef OGCTL_AUDIT_H
#define OGCTL_AUDIT_H

#include "base/request.h"
#include "machine/ssh_connection.h"
#include "module/tally_file.h"
#include "module/trial_file.h"
#include "seen/portless.h"
#include "seen/scan.h"

struct audit {
	struct og_policy policy;
	struct module_trial trial;
	struct ssh_connection connection;
	struct tally seen;
	enum use *uses;		/* of each row */
	struct portless portless;
	u64 ports, packets[OG_CHAINS];	/* that would have been dropped */
};

/* A trial of something else is not ours to end or to prolong. */
bool audit_is_running(const struct audit *audit);

enum audit_outcome {
	AUDIT_AS_BEFORE,	/* as @audit has it */
	AUDIT_CHANGED,
	AUDIT_FORETOLD,		/* a dry run, which has said what would change */
};

/*
 * An exit code; everything is said but how things stand. @outcome: written where it is another than before. Who calls
 * holds the history from before @audit was read, but for a dry run; it is let go where something was changed.
 */
int audit_begin(const struct options *options, const struct audit *audit, unsigned int seconds,
		enum audit_outcome *outcome);
int audit_end(const struct options *options, const struct audit *audit, bool force,
	      enum audit_outcome *outcome);

#endif
