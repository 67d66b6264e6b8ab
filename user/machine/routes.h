/* SPDX-License-Identifier: GPL-2.0-only */
/* Where this namespace's routes lead, and by which device. route.h asks which one the kernel takes. */
#ifndef OGCTL_ROUTES_H
#define OGCTL_ROUTES_H

#include "address.h"

struct route_to {
	struct address to;
	u8 bits;		/* of an address of its family; 0: the default route */
	u32 device;		/* its index */
};

struct routes {
	size_t count, room;
	struct route_to *list;
};

/*
 * To others, of all tables, without link-local ones; one with several ways is there once for each. 0 or a
 * negative errno. Release it either way.
 */
int routes_read(struct routes *routes);
void routes_release(struct routes *routes);

#endif
