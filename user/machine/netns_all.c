// SPDX-License-Identifier: GPL-2.0-only
#include "netns_all.h"
#include "base/need.h"
#include "config_files.h"
#include "netns.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMED	"/run/netns"

static bool is_known(const struct netns_all *all, ino_t inode)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (all->list[i].inode == inode)
			return true;
	return false;
}

/* Takes @path. @process: in whose hands it was found; NULL: nobody's, it has a name. False: it may not be looked at. */
static bool take(struct netns_all *all, char *path, const char *process, bool inside)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error = errno;
	struct netns_one *one;
	struct stat netns;

	free(path);
	if (fd < 0)
		return error != EACCES && error != EPERM;
	if (fstat(fd, &netns) || !S_ISREG(netns.st_mode) || is_known(all, netns.st_ino)) {
		close(fd);
		return true;
	}
	all->list = need_room(all->list, &all->room, all->count, sizeof(*one));
	one = &all->list[all->count++];
	*one = (struct netns_one){ .inode = netns.st_ino, .fd = fd, .name = netns_name(netns.st_ino) };
	if (one->name)
		one->shown = config_shown(one->name);
	else if (process)
		one->shown = need_text("net:[%lu], process %s", (unsigned long)netns.st_ino, process);
	else
		one->shown = need_text("net:[%lu]", (unsigned long)netns.st_ino);
	if (!one->name && inside)
		one->name = need_copy(process);
	return true;
}

static void take_named(struct netns_all *all)
{
	DIR *folder = opendir(NAMED);
	struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (*entry->d_name != '.')
			take(all, need_text(NAMED "/%s", entry->d_name), NULL, false);
	if (folder)
		closedir(folder);
}

/* Descriptors that hold one: "net:[4026532281]". */
static void take_open(struct netns_all *all, const char *process)
{
	char *path = need_text("/proc/%s/fd", process), target[64];
	DIR *folder = opendir(path);
	struct dirent *entry;
	ssize_t length;

	while (folder && (entry = readdir(folder))) {
		length = readlinkat(dirfd(folder), entry->d_name, target, sizeof(target) - 1);
		target[length > 0 ? length : 0] = '\0';
		if (!strncmp(target, "net:[", 5) && !is_known(all, strtoul(target + 5, NULL, 10)))
			take(all, need_text("%s/%s", path, entry->d_name), process, false);
	}
	if (folder)
		closedir(folder);
	free(path);
}

/* "... 0:4 net:[4026532281] /run/docker/netns/1f2e rw ... - nsfs nsfs rw": the place as that process sees it. */
static void take_mounted(struct netns_all *all, const char *process)
{
	char *path = need_text("/proc/%s/mountinfo", process), line[1024], root[64], place[512];
	FILE *mounts = fopen(path, "re");

	free(path);
	while (mounts && fgets(line, sizeof(line), mounts))
		if (sscanf(line, "%*s %*s %*s %63s %511s", root, place) == 2 && !strncmp(root, "net:[", 5) &&
		    !is_known(all, strtoul(root + 5, NULL, 10)))
			take(all, need_text("/proc/%s/root%s", process, place), process, false);
	if (mounts)
		(void)fclose(mounts);
}

static void take_processes(struct netns_all *all)
{
	DIR *folder = opendir("/proc");
	struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		if (*entry->d_name < '0' || *entry->d_name > '9')
			continue;
		if (!take(all, need_text("/proc/%s/ns/net", entry->d_name), entry->d_name, true) && !all->unseen)
			all->unseen = need_copy(entry->d_name);
		take_open(all, entry->d_name);
		take_mounted(all, entry->d_name);
	}
	if (folder)
		closedir(folder);
}

void netns_all_find(struct netns_all *all)
{
	*all = (struct netns_all){ 0 };
	take(all, need_copy("/proc/self/ns/net"), "self", false);
	take_named(all);
	take_processes(all);
}

void netns_all_release(struct netns_all *all)
{
	size_t i;

	for (i = 0; i < all->count; i++) {
		close(all->list[i].fd);
		free(all->list[i].shown);
		free(all->list[i].name);
	}
	free(all->list);
	free(all->unseen);
	*all = (struct netns_all){ 0 };
}
