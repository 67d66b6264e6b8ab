/* SPDX-License-Identifier: GPL-2.0-only */
/* Who is connected to an sshd of this machine, from outside. */
#ifndef OGCTL_LOGINS_H
#define OGCTL_LOGINS_H

#include "machine/listeners.h"
#include "machine/ssh_connection.h"

/* Each client once, with the way that it comes by. */
struct logins {
	struct ssh_connection *list;
	size_t count, room;
};

/* In the network namespace that we are in. Release it. */
void logins_find(struct logins *logins, const struct listeners *listeners);
void logins_release(struct logins *logins);

#endif
