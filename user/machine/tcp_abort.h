/* SPDX-License-Identifier: GPL-2.0-only */
/* This machine's own ends of tcp connections. */
#ifndef OGCTL_TCP_ABORT_H
#define OGCTL_TCP_ABORT_H

#include "address.h"

struct tcp_socket {
	struct endpoint local, peer;
};

struct tcp_sockets {
	size_t count, room;
	struct tcp_socket *list;
};

void tcp_sockets_add(struct tcp_sockets *connections, const struct tcp_socket *connection);
void tcp_sockets_release(struct tcp_sockets *connections);

/*
 * Abort those that are there; whoever has a socket of one reads ECONNABORTED,
 * the peer a reset. 0 or a negative errno; -EOPNOTSUPP: this kernel does not
 * do it.
 */
int tcp_sockets_abort(struct tcp_sockets *connections);

#endif
