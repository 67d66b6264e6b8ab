/* SPDX-License-Identifier: GPL-2.0-only */
/* The servers of this machine that let people in from outside, and where. */
#ifndef OGCTL_OTHER_DOORS_H
#define OGCTL_OTHER_DOORS_H

#include "machine/listeners.h"

#include <stdbool.h>

#define DOORS_MAX	16u

struct door {
	const char *name;	/* "sshd", static */
	enum og_transport transport;
	u16 port;
	bool inner;		/* only for who is in already: a mosh session's, a port forwarded by ssh */
};

struct doors {
	struct door list[DOORS_MAX];
	size_t count;
};

/* By who waits, and by systemd's units, which wait in the place of others. Beyond DOORS_MAX they are left out. */
void doors_find(struct doors *doors, const struct listeners *listeners);

/*
 * Whether @policy, where it enforces, lets in nobody by any of them, from no zone either. One that is only for who is in counts where there is
 * no other. False without any.
 */
bool doors_are_shut(const struct doors *doors, const struct og_policy *policy);

/* "sshd, cockpit" and "22/tcp, 9090/tcp"; free them. */
char *doors_names(const struct doors *doors);
char *doors_items(const struct doors *doors);

#endif
