/* SPDX-License-Identifier: GPL-2.0-only */
/* IPsec of this machine: by which IP protocols and ports its packets come in. */
#ifndef OGCTL_IPSEC_H
#define OGCTL_IPSEC_H

#include "listeners.h"

#include <linux/netlink.h>

struct ipsec {
	bool esp, ah, ipcomp;	/* states or policies have it, not within udp */
	bool in_udp;		/* ESP within udp, at 4500 */
	bool keys;		/* somebody listens at 500/udp for IKE: then any of the first three may come */
};

/*
 * By xfrm's netlink, in the network namespace that we are in, which takes CAP_NET_ADMIN: without, and with
 * OG_PROC_ROOT, by who listens alone.
 */
void ipsec_read(struct ipsec *ipsec, const struct listeners *listeners);

/* One XFRM_MSG_NEWSA or XFRM_MSG_NEWPOLICY of the kernel's. */
void ipsec_take(struct ipsec *ipsec, const struct nlmsghdr *message);

#endif
