/* SPDX-License-Identifier: GPL-2.0-only */
/* Questions to the kernel by netlink(7), and all of their answers. */
#ifndef OGCTL_NETLINK_H
#define OGCTL_NETLINK_H

#include <linux/netlink.h>
#include <stddef.h>

typedef void (*netlink_visit)(void *to, const struct nlmsghdr *answer);

/*
 * Send @question, which fills in nothing of its header but length, type and
 * flags, and visit every answer; with NLM_F_ACK and no NLM_F_DUMP there is
 * none but whether it was done. 0 or a negative errno. -EINTR: what was dumped
 * changed meanwhile, ask again.
 */
int netlink_ask(int protocol, struct nlmsghdr *question, netlink_visit visit, void *to);

/*
 * The attribute of this type among those that fill @size bytes from @first on, and
 * what it holds (at least @least bytes) with its size; NULL: it is not there. In the kernel's order of bytes.
 */
const void *netlink_attribute(const void *first, size_t size, unsigned int type, size_t least,
			      size_t *found);
/* The same of a message, behind a head of @head bytes. */
const void *netlink_attribute_of(const struct nlmsghdr *answer, size_t head, unsigned int type,
				 size_t least, size_t *found);

#endif
