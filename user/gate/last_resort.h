/* SPDX-License-Identifier: GPL-2.0-only */
/* The rules of last resort, of this machine: ten lines for nft, with the ssh ports that were good. */
#ifndef OGCTL_LAST_RESORT_H
#define OGCTL_LAST_RESORT_H

#include "policy.h"

/* Their text, for sshd at these ports; free it. */
char *last_resort_text(const u16 *ssh, size_t count);

/* The ports of those on disk. Their number, at most @room; 0: there are none, or they cannot be read. */
size_t last_resort_ports(u16 *ports, size_t room);

#endif
