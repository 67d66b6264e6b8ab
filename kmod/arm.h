/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hooks of a namespace, and conntrack with them, are there while somebody
 * holds them: the policy in force, and every transaction that may put one in
 * force. Process context, og->lock held, may sleep.
 */
#ifndef OG_ARM_H
#define OG_ARM_H

#include "net.h"

/*
 * Take a hold; the first one registers. Errors: -ENOMEM, or those of
 * conntrack and hook registration; then there is no hold, but packets may be
 * inside a hook for a grace period, as after og_arm_put().
 */
int og_arm_get(struct og_net *og, enum og_arm arm);

/* Let go; the last one unregisters. */
void og_arm_put(struct og_net *og, enum og_arm arm);

/* Room for a policy, charged to the caller's memory cgroup; not cleared. NULL: no memory. */
struct og_live *og_live_alloc(void);

#endif
