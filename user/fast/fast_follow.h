/* SPDX-License-Identifier: GPL-2.0-only */
/* The fast path follows the policy. */
#ifndef OGCTL_FAST_FOLLOW_H
#define OGCTL_FAST_FOLLOW_H

#include "fast_state.h"
#include "machine/nft.h"

/* For the watcher, who alone touches the table. */
struct fast_hold {
	struct nft *nft;		/* that made the table */
	bool owned;			/* by this socket */
	struct fast_state *state;
};

/* Whatever the policy is, made anew when the module is loaded anew. */
u64 fast_load_id(void);

/* From the policy in force: fills in what @state says of it. 0 or an exit code. */
int fast_follow_begin(struct fast_state *state);

/*
 * Bring the table in line with the policy in force, if that is another than the one it was made for, or @devices:
 * if one of its devices is another than before. When this returns 0, no connection is in the fast path that the
 * policy does not admit. Negative errno: -ENOENT, there is no such table any more, or no module. Else an exit code
 * after a complaint; the table is then removed, or could not be.
 */
int fast_follow(const struct fast_hold *hold, bool devices);

/*
 * After a change by this tool: back when the watcher has followed, or after FAST_FOLLOW_MS has been ended. 0, also
 * where there is no fast path, or an exit code after a complaint.
 */
#define FAST_FOLLOW_MS	10000	/* an nft transaction, on a slow machine */

int fast_follow_change(void);

#endif
