// SPDX-License-Identifier: GPL-2.0-only
#include "driver.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int loopback_up(int fd)
{
	struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };

	return ioctl(fd, SIOCSIFFLAGS, &request) ? -errno : 0;
}

/* To itself: when it can be read it has been counted, and nothing answers it. */
static int send_to_self(int fd)
{
	struct sockaddr_in self = { .sin_family = AF_INET };
	socklen_t size = sizeof(self);
	char byte = 'x';

	self.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (struct sockaddr *)&self, sizeof(self)) ||
	    getsockname(fd, (struct sockaddr *)&self, &size) ||
	    sendto(fd, &byte, 1, 0, (struct sockaddr *)&self, size) != 1 ||
	    recv(fd, &byte, 1, 0) != 1)
		return -errno;
	return 0;
}

int traffic_send(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int err;

	if (fd < 0)
		return -errno;
	err = loopback_up(fd);
	if (!err)
		err = send_to_self(fd);
	close(fd);
	return err;
}
