/* SPDX-License-Identifier: GPL-2.0-only */
/* An audit is a trial of "mode audit": the kernel ends it, whatever becomes of us. */
#ifndef OGCTL_AUDIT_H
#define OGCTL_AUDIT_H

#include "connection.h"
#include "guard_ports.h"
#include "guard_trial.h"
#include "ogctl.h"
#include "scan.h"

struct audit {
	struct og_policy policy;
	struct guard_trial trial;
	struct connection connection;
	struct ports_seen seen;
	enum use *uses;		/* of each row */
	u64 ports, packets[OG_CHAINS];	/* that would have been dropped */
};

/* A trial of something else is not ours to end or to prolong. */
bool audit_is_running(const struct audit *audit);

/*
 * An exit code; everything is said but how things stand. @changed: not as
 * @audit has it any more.
 */
int audit_begin(const struct options *options, const struct audit *audit, unsigned int seconds,
		bool *changed);
int audit_end(const struct options *options, const struct audit *audit, bool force, bool *changed);

#endif
