/* SPDX-License-Identifier: GPL-2.0-only */
/* Questions to the kernel by netlink(7), and all of their answers. */
#ifndef OGCTL_NETLINK_H
#define OGCTL_NETLINK_H

#include <linux/netlink.h>

typedef void (*netlink_visit)(void *to, const struct nlmsghdr *answer);

/*
 * Send @question, which fills in nothing of its header but length, type and
 * flags, and visit every answer; with NLM_F_ACK and no NLM_F_DUMP there is
 * none but whether it was done. 0 or a negative errno. -EINTR: what was dumped
 * changed meanwhile, ask again.
 */
int netlink_ask(int protocol, struct nlmsghdr *question, netlink_visit visit, void *to);

#endif
