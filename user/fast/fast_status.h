/* SPDX-License-Identifier: GPL-2.0-only */
/* What there is to be said of a fast path. */
#ifndef OGCTL_FAST_STATUS_H
#define OGCTL_FAST_STATUS_H

#include "fast_state.h"
#include "fast_table.h"

#include <jansson.h>

struct fast_status {
	struct fast_state *state;	/* NULL: there is none */
	struct fast_devices there, missing;
	enum nft_presence table;
	pid_t watcher;			/* 0: nobody, -1: somebody */
	long connections;		/* -1: not known */
};

/* 0 or an exit code after a complaint. */
int fast_status_read(struct fast_status *status);
void fast_status_release(struct fast_status *status);

bool fast_status_on(const struct fast_status *status);
/* A line or more, each with @margin; and the same as JSON. */
void fast_status_print(const struct fast_status *status, const char *margin);
json_t *fast_status_json(const struct fast_status *status);

#endif
