/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A new policy takes effect, and may wait for the old one's return. What can
 * fail is reserved first; the commit then cannot. Process context, may sleep;
 * those that say so want og->lock held, the others take it themselves.
 */
#ifndef OG_PUBLISH_H
#define OG_PUBLISH_H

#include <linux/types.h>

#include "core/text.h"

struct og_live;
struct og_net;

/* What a transaction holds until it is committed or cancelled; zero: nothing. */
struct og_reservation {
	struct og_live *next;	/* room for the policy */
	struct og_live *back;	/* ... and for the one that a trial puts back */
	u8 arms;		/* bit: enum og_arm */
};

/*
 * Have ready what committing @edit will need; may be called again as the
 * edit grows. @may_set: OG_SETTING_BIT()s of what its unfinished text may
 * still set. Errors: -ENOMEM, -ENODEV when the namespace is closing, or those
 * of og_arm_get(); what is reserved stays until cancelled.
 */
int og_publish_reserve(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit, u32 may_set);

/*
 * Lay @edit over the policy of this moment and publish the result in one
 * step; the reservation is used up. A namespace that never had a policy
 * starts from the built-in one. After this returns no new packet is judged
 * by the old policy. Under og->lock; the namespace is not closing.
 *
 * With a trial in @edit the policy before it waits behind, unless one waits
 * already: that was confirmed last. Without one it is laid over the policy
 * that waits as well.
 */
void og_publish_commit(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit);

/* The policy that waits behind comes back, or is forgotten. Under og->lock; there is one. */
void og_publish_back(struct og_net *og);
void og_publish_keep(struct og_net *og);

/* Give back what was reserved; harmless when nothing is. */
void og_publish_cancel(struct og_net *og, struct og_reservation *reservation);

/* Copy the policy as reading shows it: never written is the built-in one, off. */
void og_publish_snapshot(struct og_net *og, struct og_policy *copy);

/* Generation and settings of one moment, as text; "" where a policy has none. Any context. */
struct og_publish_state {
	u64 generation;
	u32 tally_seconds;	/* since the tally was turned on; 0: it is off */
	char setting[OG_SETTINGS][OG_SETTING_TEXT_SIZE];
};

void og_publish_state(struct og_net *og, struct og_publish_state *state);

/* No policy may be published from now on: before the files go. */
void og_publish_close(struct og_net *og);
/* Unhook, when no reservation is left; then wait a grace period; then free. */
void og_publish_stop(struct og_net *og);
void og_publish_free(struct og_net *og);

#endif
