/* SPDX-License-Identifier: GPL-2.0-only */
/* What is asked: where a packet would go. */
#ifndef OGCTL_WAY_PACKET_H
#define OGCTL_WAY_PACKET_H

#include "machine/route.h"

/* The packet, as far as it was said. */
struct way_packet {
	const struct address *to;
	const struct address *from;	/* NULL: not said */
	const char *device;		/* NULL: not said */
	u8 proto;
	u16 source_port, port;		/* 0: not said */
};

#endif
