/* SPDX-License-Identifier: GPL-2.0-only */
/* The ssh connection that a process came by, as its server's own process shows it: no variable is asked, which anybody sets. */
#ifndef OGCTL_SSHD_PROCESS_H
#define OGCTL_SSHD_PROCESS_H

#include "address.h"

/*
 * Of the nearest root's process of sshd's that we descend from, the connection that it holds. Root's, for anybody may call a
 * program sshd; the one on its lowest descriptor, for what it forwards comes later. False: there is none to be seen.
 */
bool sshd_process_connection(struct endpoint *client, struct endpoint *server);

#endif
