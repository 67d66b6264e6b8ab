// SPDX-License-Identifier: GPL-2.0-only
#include "netlink.h"
#include "base/need.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MAX	65536	/* more than the kernel puts into one */

struct hearing {
	netlink_visit visit;
	void *to;
	int result;
	bool over, interrupted;
};

static void hear_message(struct hearing *hearing, const struct nlmsghdr *answer)
{
	const struct nlmsgerr *error = NLMSG_DATA(answer);

	hearing->interrupted |= answer->nlmsg_flags & NLM_F_DUMP_INTR;
	if (answer->nlmsg_type == NLMSG_DONE) {
		hearing->over = true;
	} else if (answer->nlmsg_type == NLMSG_ERROR) {
		hearing->over = true;
		hearing->result = answer->nlmsg_len < NLMSG_LENGTH(sizeof(*error)) ? -EPROTO :
				  error->error;
	} else if (hearing->visit) {
		hearing->visit(hearing->to, answer);
	}
}

static void hear_out(int fd, struct hearing *hearing)
{
	char *buffer = need(ANSWER_MAX);

	while (!hearing->over) {
		ssize_t size = recv(fd, buffer, ANSWER_MAX, MSG_TRUNC);
		struct nlmsghdr *answer = (struct nlmsghdr *)buffer;
		unsigned int left = size;

		if (size < 0 && errno == EINTR)
			continue;
		if (size <= 0 || size > ANSWER_MAX) {
			hearing->result = size < 0 ? -errno : -EPROTO;
			break;
		}
		for (; NLMSG_OK(answer, left) && !hearing->over; answer = NLMSG_NEXT(answer, left))
			hear_message(hearing, answer);
	}
	free(buffer);
}

int netlink_ask(int protocol, struct nlmsghdr *question, netlink_visit visit, void *to)
{
	struct hearing hearing = { .visit = visit, .to = to };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);

	if (fd < 0)
		return -errno;
	question->nlmsg_flags |= NLM_F_REQUEST;
	if (send(fd, question, question->nlmsg_len, 0) != (ssize_t)question->nlmsg_len)
		hearing.result = -errno;
	else
		hear_out(fd, &hearing);
	close(fd);
	return !hearing.result && hearing.interrupted ? -EINTR : hearing.result;
}

const void *netlink_attribute(const void *first, size_t size, unsigned int type, size_t least,
			      size_t *found)
{
	const struct nlattr *attribute;
	const char *at = first;
	size_t step;

	for (; size >= NLA_HDRLEN; at += step, size -= step) {
		attribute = (const struct nlattr *)at;
		if (attribute->nla_len < NLA_HDRLEN || attribute->nla_len > size)
			return NULL;
		*found = attribute->nla_len - NLA_HDRLEN;
		if ((attribute->nla_type & NLA_TYPE_MASK) == type)
			return *found < least ? NULL : at + NLA_HDRLEN;
		step = NLA_ALIGN(attribute->nla_len);
		if (step > size)
			return NULL;
	}
	return NULL;
}

const void *netlink_attribute_of(const struct nlmsghdr *answer, size_t head, unsigned int type,
				 size_t least, size_t *found)
{
	size_t skip = NLMSG_LENGTH(NLMSG_ALIGN(head));

	if (answer->nlmsg_len < skip)
		return NULL;
	return netlink_attribute((const char *)answer + skip, answer->nlmsg_len - skip, type, least,
				 found);
}
