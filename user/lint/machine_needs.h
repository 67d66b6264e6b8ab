/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What input has to list for this machine to go on working, by its devices, sockets and files, and no
 * tally of ports tells: DHCP, tunnels, IPsec, VRRP, multicast. For lint and suggest.
 */
#ifndef OGCTL_MACHINE_NEEDS_H
#define OGCTL_MACHINE_NEEDS_H

#include "machine/listeners.h"

struct machine_need {
	const char *rule;	/* lint's word */
	struct og_item item;	/* one protocol, or one port */
	bool mild;		/* it may do without */
	char *because;		/* "gre1 is a tunnel (gre)"; printable */
	const char *why;	/* what does not work without */
};

struct machine_needs {
	struct machine_need *rows;
	size_t count, room;
};

/*
 * Those of one rule are one behind the other. With @elsewhere we are in another network namespace (-n), so that what the
 * system's files say of its devices is not said of these. Release them.
 */
void machine_needs_read(struct machine_needs *needs, const struct listeners *listeners, bool elsewhere);
void machine_needs_release(struct machine_needs *needs);

/* Leave those out that input lets in, from whomever or from some zone. */
void machine_needs_unmet(struct machine_needs *needs, const struct og_policy *policy);

/* "proto:47", "546/udp" */
struct machine_item {
	char text[16];
};

struct machine_item machine_need_item(const struct machine_need *need);

#endif
