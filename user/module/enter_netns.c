// SPDX-License-Identifier: GPL-2.0-only
/* Into another network namespace. */
#include "enter_netns.h"
#include "base/out.h"
#include "base/request.h"
#include "complaints.h"
#include "machine/netns.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

int enter_netns(const char *netns)
{
	int fd, error = 0;

	if (!*netns || strchr(netns, '/') || !strcmp(netns, ".") || !strcmp(netns, "..")) {
		complain("\"%s\" cannot be a network namespace's name", netns);
		return EXIT_USAGE;
	}
	fd = netns_open(netns);
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
