/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who removes the table when the watcher was killed, where no socket owns it (before Linux 5.12): a process that
 * does nothing but wait for that.
 */
#ifndef OGCTL_FAST_HEIR_H
#define OGCTL_FAST_HEIR_H

#include "fast_netns.h"
#include "fast_state.h"

/*
 * A descriptor that keeps it waiting until it is closed, or we end; or a negative errno. @detach: what it does to
 * be nobody's background process.
 */
int fast_heir_begin(const struct fast_netns *where, const struct fast_state *state, void (*detach)(void));

#endif
