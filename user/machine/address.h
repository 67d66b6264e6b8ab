/* SPDX-License-Identifier: GPL-2.0-only */
/* IP addresses of both families in one form, and those that are delivered here. */
#ifndef OGCTL_ADDRESS_H
#define OGCTL_ADDRESS_H

#include "policy.h"

#include <stdbool.h>
#include <stddef.h>

/* IPv4 as ::ffff:a.b.c.d, which is how sockets for both families spell it too. */
struct address {
	u8 bytes[16];
};

#define ADDRESS_TEXT	46	/* INET6_ADDRSTRLEN */

struct address address_of(enum og_family family, const void *bytes);
enum og_family address_family(const struct address *address);
/* Without the mapping; "192.0.2.1". */
void address_print(const struct address *address, char text[ADDRESS_TEXT]);

/* What the kernel's routing delivers to this machine, by prefixes. */
struct local_prefix {
	struct address address;
	u8 bits;		/* of all 128 */
	bool own;		/* an address to speak from; not broadcast, multicast, anycast */
};

struct locals {
	size_t count, room;
	struct local_prefix *list;
};

/* 0 or a negative errno. Release it either way. */
int locals_read(struct locals *locals);
void locals_release(struct locals *locals);

void locals_add(struct locals *locals, const struct local_prefix *prefix);
/* Packets to it come in here; packets from it are our own. */
bool locals_deliver(const struct locals *locals, const struct address *address);
bool locals_own(const struct locals *locals, const struct address *address);

#endif
