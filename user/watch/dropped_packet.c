// SPDX-License-Identifier: GPL-2.0-only
#include "dropped_packet.h"

#define IPV4_HEADER	20u
#define IPV6_HEADER	40u

/* Extension headers; OG_PROTO_* has what is judged. */
enum { NEXT_HOP = 0, NEXT_ROUTING = 43, NEXT_FRAGMENT = 44, NEXT_AUTH = 51, NEXT_NONE = 59,
       NEXT_DEST = 60 };

/* What is left of a packet. Only take() moves on. */
struct rest {
	const u8 *bytes;
	size_t size;
};

static const u8 *take(struct rest *rest, size_t size)
{
	const u8 *bytes = rest->bytes;

	if (rest->size < size)
		return NULL;
	rest->bytes += size;
	rest->size -= size;
	return bytes;
}

static u16 word(const u8 *bytes)
{
	return bytes[0] << 8 | bytes[1];
}

static void take_ports(struct packet *packet, struct rest *rest)
{
	const u8 *ports;

	if (packet->fragment || (packet->proto != OG_PROTO_TCP && packet->proto != OG_PROTO_UDP))
		return;
	ports = take(rest, 4);
	if (!ports)
		return;
	packet->has_ports = true;
	packet->source_port = word(ports);
	packet->port = word(ports + 2);
}

static bool parse_ipv4(struct packet *packet, struct rest *rest)
{
	const u8 *header = take(rest, IPV4_HEADER);
	size_t length;

	if (!header)
		return false;
	length = 4 * (size_t)(header[0] & 15);
	if (length < IPV4_HEADER)
		return false;
	packet->proto = header[9];
	packet->fragment = word(header + 6) & 0x1fff;
	packet->source = address_of(OG_IPV4, header + 12);
	packet->destination = address_of(OG_IPV4, header + 16);
	if (take(rest, length - IPV4_HEADER))
		take_ports(packet, rest);
	return true;
}

/* Bytes of an extension header that begins here; 0: it is none. */
static size_t extension(u8 next, const struct rest *rest)
{
	if (rest->size < 2)
		return 0;
	switch (next) {
	case NEXT_HOP:
	case NEXT_ROUTING:
	case NEXT_DEST:
		return 8 * ((size_t)rest->bytes[1] + 1);
	case NEXT_FRAGMENT:
		return 8;
	case NEXT_AUTH:
		return 4 * ((size_t)rest->bytes[1] + 2);
	}
	return 0;
}

static bool is_extension(u8 next)
{
	return next == NEXT_HOP || next == NEXT_ROUTING || next == NEXT_FRAGMENT ||
	       next == NEXT_AUTH || next == NEXT_DEST;
}

/* As ipv6_find_hdr(): a later fragment has its protocol in the fragment header. */
static bool parse_ipv6(struct packet *packet, struct rest *rest)
{
	const u8 *header = take(rest, IPV6_HEADER);
	u8 next;

	if (!header)
		return false;
	packet->source = address_of(OG_IPV6, header + 8);
	packet->destination = address_of(OG_IPV6, header + 24);
	next = header[6];
	while (is_extension(next) && !packet->fragment) {
		size_t length = extension(next, rest);

		header = length ? take(rest, length) : NULL;
		if (!header)
			return true;
		if (next == NEXT_FRAGMENT)
			packet->fragment = word(header + 2) & 0xfff8;
		next = header[0];
	}
	if (next == NEXT_NONE)
		return true;
	packet->proto = next;
	take_ports(packet, rest);
	return true;
}

bool packet_parse(struct packet *packet, const u8 *bytes, size_t size)
{
	struct rest rest = { bytes, size };

	*packet = (struct packet){ 0 };
	if (!size)
		return false;
	switch (bytes[0] >> 4) {
	case 4:
		return parse_ipv4(packet, &rest);
	case 6:
		return parse_ipv6(packet, &rest);
	}
	return false;
}
