/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A network namespace to come back to without keeping it alive: a process in
 * it would, so the watcher lives elsewhere and goes there to look.
 */
#ifndef OGCTL_FAST_NETNS_H
#define OGCTL_FAST_NETNS_H

#include <stdbool.h>
#include <sys/types.h>

struct fast_netns {
	char *path;	/* NULL: the process stays where it is */
	ino_t inode;
	int home;	/* where to be meanwhile; -1 without @path */
};

/* The namespace that we are in, which the user called @netns, or NULL. */
void fast_netns_find(struct fast_netns *where, const char *netns);

/* False: it is gone, or another has its name. */
bool fast_netns_enter(const struct fast_netns *where);
void fast_netns_leave(const struct fast_netns *where);

#endif
