/* SPDX-License-Identifier: GPL-2.0-only */
/* What --revoke does with an entry of conntrack's. Pure. */
#ifndef OGCTL_FATE_H
#define OGCTL_FATE_H

#include "machine/listeners.h"
#include "machine/tracked.h"

enum fate {
	FATE_STAYS,
	FATE_STOPPED,		/* stays, for what its beginner sends is dropped; without it, that could pass */
	FATE_ENDS,
	FATE_REOPENS,		/* goes, and may be opened again by the end that answers */
};

/* What it depends on. */
struct fates {
	struct og_policy policy;	/* in force */
	struct og_policy had;		/* what was admitted before */
	struct locals locals;
	struct listeners listeners;
	bool no_abort;			/* sockets here cannot be ended */
};

/*
 * @fates->had: what @before admitted, and what @edit takes off though that had
 * gone before, for who says it again is after that.
 */
void fates_had(struct fates *fates, const struct og_policy *before, const struct og_edit *edit);

/*
 * As it began. Of a connection that was open before conntrack was there,
 * either end may have spoken first; which one began is known where somebody
 * waits at a port here, or where only one of the two was admitted.
 */
struct tracked fate_begun(const struct fates *fates, const struct tracked *tracked);

/* Of a connection as it began. */
enum fate fate_of(const struct fates *fates, const struct tracked *begun);

/* Begun here, as conntrack has it, with the other end elsewhere. */
bool fate_is_ours(const struct fates *fates, const struct tracked *tracked);

#endif
