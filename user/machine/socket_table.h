/* SPDX-License-Identifier: GPL-2.0-only */
/* The sockets of tcp and udp in a network namespace, as /proc/net/tcp, tcp6, udp and udp6 have them. */
#ifndef OGCTL_SOCKET_TABLE_H
#define OGCTL_SOCKET_TABLE_H

#include "address.h"

/* net/tcp_states.h in the kernel; udp borrows one for a socket that is connected to nobody. */
enum socket_state { TCP_IS_ESTABLISHED = 1, UDP_IS_WAITING = 7, TCP_IS_LISTENING = 10 };

struct socket_row {
	struct endpoint local, remote;
	unsigned int state;
	unsigned long inode;	/* 0: nobody holds it (yet, or any more) */
};

/* True: go on. */
typedef bool (*socket_visit)(void *to, const struct socket_row *row);

/*
 * Visit every socket of @transport in the network namespace of @process, a number or "self"; IPv4's first. False:
 * they are not to be seen.
 */
bool socket_table_read(const char *process, enum og_transport transport, socket_visit visit, void *to);

#endif
