/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is in force changes places with what comes, or with what waits behind
 * a trial. Nothing here can fail, waits or sleeps. Any context, og->swap held.
 */
#ifndef OG_SWAP_H
#define OG_SWAP_H

#include "core/policy.h"

struct og_error;
struct og_live;
struct og_net;

/* What a transaction holds until it is committed or cancelled; zero: nothing. */
struct og_reservation {
	struct og_live *next;	/* room for the policy */
	struct og_live *saved;	/* ... and for the one that a trial puts back */
	u8 arms;		/* bit: enum og_arm */
};

/* Whether the next text may be the first: nobody wrote what is in force, or what waits. */
bool og_swap_unwritten(struct og_net *og);

/* Whether a change of the mode alone may want early's hooks. */
bool og_swap_early_waits(struct og_net *og);

/* What policies there are want; OG_ARM_BIT()s. */
u8 og_swap_wanted(struct og_net *og);

/*
 * Whether @edit, which may say of zones what not every policy takes, can be
 * laid over what is in force and, without a trial in it, over what waits
 * behind one: og_swap_commit() will do both. False: @error says why and where.
 */
bool og_swap_fits(struct og_net *og, const struct og_edit *edit, struct og_error *error);

/*
 * Lay @edit, which fits, over the policy of this moment and publish the result in one step;
 * the room in @reservation is used up. What nobody has written starts from the
 * built-in policy. After this returns no new packet is judged by the old
 * policy. The namespace is not closing.
 *
 * With a trial in @edit the policy before it waits behind, unless one waits
 * already: that was confirmed last. Without one it is laid over the policy
 * that waits as well.
 *
 * What the new policy wants the reservation holds, or who held it for the old
 * one: both are let go only behind og_publish_cancel().
 */
void og_swap_commit(struct og_net *og, struct og_reservation *reservation,
		    const struct og_edit *edit);

/* The policy that waits behind a trial comes back; there is one. */
void og_swap_restore(struct og_net *og);

#endif
