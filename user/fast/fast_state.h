/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a fast path was made of, for whoever comes next: a file in /run for each network namespace that has one,
 * for everybody to read. Its watcher alone writes it, and holds a lock as long as it lives: on another file, which
 * is root's, for whoever may open a file may keep others from a lock on it.
 */
#ifndef OGCTL_FAST_STATE_H
#define OGCTL_FAST_STATE_H

#include "fast_devices.h"
#include "fast_plan.h"

#include <sys/types.h>

struct fast_state {
	char *path, *lock_path;
	/* -1: not open. A process must not open it twice: closing one lets go of the lock of the other. */
	int lock;

	/* Of the policy that the table was made for; changes when the module is loaded anew. */
	u64 load, generation;
	pid_t watcher;		/* as it knows itself; 0: an older ogctl's */
	struct fast_plan plan;
	struct fast_devices devices;
};

/* What its watcher is called among processes. */
#define FAST_WATCHER	"ogctl-fast"

/* Of the network namespace we are in, not read yet. */
struct fast_state *fast_state_new(void);
void fast_state_free(struct fast_state *state);

/* All: 0 or a negative errno. -ENOENT: there is no fast path here. */
int fast_state_read(struct fast_state *state);
/* Whole or not at all. */
int fast_state_write(const struct fast_state *state);
void fast_state_forget(const struct fast_state *state);

/* The file's text, of which @text is used up; and back, free it. 0 or -EPROTO. */
int fast_state_parse(struct fast_state *state, char *text);
char *fast_state_text(const struct fast_state *state);

/* For who holds it: whether the file with the lock is still the one that others would find. */
bool fast_state_is_ours(const struct fast_state *state);
/* Held from here on. -EAGAIN: there is a watcher, or one is just ending. */
int fast_state_watch(struct fast_state *state);
/*
 * Its process, or 0. A process elsewhere that has no number here is -1. Who may not look at the lock gets what
 * the state that was read says, where such a process lives.
 */
pid_t fast_state_watcher(const struct fast_state *state);

#endif
