/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A stand-in for the kernel's nf_reject, whose answers would need routes: the
 * build (see Kbuild) points the module's sources at it.
 */
#ifndef OG_TOLD_H
#define OG_TOLD_H

#include <linux/types.h>

struct og_told {
	unsigned int resets, unreachables;	/* IPv4 and IPv6 together */
	unsigned int ipv6;			/* of both */
	u8 code;				/* of the last of ICMP */
	u8 hook;				/* NF_INET_*, of the last */
};

/* Since a test set it to zero. */
extern struct og_told og_told;

#endif
