/* SPDX-License-Identifier: GPL-2.0-only */
/* The sockets of tcp in a network namespace, as /proc/net/tcp and tcp6 have them. */
#ifndef OGCTL_TCP_TABLE_H
#define OGCTL_TCP_TABLE_H

#include "policy.h"

#include <stdbool.h>

struct endpoint {
	u8 address[16];		/* IPv4 as ::ffff:a.b.c.d */
	u16 port;		/* host byte order */
};

#define ENDPOINT_TEXT	48

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

bool endpoint_is_ipv4(const struct endpoint *endpoint);
bool endpoint_same_address(const struct endpoint *a, const struct endpoint *b);
bool endpoint_same(const struct endpoint *a, const struct endpoint *b);

/* An address as sshd writes it, maybe with a zone behind it, into @endpoint; its port stays. False: it is none. */
bool endpoint_parse(const char *address, struct endpoint *endpoint);
/* The address for people, IPv4 without the mapping. */
void endpoint_print(const struct endpoint *endpoint, char text[ENDPOINT_TEXT]);

#endif
