/* SPDX-License-Identifier: GPL-2.0-only */
/* The ssh connection that whoever runs this came by. */
#ifndef OGCTL_SSH_CONNECTION_H
#define OGCTL_SSH_CONNECTION_H

#include "carrier.h"

enum ssh_connection_state {
	CONNECTION_NONE,	/* no ssh to be seen: a console, a timer, a web console */
	CONNECTION_LIVE,
	CONNECTION_GONE,	/* the session remembers one that is no more: tmux, screen */
	CONNECTION_ELSEWHERE,	/* it comes in through another network namespace than the one acted in */
};

#define CONNECTION_TEXT	112	/* two IPv6 addresses, two ports */

struct ssh_connection {
	enum ssh_connection_state state;
	struct endpoint client, server;
	char from[ADDRESS_TEXT], to[ADDRESS_TEXT];	/* their addresses, for people */
	char text[CONNECTION_TEXT];	/* as sshd has it: "10.0.0.2 50000 10.0.0.1 22" */
	unsigned long inode;		/* of sshd's socket, while LIVE */
	char device[IF_NAMESIZE];	/* that it comes in by, while LIVE or GONE; "": not known */
	char link[IF_NAMESIZE];		/* that its neighbours answer by: of a VRF its member; likewise */
	struct carrier carrier;		/* that the way back leaves by, likewise */
};

/* By SSH_CONNECTION, ours or that of the nearest ancestor that has one that can be read. */
void ssh_connection_find(struct ssh_connection *connection);

/* Fill in device and tunnel of one whose addresses are known. In the network namespace that it comes in through. */
void ssh_connection_find_way(struct ssh_connection *connection);

/* Without a connection: whether we were moved here from another network namespace, by -n or "ip netns exec". */
bool ssh_connection_is_elsewhere(void);

/* The addresses and ports of "10.0.0.2 50000 10.0.0.1 22", without a state. False: it is no such text. */
bool ssh_connection_parse(const char *text, struct ssh_connection *connection);

/*
 * When the connection's sshd was forked, in milliseconds of CLOCK_BOOTTIME,
 * rounded down: the oldest process that holds its socket, and does not wait for
 * others there, as a superserver does. False: it is not to be seen.
 */
bool ssh_connection_began(const struct ssh_connection *connection, u64 *ms);

/* From an address of this machine, so that its packets come in over lo. */
bool ssh_connection_is_over_lo(const struct ssh_connection *connection);

/* Where another connection like it would come from. @source is good while @connection is. */
void ssh_connection_source(const struct ssh_connection *connection, struct og_source *source);
/* What its first packet would be to the judge. */
void ssh_connection_flow(const struct ssh_connection *connection, struct og_flow *flow);

#endif
