// SPDX-License-Identifier: GPL-2.0-only
#include "service_manager.h"
#include "base/datagram.h"
#include "base/need.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST_LEFT	3	/* SD_LISTEN_FDS_START */

static void tell(const char *lines, int fd)
{
	const char *path = getenv("NOTIFY_SOCKET");

	if (path && *path)
		(void)datagram_send(&(struct datagram){
			.path = path, .bytes = lines, .size = strlen(lines), .fd = fd, .wait_ms = -1,
		});
}

void service_tell(const char *lines)
{
	tell(lines, -1);
}

void service_leave(int fd, const char *name)
{
	char *lines = need_text("FDSTORE=1\nFDPOLL=0\nFDNAME=%s", name);

	tell(lines, fd);
	free(lines);
}

int service_left(const char *name)
{
	const char *count = getenv("LISTEN_FDS"), *whose = getenv("LISTEN_PID"), *names = getenv("LISTEN_FDNAMES");

	if (!count || !whose || !names || strcmp(count, "1") || strcmp(names, name) ||
	    strtol(whose, NULL, 10) != getpid())
		return -1;
	return fcntl(FIRST_LEFT, F_SETFD, FD_CLOEXEC) ? -1 : FIRST_LEFT;
}
