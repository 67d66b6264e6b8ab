// SPDX-License-Identifier: GPL-2.0-only
#include "netns.h"
#include "base/need.h"
#include "base/system_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NAMED	"/run/netns"

static char *named_path(const char *name)
{
	return need_text(NAMED "/%s", name);
}

/* To be entered: the system's own, also where a test has its files elsewhere. */
static char *process_path(const char *process)
{
	return need_text("/proc/%s/ns/net", process);
}

/* Takes @path. */
static ino_t inode_of(char *path)
{
	struct stat netns;
	/* where Linux 5.10 refuses to follow the link, it tells of the folder that has it */
	ino_t inode = !stat(path, &netns) && S_ISREG(netns.st_mode) ? netns.st_ino : 0;

	free(path);
	return inode;
}

ino_t netns_of(const char *process)
{
	return inode_of(system_path("/proc/%s/ns/net", process));
}

/* As "ip netns identify" finds it. */
char *netns_name(ino_t inode)
{
	DIR *folder = inode ? opendir(NAMED) : NULL;
	struct dirent *entry;
	char *name = NULL;

	/* What is not to be seen has no name, and what is no namespace has no inode here. */
	if (!folder)
		return NULL;
	while (!name && (entry = readdir(folder)))
		if (inode_of(named_path(entry->d_name)) == inode)
			name = need_copy(entry->d_name);
	closedir(folder);
	return name;
}

char *netns_path(ino_t inode, const char *process)
{
	char *name = netns_name(inode), *path = name ? named_path(name) : NULL;

	free(name);
	if (!path && inode && process && netns_of(process) == inode)
		path = process_path(process);
	return path;
}

/* Takes @path. */
static int open_path(char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		fd = -errno;
	free(path);
	return fd;
}

int netns_open(const char *name)
{
	bool is_process = name[strspn(name, "0123456789")] == '\0';
	int fd = open_path(named_path(name));

	return fd == -ENOENT && is_process ? open_path(process_path(name)) : fd;
}
