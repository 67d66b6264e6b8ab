// SPDX-License-Identifier: GPL-2.0-only
#include "fast_links.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

static bool look(struct fast_links *links, const struct fast_devices *devices)
{
	bool changed = false;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		unsigned int now = if_nametoindex(devices->names[i]);

		changed |= now != links->index[i];
		links->index[i] = now;
	}
	return changed;
}

int fast_links_open(struct fast_links *links, const struct fast_devices *devices)
{
	const struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK };

	links->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
	if (links->fd < 0 || bind(links->fd, (const struct sockaddr *)&address, sizeof(address)))
		return -errno;
	look(links, devices);
	return 0;
}

bool fast_links_changed(struct fast_links *links, const struct fast_devices *devices)
{
	char one[64];

	/* What was lost for want of room (ENOBUFS) is a reason to look as well. */
	while (recv(links->fd, one, sizeof(one), MSG_TRUNC) >= 0 || errno == EINTR || errno == ENOBUFS)
		;
	return look(links, devices);
}
