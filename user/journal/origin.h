/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From where whoever is at work came, as far as it is proved. This is for the record alone: the lock-out check believes
 * what SSH_CONNECTION says, for there it is better to be careful once too often.
 */
#ifndef OGCTL_ORIGIN_H
#define OGCTL_ORIGIN_H

#include "machine/ssh_connection.h"

enum origin_kind {
	ORIGIN_NONE,		/* nothing is to be seen: a service, a timer, a web console */
	ORIGIN_SSH,		/* over a connection that a process of sshd's holds, from which we descend */
	ORIGIN_UNPROVED,	/* SSH_CONNECTION says so, which anybody can set; also of tmux, whose sshd is gone */
	ORIGIN_CONSOLE,		/* at the machine's own */
};

struct origin {
	enum origin_kind kind;
	char from[ADDRESS_TEXT];		/* of SSH and UNPROVED */
	char connection[CONNECTION_TEXT];	/* "10.0.0.2 50000 10.0.0.1 22", likewise */
};

void origin_find(struct origin *origin);
/* "none", "ssh", "unproved", "console" */
const char *origin_name(enum origin_kind kind);

#endif
