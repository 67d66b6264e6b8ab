// SPDX-License-Identifier: GPL-2.0-only
#include "datagram.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int connect_to(const char *path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t length = strlen(path);
	int sock, error;

	if (!length || length >= sizeof(to.sun_path))
		return -ENAMETOOLONG;
	memcpy(to.sun_path, path, length);
	/* An abstract one, whose first byte is no letter. */
	if (*path == '@')
		to.sun_path[0] = '\0';
	sock = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (sock < 0)
		return -errno;
	if (!connect(sock, (const struct sockaddr *)&to, offsetof(struct sockaddr_un, sun_path) + length))
		return sock;
	error = -errno;
	close(sock);
	return error;
}

static int send_once(int sock, const struct datagram *datagram)
{
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { .header = { .cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET,
				  .cmsg_type = SCM_RIGHTS } };
	struct iovec bytes = { .iov_base = (void *)datagram->bytes, .iov_len = datagram->size };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = datagram->size ? 1 : 0 };

	if (datagram->fd >= 0) {
		memcpy(CMSG_DATA(&control.header), &datagram->fd, sizeof(int));
		message.msg_control = &control;
		message.msg_controllen = sizeof(control);
	}
	return sendmsg(sock, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 ? -errno : 0;
}

int datagram_send(const struct datagram *datagram)
{
	struct pollfd room = { .fd = connect_to(datagram->path), .events = POLLOUT };
	int error;

	if (room.fd < 0)
		return room.fd;
	error = send_once(room.fd, datagram);
	/* Others may have taken the room that there was; who waits without end asks again. */
	while (error == -EAGAIN && poll(&room, 1, datagram->wait_ms) > 0) {
		error = send_once(room.fd, datagram);
		if (datagram->wait_ms >= 0)
			break;
	}
	close(room.fd);
	return error;
}
