/* SPDX-License-Identifier: GPL-2.0-only */
/* "Would this packet pass, and why?": the packet as options describe it. */
#ifndef OGCTL_QUESTION_H
#define OGCTL_QUESTION_H

#include "judge.h"
#include "text.h"

#include <argp.h>

struct question {
	bool has_chain, has_family, has_proto, has_port;
	enum og_chain_id chain;
	struct og_flow flow;
	const char *state;		/* as it was asked */
	u8 port_transports;		/* that --dport's name stands for; 0: any */
	const char *proto_word;		/* "icmp": its number depends on the family */
};

/* The options; they fill in a struct question. */
extern const struct argp question_argp;

#endif
