/* SPDX-License-Identifier: GPL-2.0-only */
/* A packet's way to a chain, or to its end before one: what the kernel does with it until then. */
#ifndef OGCTL_WAY_H
#define OGCTL_WAY_H

#include "caveats.h"
#include "machine/devices.h"
#include "routing_rules.h"
#include "way_packet.h"

enum way_kind {
	WAY_INPUT, WAY_FORWARD,
	WAY_OUTGOING,		/* this machine's own, to another: no chain sees it */
	WAY_NONE,		/* it ends before any chain */
};

struct way {
	enum way_kind kind;
	bool loopback;			/* it comes in on lo */
	bool copied;			/* WAY_OUTGOING, IPv4: to a group or everybody, and back to this machine too */
	u32 in, out;			/* devices, by index; 0: not known */
	bool in_sure;			/* it may come in on no other than @in */
	const char *reason;		/* WAY_NONE: a word for scripts */
	char why[200];			/* ... and for people */
};

/* What this namespace has of routing; read once for all that is asked of it. */
struct way_ground {
	struct devices devices;
	struct routing_rules rules;
};

/* 0 or a negative errno. Release it either way. */
int way_ground_read(struct way_ground *ground);
void way_ground_release(struct way_ground *ground);

/* In @caveats: what the kernel can not be asked. */
void way_find(const struct way_ground *ground, const struct way_packet *packet, struct way *way,
	      struct caveats *caveats);

#endif
