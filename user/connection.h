/* SPDX-License-Identifier: GPL-2.0-only */
/* The ssh connection that whoever runs this came by. */
#ifndef OGCTL_CONNECTION_H
#define OGCTL_CONNECTION_H

#include "judge.h"

enum connection_state {
	CONNECTION_NONE,	/* no ssh to be seen: a console, a timer, a web console */
	CONNECTION_LIVE,
	CONNECTION_GONE,	/* the session remembers one that is no more: tmux, screen */
	CONNECTION_ELSEWHERE,	/* it comes in through another network namespace than the one acted in */
};

#define CONNECTION_TEXT	112	/* two IPv6 addresses, two ports */

struct endpoint {
	u8 address[16];		/* IPv4 as ::ffff:a.b.c.d */
	u16 port;
};

struct connection {
	enum connection_state state;
	struct endpoint client, server;
	char from[48], to[48];		/* their addresses, for people */
	char text[CONNECTION_TEXT];	/* as sshd has it: "10.0.0.2 50000 10.0.0.1 22" */
	unsigned long inode;		/* of sshd's socket, while LIVE */
};

/* By SSH_CONNECTION, ours or that of the nearest ancestor that has one that can be read. */
void connection_find(struct connection *connection);

/* The addresses and ports of "10.0.0.2 50000 10.0.0.1 22", without a state. False: it is no such text. */
bool connection_parse(const char *text, struct connection *connection);

/*
 * When the connection's sshd was forked, in milliseconds of CLOCK_BOOTTIME,
 * rounded down: the oldest process that holds its socket. False: it is not to
 * be seen.
 */
bool connection_began(const struct connection *connection, u64 *ms);

/* What the first packet of another connection like it would be to the judge. */
void connection_flow(const struct connection *connection, struct og_flow *flow);

#endif
