// SPDX-License-Identifier: GPL-2.0-only
#include "fast_links.h"

#include <errno.h>
#include <libmnl/libmnl.h>
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
	links->socket = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (!links->socket || mnl_socket_bind(links->socket, RTMGRP_LINK, MNL_SOCKET_AUTOPID))
		return -errno;
	look(links, devices);
	return 0;
}

int fast_links_fd(const struct fast_links *links)
{
	return mnl_socket_get_fd(links->socket);
}

bool fast_links_changed(struct fast_links *links, const struct fast_devices *devices)
{
	char one[64];

	/* What was lost for want of room (ENOBUFS) is a reason to look as well. */
	while (recv(fast_links_fd(links), one, sizeof(one), MSG_TRUNC) >= 0 || errno == EINTR || errno == ENOBUFS)
		;
	return look(links, devices);
}
