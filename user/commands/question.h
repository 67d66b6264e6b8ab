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
	struct ip_address from, to;
	const char *device;		/* it comes in on; NULL: not said */
	u16 source_port;		/* 0: not said */
	struct way way;			/* with --to */
	struct other_filters others;		/* who else has a say */
	struct nat_answer nat;		/* NAT_FITS: to and port are what it makes of them */
	struct caveats caveats;
};

/* The options; they fill in a struct question. */
extern const struct argp question_argp;

/*
 * Whether --in is a device, and ask the kernel what --from and --to leave open: the chain, whether it comes in on
 * lo, whether it goes anywhere. In the network namespace that the question is about. 0, or an
 * exit code after a complaint.
 */
int question_route(struct question *question);
/* The same without the policy's part; it points into @question. */
struct way_packet question_packet(const struct question *question);
/*
 * What of other filters, NAT and IPsec belongs to an answer which, as far as it goes, @passes. An IPsec policy that
 * drops it before the chain makes the way one that ends.
 */
void question_others(struct question *question, bool passes);
/*
 * What NAT makes of the destination of what comes in: @question is of that from here on, its way too; or a caveat
 * says what it may become.
 */
void question_nat(struct question *question, const struct way_ground *ground);
void question_release(struct question *question);

#endif
