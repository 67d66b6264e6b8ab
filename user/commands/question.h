/* SPDX-License-Identifier: GPL-2.0-only */
/* "Would this packet pass, and why?": the packet as options describe it. */
#ifndef OGCTL_QUESTION_H
#define OGCTL_QUESTION_H

#include "judge.h"
#include "text.h"
#include "way/nat.h"
#include "way/way.h"

#include <argp.h>

struct question {
	bool has_chain, has_family, has_proto, has_port, has_from, has_to, has_source_port;
	enum og_chain_id chain;
	struct og_flow flow;
	const char *state;		/* as it was asked */
	u8 port_transports;		/* that --dport's name stands for; 0: any */
	bool port_suffix;		/* ... by "/tcp" or "/udp", and not by a name */
	const char *proto_word;		/* "icmp": its number depends on the family */
	struct address from, to;
	const char *device;		/* it comes in on; NULL: not said */
	char in[OG_DEVICE_SIZE];	/* what a chain takes it to come in on; "": not known */
	u16 source_port;		/* 0: not said */
	struct way way;			/* with --to */
	struct other_filters others;		/* who else has a say */
	struct nat_answer nat;		/* NAT_FITS: to and port are what it makes of them */
	struct caveats caveats;
};

/* The options; they fill in a struct question. */
extern const struct argp question_argp;

/* It without the policy's part; it points into @question. */
struct way_packet question_packet(const struct question *question);
void question_release(struct question *question);

#endif
