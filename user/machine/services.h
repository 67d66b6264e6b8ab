/* SPDX-License-Identifier: GPL-2.0-only */
/* What this machine does, as far as its files say. */
#ifndef OGCTL_SERVICES_H
#define OGCTL_SERVICES_H

#include "listeners.h"

bool services_have_vrrp(void);		/* keepalived is to share an address */
bool services_have_vrrp_ah(void);		/* ... and signs what it says, so that it goes by proto:51 */
bool services_have_tproxy(void);		/* connections are intercepted with their own port */
bool services_have_safesquid(void);
bool services_have_ipvs(void);		/* connections to ports that nobody here listens at are sent on */

/*
 * The ports where sshd takes connections from outside, or systemd in its place; @certain: now, else by its
 * configuration. Their number, at most @room; 0: none.
 */
size_t services_ssh_ports(const struct listeners *listeners, u16 *ports, size_t room, bool *certain);

/*
 * Puts behind the others the ports that its configuration names, and ssh.socket's: a start closes the gate before
 * anybody waits. The count afterwards, at most @room.
 */
size_t services_ssh_ports_at_start(u16 *ports, size_t count, size_t room);

/*
 * Whether @policy lets nobody in at any of them; @port: the first one. No mode
 * is asked after.
 */
bool services_ssh_is_shut(const struct listeners *listeners, const struct og_policy *policy,
			u16 *port, bool *certain);

#endif
