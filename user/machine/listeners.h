/* SPDX-License-Identifier: GPL-2.0-only */
/* Who on this machine waits for packets at which port. */
#ifndef OGCTL_LISTENERS_H
#define OGCTL_LISTENERS_H

#include "policy.h"

struct listener {
	enum og_transport transport;
	u16 port;
	bool local;		/* only on addresses of the loopback device */
	u64 inode;
	char process[32];	/* "" when it may not be seen */
};

struct listeners {
	struct listener *rows;
	size_t count, room;
	bool known;		/* the kernel's tables could be read: who is not here does not listen */
};

/* In the network namespace that we are in. */
void listeners_read(struct listeners *listeners);
void listeners_free(struct listeners *listeners);

bool listeners_have(const struct listeners *listeners, enum og_transport transport, u16 port);
/* "squid", "named, on loopback only", "somebody"; NULL: nobody listens. Free it. */
char *listeners_of(const struct listeners *listeners, enum og_transport transport, u16 port);

/* Whether anybody does, on an address that others reach. */
bool listeners_reached(const struct listeners *listeners, enum og_transport transport, u16 port);
/*
 * Whether it may be a server: a process whose name begins with @name, a superserver in its place, or one that may not be
 * seen. A program of another name that took the port is not.
 */
bool listeners_reached_by(const struct listeners *listeners, enum og_transport transport, u16 port,
			  const char *name);

#endif
