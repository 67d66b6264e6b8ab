/* SPDX-License-Identifier: GPL-2.0-only */
/* What WireGuard's own netlink tells. */
#ifndef OGCTL_WIREGUARD_H
#define OGCTL_WIREGUARD_H

#include "policy.h"

/* The udp port at which a device listens; 0: not to be known, for it takes CAP_NET_ADMIN. */
u16 wireguard_port(const char *device);

#endif
