/* SPDX-License-Identifier: GPL-2.0-only */
/* This machine's own ends of tcp connections. */
#ifndef OGCTL_TCP_ABORT_H
#define OGCTL_TCP_ABORT_H

#include "address.h"

struct connection {
	struct address local, peer;
	u16 local_port, peer_port;
};

struct connections {
	size_t count, room;
	struct connection *list;
};

void connections_add(struct connections *connections, const struct connection *connection);
void connections_release(struct connections *connections);

/*
 * Abort those that are there; whoever has a socket of one reads ECONNABORTED,
 * the peer a reset. 0 or a negative errno; -EOPNOTSUPP: this kernel does not
 * do it.
 */
int sockets_abort(struct connections *connections);

#endif
