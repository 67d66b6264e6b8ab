/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Arms are what a policy needs besides itself: the chains' hooks and early's,
 * with conntrack; the tally's memory; the kernel's NFLOG. Each is there while
 * somebody holds it: the policies in force and behind a trial together, and
 * every transaction that may put one in force. Process context, og->lock
 * held, may sleep. Sets of arms are bits: OG_ARM_BIT().
 */
#ifndef OG_ARM_H
#define OG_ARM_H

#include "state.h"

#define OG_ARM_BIT(arm)		(1u << (arm))
#define OG_ARM_ALL		(OG_ARM_BIT(OG_ARMS) - 1)
#define OG_ARM_HOOKS		(OG_ARM_BIT(OG_ARM_CHAINS) | OG_ARM_BIT(OG_ARM_EARLY))

/* What @policy wants while it is in force, or may come back. Any context, no lock. */
u8 og_arm_wanted(const struct og_policy *policy);

/*
 * What laying @edit over a policy may make wanted that was not; @early_waits:
 * the policy may have "early on", which a mode that is not off arms.
 */
u8 og_arm_may_want(const struct og_edit *edit, bool early_waits);

/*
 * Take a hold of those in @arms that are not in @held, which says what there
 * is afterwards, also after an error; the first hold of an arm registers or
 * allocates. Errors: -ENOMEM, -ENOENT where the kernel has no NFLOG, or those
 * of conntrack and hook registration; packets may then be inside a hook for a
 * grace period, as after og_arm_put(). Hooks come last and go first: what else
 * there is not, as NFLOG, takes none away again.
 */
int og_arm_get(struct og_net *og, u8 *held, u8 arms);

/* Let go of what is in both; the last hold's end unregisters or frees. */
void og_arm_put(struct og_net *og, u8 *held, u8 arms);

#endif
