/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which packets of one family a rule, or a way through several, means: those that each of these is true of. What has no
 * place here (a destination, a limit, a mark) leaves the box wider than the rule, and @why says so: it is at most this.
 */
#ifndef OGCTL_IMPORT_BOX_H
#define OGCTL_IMPORT_BOX_H

#include "judge.h"
#include "ports.h"

#define BOX_STATE(s)		(1u << OG_STATE_##s)
#define BOX_ESTABLISHED		(BOX_STATE(ESTABLISHED) | BOX_STATE(ESTABLISHED_REPLY))
#define BOX_RELATED		(BOX_STATE(RELATED) | BOX_STATE(RELATED_REPLY))
#define BOX_REPLIES		(BOX_STATE(ESTABLISHED_REPLY) | BOX_STATE(RELATED_REPLY))
#define BOX_ORIGINAL		(BOX_STATE(ESTABLISHED) | BOX_STATE(RELATED) | BOX_STATE(NEW))
#define BOX_STATES		(BOX_ESTABLISHED | BOX_RELATED | BOX_STATE(NEW) | BOX_STATE(INVALID) | BOX_STATE(UNTRACKED))

/* What kind of address a packet goes to. Others are at the hook input, too: anycast of IPv6, and what was diverted to a proxy. */
enum { BOX_LOCAL = 1, BOX_BROADCAST = 2, BOX_MULTICAST = 4, BOX_OTHER = 8, BOX_TYPES = 15 };

/* The first piece of a packet, or all of it; and what comes behind the first. Only a first has ports. */
enum { BOX_FIRST = 1, BOX_LATER = 2, BOX_PIECES = 3 };

#define BOX_FAMILY(f)		(1u << (f))
#define BOX_FAMILIES		(BOX_FAMILY(OG_IPV4) | BOX_FAMILY(OG_IPV6))

struct box {
	const char *why;		/* NULL: these, and no others */
	u8 families;			/* BOX_FAMILY()s */
	u8 states;
	u8 types;
	u8 pieces;
	bool has_device, not_device;	/* came in by it; by any but it */
	bool has_network;		/* its source; its family is the only one then */
	struct og_device device;
	struct og_network network;
	u64 protos[OG_PROTO_WORDS];
	const struct ports *ports;	/* destination, of protocols that have some; NULL: whatever they are */
};

struct boxes {
	struct box *box;
	size_t count, room;
};

void boxes_add(struct boxes *boxes, const struct box *box);
void boxes_free(struct boxes *boxes);

void box_everything(struct box *box, unsigned int families);
bool box_is_nothing(const struct box *box);
/* But for states: every packet of its family. */
bool box_is_wide(const struct box *box);

/* Narrow it by one thing more. */
void box_only_protocol(struct box *box, u8 proto);
void box_only_network(struct box *box, const struct og_network *network);
void box_only_device(struct box *box, const struct og_device *device, bool not);
void box_only_ports(struct box *box, struct arena *arena, const struct ports *ports);
/* By something that has no place: the first is kept. */
void box_wider(struct box *box, const char *why);

/* The packets of both, which may be nothing. */
void box_both(struct box *to, const struct box *other, struct arena *arena);
bool box_meets(const struct box *a, const struct box *b);
/* Whether all of @b are in @a; @why of either does not count. */
bool box_holds(const struct box *a, const struct box *b);
/* What is in @box and not in @other, as boxes that are apart, added to @rest. */
void box_but(const struct box *box, const struct box *other, struct arena *arena, struct boxes *rest);

#endif
