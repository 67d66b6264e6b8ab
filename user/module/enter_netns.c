// SPDX-License-Identifier: GPL-2.0-only
/* Into another network namespace. */
#include "enter_netns.h"
#include "base/out.h"
#include "base/request.h"
#include "complaints.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_netns(const char *netns)
{
	bool is_pid = netns[strspn(netns, "0123456789")] == '\0';
	char *path;
	int fd;

	if (asprintf(&path, "/run/netns/%s", netns) < 0)
		return -ENOMEM;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	if (fd >= 0 || errno != ENOENT || !is_pid)
		return fd >= 0 ? fd : -errno;
	if (asprintf(&path, "/proc/%s/ns/net", netns) < 0)
		return -ENOMEM;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	return fd >= 0 ? fd : -errno;
}

int enter_netns(const char *netns)
{
	int fd, error = 0;

	if (!*netns || strchr(netns, '/') || !strcmp(netns, ".") || !strcmp(netns, "..")) {
		complain("\"%s\" cannot be a network namespace's name", netns);
		return EXIT_USAGE;
	}
	fd = open_netns(netns);
	if (fd == -ENOENT) {
		complain("there is no network namespace \"%s\", and no process of that id; "
			 "\"ip netns\" lists the named ones", netns);
		return EXIT_USAGE;
	}
	if (fd < 0)
		return module_complain(fd, "look into another network namespace");
	if (setns(fd, CLONE_NEWNET))
		error = -errno;
	close(fd);
	if (error == -EINVAL) {
		complain("\"%s\" is not a network namespace", netns);
		return EXIT_USAGE;
	}
	return error ? module_complain(error, "enter another network namespace") : 0;
}
