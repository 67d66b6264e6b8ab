/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A new policy takes effect. What can fail is reserved first; the commit then
 * cannot. All of it in process context, taking og->lock, and may sleep.
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
	bool hooks;		/* a hold on every enum og_arm */
};

/*
 * Have ready what committing @edit will need; may be called again as the
 * edit grows. @may_set: its unfinished text may still set something.
 * Errors: -ENOMEM, -ENODEV when the namespace is closing, or those of
 * conntrack and hook registration; what is reserved stays until cancelled.
 */
int og_publish_reserve(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit, bool may_set);

/*
 * Lay @edit over the policy of this moment and publish the result in one
 * step; the reservation is used up. A namespace that never had a policy
 * starts from the built-in one. After this returns no new packet is judged
 * by the old policy. Nothing happens when the namespace is closing.
 */
void og_publish_commit(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit);

/* Give back what was reserved; harmless when nothing is. */
void og_publish_cancel(struct og_net *og, struct og_reservation *reservation);

/* Copy the policy as reading shows it: never written is the built-in one, off. */
void og_publish_snapshot(struct og_net *og, struct og_policy *copy);

/* Generation and settings of one moment, as text; "" where a policy has none. Any context. */
struct og_publish_state {
	u64 generation;
	char setting[OG_SETTINGS][OG_SETTING_TEXT_SIZE];
};

void og_publish_state(struct og_net *og, struct og_publish_state *state);

/* No policy may be published from now on: before the files go. */
void og_publish_close(struct og_net *og);
/* Unhook, when no reservation is left; then wait a grace period; then free. */
void og_publish_stop(struct og_net *og);
void og_publish_free(struct og_net *og);

#endif
