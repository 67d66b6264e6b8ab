/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All network namespaces that can be found: those that "ip netns" has a name for, that a process is in, that somebody
 * holds open, and that are mounted anywhere. One that a socket alone keeps alive is not to be found.
 */
#ifndef OGCTL_NETNS_ALL_H
#define OGCTL_NETNS_ALL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct netns_one {
	ino_t inode;
	int fd;			/* holds it; to be entered by setns() */
	char *shown;		/* "blue", "net:[4026532281], process 123"; printable */
	char *name;		/* for -n: a name, or a process's number; NULL: it has none */
};

struct netns_all {
	struct netns_one *list;	/* ours is the first */
	size_t count, room;
	char *unseen;		/* a process whose namespace we may not look at, its number; NULL: none */
};

/* Release it. */
void netns_all_find(struct netns_all *all);
void netns_all_release(struct netns_all *all);

#endif
