/* SPDX-License-Identifier: GPL-2.0-only */
/* Network namespaces: a process is in one, "ip netns" may have a name for it, and its inode tells it from others. */
#ifndef OGCTL_NETNS_H
#define OGCTL_NETNS_H

#include <sys/types.h>

/* The inode of the one that @process is in, a number or "self"; 0: not to be seen. */
ino_t netns_of(const char *process);
/* What "ip netns" calls it; free it. NULL: nothing, or @inode is 0. */
char *netns_name(ino_t inode);
/* A path that leads to it: by its name, or by @process, if not NULL and in it; free it. NULL: there is none. */
char *netns_path(ino_t inode, const char *process);
/* One by what "ip netns" calls it, or else by the number of a process in it: a descriptor or a negative errno. */
int netns_open(const char *name);

#endif
