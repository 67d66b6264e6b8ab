/* SPDX-License-Identifier: GPL-2.0-only */
/* Who on this machine gets an address by DHCP, as far as its sockets and files say. */
#ifndef OGCTL_DHCP_H
#define OGCTL_DHCP_H

#include "listeners.h"

#define DHCP4_CLIENT	68u	/* the udp port of who asks */
#define DHCP6_CLIENT	546u

struct dhcp_client {
	char *who;		/* "dhclient listens there", "/etc/network/interfaces says so"; NULL: nobody. Printable */
	bool perhaps;		/* it may, if a router says so */
	/*
	 * Of DHCPv4: it takes answers before any filter does, as dhclient, dhcpcd, udhcpc and systemd-networkd were
	 * seen to, which kept their address although every answer to their rebinding was dropped.
	 */
	bool raw;
};

struct dhcp {
	struct dhcp_client four, six;
};

/* A socket says more than a file; without @files they are another namespace's. Release it. */
void dhcp_read(struct dhcp *dhcp, const struct listeners *listeners, bool files);
void dhcp_release(struct dhcp *dhcp);

#endif
