/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The watcher: a process for each network namespace that has a fast path. It
 * sees changes of the policy that were not made by ogctl.
 */
#ifndef OGCTL_FAST_WATCH_H
#define OGCTL_FAST_WATCH_H

#include "fast_state.h"

/* How long it may take the watcher to see a change. */
#define FAST_WATCH_MS	100

/*
 * Start one, which makes the table over @devices; back when it has. @netns as
 * the user called it, or NULL. 0 or an exit code after a complaint.
 */
int fast_watch_start(const char *netns, const struct fast_devices *devices);

/*
 * Be one, in this process and for the first namespace, as a service of systemd's is: it is told when the table is there. 0 when
 * it was told to end, or had to; else an exit code after a complaint.
 */
int fast_watch_run(const struct fast_devices *devices);

/* End it, and with it the table; 0, also where there is none, or an exit code after a complaint. */
int fast_watch_stop(struct fast_state *state);
/* One that does not listen. */
int fast_watch_kill(struct fast_state *state);

#endif
