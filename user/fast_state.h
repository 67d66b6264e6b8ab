/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a fast path was made of, for whoever comes next: a file in /run for
 * each network namespace that has one, and locks on it.
 */
#ifndef OGCTL_FAST_STATE_H
#define OGCTL_FAST_STATE_H

#include "fast_devices.h"
#include "fast_plan.h"

#include <sys/types.h>

struct fast_state {
	/* A process must not open the file twice: closing one lets go of the locks of the other. */
	int fd;
	char *path;

	/* Of the policy that the table was made for; changes when the module is loaded anew. */
	u64 load, generation;
	struct fast_plan plan;
	struct fast_devices devices;
};

/* The network namespace we are in, by its inode. 0: /proc does not say. */
ino_t fast_state_netns(const char *path);

/*
 * All: 0 or a negative errno. -ENOENT: there is no fast path here. Opened is
 * not yet read; closing lets go of its locks.
 */
int fast_state_open(struct fast_state **state);
int fast_state_create(struct fast_state **state);
int fast_state_read(struct fast_state *state);
int fast_state_write(const struct fast_state *state);
void fast_state_close(struct fast_state *state);
/* Before it is closed. */
void fast_state_forget(const struct fast_state *state);

/* Held by whoever looks at policy, table and file, and brings them together. */
int fast_state_lock(const struct fast_state *state);
void fast_state_unlock(const struct fast_state *state);

/* The watcher holds another as long as it lives. -EAGAIN: there is one. */
int fast_state_watch(const struct fast_state *state);
/* Its process, or 0; a process elsewhere that has no number here is -1. */
pid_t fast_state_watcher(const struct fast_state *state);

#endif
