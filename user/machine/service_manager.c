// SPDX-License-Identifier: GPL-2.0-only
#include "service_manager.h"
#include "base/need.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define FIRST_LEFT	3	/* SD_LISTEN_FDS_START */

/* With @fd, if it is none below zero. */
static void send_to(const struct sockaddr_un *to, socklen_t size, const char *lines, int fd)
{
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { .header = { .cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET,
				  .cmsg_type = SCM_RIGHTS } };
	struct iovec text = { .iov_base = (char *)lines, .iov_len = strlen(lines) };
	struct msghdr message = { .msg_name = (void *)to, .msg_namelen = size, .msg_iov = &text, .msg_iovlen = 1 };
	int sock = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock < 0)
		return;
	if (fd >= 0) {
		memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
		message.msg_control = &control;
		message.msg_controllen = sizeof(control);
	}
	(void)!sendmsg(sock, &message, MSG_NOSIGNAL);
	close(sock);
}

static void tell(const char *lines, int fd)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t length = path ? strlen(path) : 0;

	if (!length || length >= sizeof(to.sun_path))
		return;
	memcpy(to.sun_path, path, length);
	/* An abstract one, whose first byte is no letter. */
	if (*path == '@')
		to.sun_path[0] = '\0';
	send_to(&to, offsetof(struct sockaddr_un, sun_path) + length, lines, fd);
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
