/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A new policy takes effect for a while: unless it is kept in time, the old
 * one comes back, whatever became of who applied it, and whoever has what
 * locks: what may sleep follows. Process context, may sleep.
 */
#ifndef OG_TRIAL_H
#define OG_TRIAL_H

#include "state.h"

struct og_error;
struct og_reservation;

/*
 * Publish (see publish.h), and start the clock if the edit says so; nothing
 * when the namespace is closing. False: it no longer fits what is in force or
 * waits, @error says why and where, nothing has changed, and what was reserved
 * is still.
 */
bool og_trial_commit(struct og_net *og, struct og_reservation *reservation,
		     const struct og_edit *edit, struct og_error *error);

/* -ESRCH: nothing is on trial. */
int og_trial_keep(struct og_net *og);
int og_trial_revert(struct og_net *og);

/* What there is to say of it; @saved is filled in while @left is not 0. */
struct og_trial_state {
	u16 begun;		/* this and the next two as struct og_trial has them */
	u8 ended, past;
	u32 seconds, left;	/* asked for; still to go, rounded up, 0: nothing is on trial */
	s64 elapsed_ms;
	u64 generation;
	struct og_policy saved;
};

void og_trial_read(struct og_net *og, struct og_trial_state *state);

/* Seconds left, rounded up; 0: nothing is on trial. Any context. */
u32 og_trial_left(struct og_net *og);

/* Once for the module: what follows the end of a trial. -ENOMEM. */
int og_trial_start(void);
void og_trial_stop(void);

/* At a namespace's birth, and at its death behind og_publish_close(). */
void og_trial_prepare(struct og_net *og);
void og_trial_end(struct og_net *og);

#endif
