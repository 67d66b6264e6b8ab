/* SPDX-License-Identifier: GPL-2.0-only */
/* Of ports that were tried: which are services that somebody uses, which were only scanned. */
#ifndef OGCTL_SCAN_H
#define OGCTL_SCAN_H

#include "machine/listeners.h"
#include "module/tally_file.h"

enum use {
	USE_LISTED,		/* the policy lets it pass */
	USE_PASSED,		/* not listed, but nothing was ever dropped */
	USE_SERVICE,		/* tried and dropped: somebody misses it */
	USE_SCANNER,		/* the same source tried many ports, each once or twice */
	USE_STRAYS,		/* many sources tried it, each once or twice */
	USE_UNHEARD,		/* tried on input, and nobody on this machine listens: PCs call out to everybody */
};

#define SCAN_PORTS	8u	/* so many ports are a scan */
/* What drops makes a scanner ask again: at so many ports nobody waits for an answer. */
#define SCAN_PORTS_WIDE	64u
#define SCAN_TRIES_WIDE	8u
#define SCAN_SOURCES	8u	/* so many sources that do not come back are strays */
#define SCAN_TRIES	2u	/* of a source at a port: who uses a service comes more often */

/* Fills in one of @uses for each row. */
void scan_judge(const struct tally *seen, const struct og_policy *policy, enum use *uses);

/*
 * Of services on input those at which nobody listens become USE_UNHEARD; with @sure it is said that whoever serves
 * would be among @listeners.
 */
void scan_judge_listeners(const struct tally *seen, const struct listeners *listeners, bool sure,
			  enum use *uses);

/*
 * Of listed ports: whether only those came, in passing, who scan ports that are not listed. It
 * takes such a scan to know them: who uses many listed ports once each may be a client.
 */
void scan_judge_listed(const struct tally *seen, const struct og_policy *policy,
		       bool *scanned);

#endif
