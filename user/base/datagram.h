/* SPDX-License-Identifier: GPL-2.0-only */
/* One datagram to a socket that has a name: the service manager's, the journal's. */
#ifndef OGCTL_DATAGRAM_H
#define OGCTL_DATAGRAM_H

#include <stddef.h>

struct datagram {
	const char *path;	/* '@' in front: an abstract name */
	const void *bytes;
	size_t size;
	int fd;			/* goes along, if it is none below zero */
	int wait_ms;		/* for room in the reader's queue; below zero: until there is some */
};

/* 0 or a negative errno: -ENOENT or -ECONNREFUSED, nobody is there; -EAGAIN, there was no room in time. */
int datagram_send(const struct datagram *datagram);

#endif
