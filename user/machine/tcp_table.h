/* SPDX-License-Identifier: GPL-2.0-only */
/* The sockets of tcp in a network namespace, as /proc/net/tcp and tcp6 have them. */
#ifndef OGCTL_TCP_TABLE_H
#define OGCTL_TCP_TABLE_H

#include "address.h"

/* net/tcp_states.h in the kernel */
enum tcp_state { TCP_IS_ESTABLISHED = 1, TCP_IS_SYN_RECV = 3, TCP_IS_LISTENING = 10 };

struct tcp_row {
	struct endpoint local, remote;
	unsigned int state;
	unsigned long inode;	/* 0: nobody holds it (yet, or any more) */
};

/* True: go on. */
typedef bool (*tcp_visit)(void *to, const struct tcp_row *row);

/* Visit every socket in the network namespace of @process, a number or "self". False: it is not to be seen. */
bool tcp_table_read(const char *process, tcp_visit visit, void *to);

#endif
