/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hooks and conntrack of a namespace are there while somebody holds them: the
 * policy in force, and every transaction that may put one in force.
 * Process context, og->lock held, may sleep.
 */
#ifndef OG_ARM_H
#define OG_ARM_H

struct og_live;
struct og_net;

/*
 * Take a hold; the first one registers. Errors: -ENOMEM, or those of
 * conntrack and hook registration; then there is no hold, and no packet is
 * inside a hook.
 */
int og_arm_get(struct og_net *og);

/* Let go; the last one unregisters. Packets may be inside a hook for a grace period. */
void og_arm_put(struct og_net *og);

/* Room for a policy, charged to the caller's memory cgroup; not cleared. NULL: no memory. */
struct og_live *og_live_alloc(void);

#endif
