/* SPDX-License-Identifier: GPL-2.0-only */
/* The fast path follows the policy. */
#ifndef OGCTL_FAST_FOLLOW_H
#define OGCTL_FAST_FOLLOW_H

#include "fast_state.h"

/* Whatever the policy is, made anew when the module is loaded anew. */
u64 fast_load_id(void);

/*
 * Bring the table in line with the policy in force, if that is another than
 * the one it was made for. When this returns 0, no connection is in the fast
 * path that the policy does not admit. Negative errno: -ENOENT, there is no
 * such table any more, or no module. Else an exit code after a complaint; the
 * table is then removed, or could not be.
 */
int fast_follow(struct fast_state *state);

/* After a change by this tool: 0, also where there is no fast path, or an exit code. */
int fast_follow_change(void);

/* From the policy in force: fills in what @state says of it. 0 or an exit code. */
int fast_follow_begin(struct fast_state *state);

#endif
