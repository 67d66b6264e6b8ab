/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sets of items: what a chain accepts, as it was written.
 *
 * Pure C: no function here allocates, locks or sleeps, and each may be called
 * from any context. Ports are in host byte order throughout.
 */
#ifndef OG_CORE_ITEMS_H
#define OG_CORE_ITEMS_H

#include "base.h"

/* The lists that there are. */
enum og_chain_id { OG_INPUT, OG_FORWARD, OG_CHAINS };

enum og_transport { OG_TCP, OG_UDP, OG_TRANSPORTS };

/* Items that are words of the language, in the order of its canonical form. */
enum og_word {
	OG_WORD_ESTABLISHED,
	OG_WORD_RELATED,
	OG_WORD_REPLY,
	OG_WORD_UNTRACKED,
	OG_WORD_LOOPBACK,
	OG_WORD_ICMP,
	OG_WORD_ANY,		/* stands alone: the chain accepts anything */
	OG_WORDS,
};

#define OG_PORTS		65536u
#define OG_PROTOS		256u
#define OG_BITS			64u
#define OG_PORT_WORDS		(OG_PORTS / OG_BITS)
#define OG_PROTO_WORDS		(OG_PROTOS / OG_BITS)
#define OG_TRANSPORT_BIT(t)	(1u << (t))
#define OG_TRANSPORT_BOTH	(OG_TRANSPORT_BIT(OG_TCP) | OG_TRANSPORT_BIT(OG_UDP))

/* IANA protocol numbers that the language treats by name. */
#define OG_PROTO_ICMP		1u
#define OG_PROTO_TCP		6u
#define OG_PROTO_UDP		17u
#define OG_PROTO_ICMPV6		58u

/*
 * A set of items as it was written: nothing but u64 members, for sets are
 * combined member by member. With OG_WORD_ANY in it, nothing else is.
 */
struct og_items {
	u64 words;				/* bit: enum og_word */
	u64 protos[OG_PROTO_WORDS];		/* bit: protocol number */
	u64 ports[OG_TRANSPORTS][OG_PORT_WORDS];	/* bit: port */
};

/* One item, as the parser hands it over. */
struct og_item {
	enum og_item_kind { OG_ITEM_WORD, OG_ITEM_PROTO, OG_ITEM_PORTS } kind;
	enum og_word word;
	u8 proto;		/* 1 to 255 */
	u8 transports;		/* OG_TRANSPORT_BIT()s */
	u16 low, high;		/* low <= high, both included */
};

/* Members of a set, for combining sets u64 by u64. */
#define OG_ITEMS_WORDS		(sizeof(struct og_items) / sizeof(u64))

static inline bool og_bit(const u64 *map, unsigned int n)
{
	return (map[n / OG_BITS] >> (n % OG_BITS)) & 1;
}

static inline bool og_has_word(const struct og_items *items, enum og_word word)
{
	return (items->words >> word) & 1;
}

void og_items_put(struct og_items *items, const struct og_item *item);
void og_items_take(struct og_items *items, const struct og_item *item);
bool og_items_empty(const struct og_items *items);

/*
 * "any" written out, for an edit that takes something from it: every item
 * but "reply", which "established" covers, and tcp and udp as whole
 * protocols, for they would let every port pass that is taken off.
 */
void og_items_spell_any(struct og_items *items);

#endif
