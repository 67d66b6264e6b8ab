/* SPDX-License-Identifier: GPL-2.0-only */
/* Where sshd is to take connections, by sshd_config(5). */
#ifndef OGCTL_SSHD_CONFIG_H
#define OGCTL_SSHD_CONFIG_H

#include "policy.h"

#include <stdbool.h>

/*
 * The ports that /etc/ssh/sshd_config and what it includes name, but for those on an address of loopback only;
 * sshd's own, 22, where they name none. Their number, at most @room; 0: only loopback.
 */
size_t sshd_config_ports(u16 *ports, size_t room);

bool ports_have(const u16 *ports, size_t count, unsigned long port);
/* Puts @port behind the others, unless it is among them or is none; the count afterwards. */
size_t ports_add(u16 *ports, size_t count, size_t room, unsigned long port);

#endif
