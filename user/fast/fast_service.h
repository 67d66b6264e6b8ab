/* SPDX-License-Identifier: GPL-2.0-only */
/* The fast path as outlook-guard-fast.service, so that its watcher is no process left behind in somebody's login session. */
#ifndef OGCTL_FAST_SERVICE_H
#define OGCTL_FAST_SERVICE_H

#include "fast_devices.h"

/*
 * Begin a fast path over @devices, in the namespace that the user called @netns, or NULL; back when its table is there. Where systemd runs and
 * has the unit, and it is the namespace that the unit is for, by that, else by a watcher of our own. 0 or an exit code after a complaint.
 */
int fast_begin(const char *netns, const struct fast_devices *devices);

#endif
