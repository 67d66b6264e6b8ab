/* SPDX-License-Identifier: GPL-2.0-only */
/* An IP packet taken apart, as far as the hook looks at it. */
#ifndef OGCTL_DROPPED_PACKET_H
#define OGCTL_DROPPED_PACKET_H

#include "machine/address.h"

struct packet {
	struct address source, destination;
	u8 proto;		/* IPv6: behind the extension headers, 0 when none was found */
	bool fragment;		/* a later one: it shows no ports */
	bool has_ports;
	u16 source_port, port;
};

/* Whoever sent it chose every byte. False: it is no IP packet. */
bool packet_parse(struct packet *packet, const u8 *bytes, size_t size);

#endif
