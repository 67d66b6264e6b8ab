/* SPDX-License-Identifier: GPL-2.0-only */
/* The fallback's holder: outlook-guard-fallback.service. */
#ifndef OGCTL_FALLBACK_HOLD_H
#define OGCTL_FALLBACK_HOLD_H

/*
 * Put the fallback's table in place, say so to the service manager, and keep it until SIGTERM or SIGINT; then remove
 * it. EXIT_YES, or EXIT_NO after a complaint: nothing could be put in place.
 */
int fallback_hold(void);

#endif
