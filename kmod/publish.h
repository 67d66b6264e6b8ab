/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a new policy needs is reserved before it takes effect (swap.h), so that
 * taking effect cannot fail, and what the old one needed goes afterwards.
 * Process context, may sleep; takes og->lock.
 */
#ifndef OG_PUBLISH_H
#define OG_PUBLISH_H

#include <linux/types.h>

#include "core/text.h"
#include "swap.h"

struct og_net;

/*
 * Have ready what committing @edit will need; may be called again as the
 * edit grows. Errors: -ENOMEM, -ENODEV when the namespace is closing, or those
 * of og_arm_get(); what was reserved before stays until cancelled.
 */
int og_publish_reserve(struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit);

/* og_swap_fits() at this moment. */
bool og_publish_fits(struct og_net *og, const struct og_edit *edit, struct og_error *error);

/*
 * Hold what the policies in force and behind a trial want, and nothing else:
 * to be called after they changed. Whoever holds og->lock does it in our
 * place, so this waits for nobody who has to do with @og.
 */
void og_publish_settle(struct og_net *og);

/* Settle, and give back what was reserved; harmless when nothing is. */
void og_publish_cancel(struct og_net *og, struct og_reservation *reservation);

/*
 * The same for what is not to change anything, a text that is refused: hooks
 * that it had reserved stay, and judge nothing under "off", until a policy
 * changes or the namespace ends. For to unregister one drops what waits in
 * NFQUEUE in this namespace, whoever's it is (nf_queue_nf_hook_drop()).
 */
void og_publish_abandon(struct og_net *og, struct og_reservation *reservation);

/* Copy the policy as reading shows it: never written is the built-in one, off. */
void og_publish_snapshot(struct og_net *og, struct og_policy *copy);

/* A zone in force: its name, its slot in og_stats.zone, and what stood there before it came. */
struct og_publish_zone {
	char name[OG_ZONE_NAME_SIZE];
	unsigned long before;
	u8 slot;
};

/* Generation, settings and zones of one moment, settings as text. Any context. */
struct og_publish_state {
	u64 generation;
	u32 tally_seconds;	/* since what the tally shows is counted; 0: it is off */
	char setting[OG_SETTINGS][OG_SETTING_TEXT_SIZE];
	unsigned int zone_count;
	struct og_publish_zone zone[OG_ZONES];	/* by name */
};

void og_publish_state(struct og_net *og, struct og_publish_state *state);

/* Whether the tally is on, and so shown: one that waits may keep it. Any context. */
bool og_publish_tallies(struct og_net *og);

/* No policy may be published from now on: before the files go. */
void og_publish_close(struct og_net *og);
/* Unhook, when no reservation is left; then wait a grace period; then free. */
void og_publish_stop(struct og_net *og);
void og_publish_free(struct og_net *og);

#endif
