/* SPDX-License-Identifier: GPL-2.0-only */
/* A packet as a row of a table says it, as an skb at one of the hooks. */
#ifndef OG_PACKET_H
#define OG_PACKET_H

#include <linux/types.h>

#include "core/judge.h"

struct kunit;
struct og_net;
struct sk_buff;

/* Extension headers of IPv6, in the order in which they are written; up to 4. */
#define OG_PACKET_EXTENSIONS	4

#define OG_PACKET_SYN	0x02
#define OG_PACKET_RST	0x04
#define OG_PACKET_ACK	0x10

struct og_packet {
	u8 chain;		/* enum og_chain_id */
	u8 family;		/* enum og_family */
	u8 state;		/* enum og_state */
	u8 proto;
	bool loopback;
	u8 options;		/* IPv4: bytes of options, a multiple of 4 */
	u16 offset;		/* of the fragment, in units of 8 bytes */
	bool more;		/* more fragments follow */
	u8 extensions[OG_PACKET_EXTENSIONS];	/* IPv6: IPPROTO_*, but see HOPOPTS below */
	u8 transport;		/* bytes of the transport header that are there */
	u8 linear;		/* bytes behind the IP header that are linear, if paged */
	bool paged;		/* what is not linear lies in a page */
	u16 port;		/* destination */
	u8 flags;		/* tcp: its flags, 0 for SYN alone */
	u8 hops;		/* TTL or hop limit, 0 for 64 */
	u8 to;			/* first byte of the destination, 0 for that of a host */
	u8 link;		/* PACKET_*: whose link address it came to */
	u8 from;		/* last byte of the source, 0 for 192.0.2.1 and 2000:: */
	const char *device;	/* that it came in by, NULL for one without a name */
	bool nowhere;		/* it came in by no device */
};

/* IPPROTO_HOPOPTS is 0, which ends the list. */
#define OG_PACKET_HOPOPTS	255

/* What the hook of @og for this packet's chain says. */
unsigned int og_packet_verdict(struct kunit *test, struct og_net *og,
			       const struct og_packet *packet);

/* What the one before conntrack says; the packet's chain is not looked at. */
unsigned int og_packet_early_verdict(struct kunit *test, struct og_net *og,
				     const struct og_packet *packet);

/* Let conntrack of @og's namespace see the packet and keep its connection, until the test ends. */
void og_packet_make_known(struct kunit *test, struct og_net *og, const struct og_packet *packet);

/* Let a helper of @master's connection expect @packet, until the test ends. */
void og_packet_make_expected(struct kunit *test, struct og_net *og, const struct og_packet *packet,
			     const struct og_packet *master);

#endif
