// SPDX-License-Identifier: GPL-2.0-only
#include "fast_netns.h"
#include "base/need.h"
#include "fast_state.h"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#define NAMED		"/run/netns"
#define INITS		"/proc/1/ns/net"

/* A path that leads to our namespace; free it. */
static char *leads_here(ino_t inode, const char *folder, const char *name, const char *file)
{
	char *path;

	path = need_text("%s/%s%s", folder, name, file);
	if (fast_state_netns(path) == inode)
		return path;
	free(path);
	return NULL;
}

static char *named_path(ino_t inode)
{
	DIR *folder = opendir(NAMED);
	struct dirent *entry;
	char *path = NULL;

	if (!folder)
		return NULL;
	while (!path && (entry = readdir(folder)))
		path = leads_here(inode, NAMED, entry->d_name, "");
	closedir(folder);
	return path;
}

void fast_netns_find(struct fast_netns *place, const char *netns)
{
	place->path = NULL;
	place->home = -1;
	place->inode = fast_state_netns(NULL);
	/* That of the first process lasts anyway. */
	if (fast_state_netns(INITS) == place->inode)
		return;
	place->home = open(INITS, O_RDONLY | O_CLOEXEC);
	if (place->home < 0)
		return;
	place->path = named_path(place->inode);
	if (!place->path && netns)
		place->path = leads_here(place->inode, "/proc", netns, "/ns/net");
}

bool fast_netns_enter(const struct fast_netns *place)
{
	int fd;
	bool there;

	if (!place->path)
		return true;
	fd = open(place->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	there = !setns(fd, CLONE_NEWNET) && fast_state_netns(NULL) == place->inode;
	close(fd);
	if (!there)
		fast_netns_leave(place);
	return there;
}

void fast_netns_leave(const struct fast_netns *place)
{
	/* Its file is open, and entering it was possible before. */
	if (place->path && setns(place->home, CLONE_NEWNET))
		abort();
}
