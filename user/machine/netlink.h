/* SPDX-License-Identifier: GPL-2.0-only */
/* Questions to the kernel by netlink(7), and all of their answers: by libmnl, which checks whose answers they are. */
#ifndef OGCTL_NETLINK_H
#define OGCTL_NETLINK_H

#include "base.h"

#include <linux/netlink.h>
#include <stddef.h>

/* Its attributes are put behind its head by mnl_attr_put(), and friends; there is room for some of fixed size. */
struct netlink_question {
	union {
		struct nlmsghdr header;
		char room[256];
	};
};

/* Its head, of @head bytes, all zero. */
void *netlink_begin(struct netlink_question *question, u16 type, u16 flags, size_t head);

typedef void (*netlink_visit)(void *to, const struct nlmsghdr *answer);

/*
 * Send it, and visit every answer; with NLM_F_ACK and no NLM_F_DUMP there is none but whether it was done. 0 or a
 * negative errno. -EINTR: what was dumped changed meanwhile.
 */
int netlink_ask(int protocol, struct netlink_question *question, netlink_visit visit, void *to);

/* The same, and again while -EINTR; *@count, of what the visits found, is what it was before then. */
int netlink_dump(int protocol, struct netlink_question *question, netlink_visit visit, void *to, size_t *count);

/* Those of an answer, by their types; of a type that is there twice the last, and none of type 0. */
#define NETLINK_TYPES	64

struct netlink_attributes {
	const struct nlattr *of[NETLINK_TYPES];
};

/* An answer's head, of @head bytes, and what is behind it; NULL: it is of another type, or shorter. */
const void *netlink_open(const struct nlmsghdr *answer, u16 type, size_t head, struct netlink_attributes *has);
/* Those in @size bytes from @first on. */
void netlink_parse(const void *first, size_t size, struct netlink_attributes *has);
/* Those within another; none, where it is not there. */
void netlink_nested(const struct netlink_attributes *has, u16 type, struct netlink_attributes *inner);

/* What one holds, in the kernel's order of bytes. 0, or "": it is not there, or of another size or form. */
u8 netlink_u8(const struct netlink_attributes *has, u16 type);
u16 netlink_u16(const struct netlink_attributes *has, u16 type);
u32 netlink_u32(const struct netlink_attributes *has, u16 type);
const char *netlink_text(const struct netlink_attributes *has, u16 type);
/* NULL: it is not there, or holds less than @least bytes. Of what size it is, *@size, if wanted. */
const void *netlink_bytes(const struct netlink_attributes *has, u16 type, size_t least, size_t *size);

#endif
