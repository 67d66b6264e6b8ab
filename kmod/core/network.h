/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Addresses and networks of both families, as the language writes them.
 *
 * Pure C: no function here allocates, locks or sleeps, and each may be called
 * from any context. Addresses are in host byte order.
 */
#ifndef OG_CORE_NETWORK_H
#define OG_CORE_NETWORK_H

#include "base.h"

enum og_family { OG_IPV4, OG_IPV6, OG_FAMILIES };

/* IPv4 is in the lower 32 bits of @low, the rest is 0. */
struct og_address {
	u64 high, low;
};

/* No bit behind the prefix is set. */
struct og_network {
	struct og_address address;
	u8 family;		/* enum og_family */
	u8 prefix;		/* bits: 0 to 32, or to 128 */
};

/* The longest: eight groups of four, seven colons, "/128", and its end. */
#define OG_NETWORK_TEXT_SIZE	44u

static inline bool og_address_below(const struct og_address *a, const struct og_address *b)
{
	return a->high < b->high || (a->high == b->high && a->low < b->low);
}

static inline bool og_address_equal(const struct og_address *a, const struct og_address *b)
{
	return a->high == b->high && a->low == b->low;
}

/* Bits that @family's addresses have: 32 or 128. */
unsigned int og_family_bits(enum og_family family);

/* The first and the last address of a network. */
struct og_address og_network_first(const struct og_network *network);
struct og_address og_network_last(const struct og_network *network);

/* By family, then address, then the shorter prefix first: less than 0, 0, more than 0. */
int og_network_compare(const struct og_network *a, const struct og_network *b);

bool og_network_holds(const struct og_network *network, enum og_family family,
		      const struct og_address *address);

/*
 * @length bytes of text, whole, as an address: four numbers of IPv4, or IPv6
 * (RFC 4291, 2.2, its last 32 bits also as IPv4). False: it is none.
 */
bool og_address_parse(const char *text, u32 length, enum og_family *family,
		      struct og_address *address);

/* As it is written: RFC 5952 for IPv6, no prefix behind a whole address. Returns @text. */
const char *og_network_text(const struct og_network *network, char text[OG_NETWORK_TEXT_SIZE]);

#endif
