/* SPDX-License-Identifier: GPL-2.0-only */
/* What the fallback's holder tells everybody: a file in /run, for who may not ask nft. */
#ifndef OGCTL_FALLBACK_STATE_H
#define OGCTL_FALLBACK_STATE_H

#include <stdbool.h>
#include <sys/types.h>

/* What the holder is called among processes. */
#define FALLBACK_HOLDER	"ogctl-fallback"

#define FALLBACK_WORD	16

struct fallback_state {
	pid_t holder;
	char policy[FALLBACK_WORD];	/* a fallback_source_name() */
	/* "policy", "last-resort", or "none": its mode is audit or off, and nothing is held */
	char rules[FALLBACK_WORD];
	/* "persist": the table outlives the holder; "owner": flush leaves it alone; "none": flush removes it */
	char owner[FALLBACK_WORD];
};

/* These three: 0 or a negative errno; -ENOENT: nobody holds one, or it cannot be told. */
int fallback_state_read(struct fallback_state *state);
int fallback_state_write(const struct fallback_state *state);
void fallback_state_forget(void);

/* Whether the holder that it names is alive. */
bool fallback_state_held(const struct fallback_state *state);

#endif
