/* SPDX-License-Identifier: GPL-2.0-only */
/* Ends the live connections that a policy would not admit any more. */
#ifndef OGCTL_REVOKE_H
#define OGCTL_REVOKE_H

#include "revoked.h"

struct revocation {
	const struct og_policy *policy;		/* in force; for a dry run what would be */
	const struct og_policy *before;		/* in force before the change */
	const struct og_edit *edit;		/* the change */
	bool dry_run;				/* only those that would end */
};

/*
 * Waits a moment where the other end of a connection could open it again.
 * 0; EXIT_NO: some are open again; or an exit code after a complaint.
 * @revoked is what was done until then. Release it.
 */
int revoke_connections(struct revoked *revoked, const struct revocation *revocation);

#endif
