/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A table of nft that stands in for the module while it is replaced, in the network namespace that we are in. It
 * uses conntrack, so that conntrack goes on. Its rules are those of "ogctl export nft". No socket owns it: should we be killed, it stays, and nothing is open.
 */
#ifndef OGCTL_STAND_IN_H
#define OGCTL_STAND_IN_H

#include "policy.h"

#define STAND_IN_TABLE	"outlook_guard_reload"

/* In place, in one transaction, also where one was left. 0, or EXIT_MODULE after a complaint. */
int stand_in_make(const struct og_policy *policy);
/* Away. 0, also where there is none, or EXIT_MODULE after a complaint. */
int stand_in_remove(void);

#endif
