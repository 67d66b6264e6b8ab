// SPDX-License-Identifier: GPL-2.0-only
#include "tun_holder.h"
#include "base/system_file.h"
#include "listeners.h"

#include <dirent.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TUN	"/dev/net/tun"
#define NAMED	"iff:"

bool tun_is_of(const char *fdinfo, const char *device)
{
	const char *line, *end;

	for (line = fdinfo; line; line = end ? end + 1 : NULL) {
		end = strchr(line, '\n');
		if (strncmp(line, NAMED, strlen(NAMED)))
			continue;
		line += strlen(NAMED);
		line += strspn(line, " \t");
		return strlen(device) == (end ? (size_t)(end - line) : strlen(line)) &&
		       !strncmp(line, device, strlen(device));
	}
	return false;
}

static bool is_it(const char *pid, const char *fd, const char *device)
{
	char path[64], *text;
	size_t size;
	bool it;

	snprintf(path, sizeof(path), "/proc/%.16s/fdinfo/%.16s", pid, fd);
	if (system_read_file(path, &text, &size))
		return false;
	it = tun_is_of(text, device);
	free(text);
	return it;
}

/* What is open at @fd: "socket:[5]", "/dev/net/tun". */
static bool read_link(DIR *folder, const char *fd, char *link, size_t size)
{
	ssize_t length = *fd == '.' ? -1 : readlinkat(dirfd(folder), fd, link, size - 1);

	if (length < 0)
		return false;
	link[length] = '\0';
	return true;
}

static bool holds_it(DIR *folder, const char *pid, const char *device)
{
	struct dirent *entry;
	char link[64];

	rewinddir(folder);
	while ((entry = readdir(folder)))
		if (read_link(folder, entry->d_name, link, sizeof(link)) && !strcmp(link, TUN) &&
		    is_it(pid, entry->d_name, device))
			return true;
	return false;
}

static void take_sockets(struct carrier *carrier, DIR *folder, const struct listeners *listeners)
{
	const struct listener *row;
	struct dirent *entry;
	char link[64], wanted[64];

	rewinddir(folder);
	while ((entry = readdir(folder))) {
		if (!read_link(folder, entry->d_name, link, sizeof(link)))
			continue;
		for (row = listeners->rows; row < listeners->rows + listeners->count; row++) {
			snprintf(wanted, sizeof(wanted), "socket:[%llu]", (unsigned long long)row->inode);
			if (!row->local && !strcmp(link, wanted))
				carrier_add(carrier, OG_IPV4, row->transport == OG_UDP ? IPPROTO_UDP : IPPROTO_TCP,
					    row->port);
		}
	}
}

void tun_holder_ways(struct carrier *carrier)
{
	char *path = system_path("/proc"), *fds;
	DIR *processes = opendir(path), *folder;
	struct listeners listeners;
	struct dirent *entry;

	free(path);
	if (!processes)
		return;
	listeners_read(&listeners);
	while ((entry = readdir(processes))) {
		if (strspn(entry->d_name, "0123456789") != strlen(entry->d_name))
			continue;
		fds = system_path("/proc/%s/fd", entry->d_name);
		folder = opendir(fds);
		free(fds);
		if (folder && holds_it(folder, entry->d_name, carrier->device))
			take_sockets(carrier, folder, &listeners);
		if (folder)
			closedir(folder);
	}
	closedir(processes);
	listeners_free(&listeners);
}
