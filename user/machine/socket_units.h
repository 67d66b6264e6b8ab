/* SPDX-License-Identifier: GPL-2.0-only */
/* The ports at which systemd waits in the place of a server, by its files. */
#ifndef OGCTL_SOCKET_UNITS_H
#define OGCTL_SOCKET_UNITS_H

#include "policy.h"

/*
 * Of tcp, that ListenStream= of @unit ("ssh.socket") and of its drop-ins name, but for those on an address of
 * loopback only; an empty ListenStream= forgets those before. Their number, at most @room; 0: there is no such unit.
 */
size_t socket_unit_ports(const char *unit, u16 *ports, size_t room);

/* One value of it: "2222", "0.0.0.0:2222", "[::]:2222". False: it is no port that the world can reach. */
bool socket_unit_port(const char *value, u16 *port);

#endif
