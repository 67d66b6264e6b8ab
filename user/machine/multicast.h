/* SPDX-License-Identifier: GPL-2.0-only */
/* Groups of IPv4 that this machine takes part in. */
#ifndef OGCTL_MULTICAST_H
#define OGCTL_MULTICAST_H

/*
 * One beyond 224.0.0.0/24, which switches send everywhere, and its device: "239.1.2.3 on eth0"; NULL: there is
 * none. Printable; free it.
 */
char *multicast_group(void);

#endif
