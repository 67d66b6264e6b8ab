/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel's routing delivers to this machine, by prefixes. */
#ifndef OGCTL_LOCALS_H
#define OGCTL_LOCALS_H

#include "address.h"

struct local_prefix {
	struct address address;
	u8 bits;		/* of an address of its family */
	bool own;		/* an address to speak from; not broadcast, multicast, anycast */
};

struct locals {
	size_t count, room;
	struct local_prefix *list;
};

/* In the network namespace that we are in, of all tables. 0 or a negative errno. Release it either way. */
int locals_read(struct locals *locals);
void locals_release(struct locals *locals);

void locals_add(struct locals *locals, const struct local_prefix *prefix);
/* Packets to it come in here; packets from it are our own. */
bool locals_deliver(const struct locals *locals, const struct address *address);
bool locals_own(const struct locals *locals, const struct address *address);

#endif
