/* SPDX-License-Identifier: GPL-2.0-only */
/* Who keeps the gate of the network namespace we are in. */
#ifndef OGCTL_IN_FORCE_BY_H
#define OGCTL_IN_FORCE_BY_H

#include "fallback_state.h"

/* BY_MODULE: it is loaded, and its mode is enforce. BY_FALLBACK: else, and the fallback's table is there. */
enum in_force_by { BY_MODULE, BY_FALLBACK, BY_NOBODY };

/*
 * @fallback, if not NULL, is what the fallback's holder says of itself: empty words where there is none. Who may not
 * ask nft (without CAP_NET_ADMIN) gets what the holder says.
 */
enum in_force_by in_force_by(struct fallback_state *fallback);
/* "module", "fallback", "none": as JSON has it. */
const char *in_force_by_name(enum in_force_by by);

/* Whether the fallback's table is there; without CAP_NET_ADMIN as its holder says. */
bool fallback_is_there(const struct fallback_state *fallback);

#endif
