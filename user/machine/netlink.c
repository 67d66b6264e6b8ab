// SPDX-License-Identifier: GPL-2.0-only
#include "netlink.h"
#include "base/need.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ANSWER_MAX	65536	/* more than the kernel puts into one */
#define TRIES		5	/* while somebody changes what is dumped */

struct hearing {
	netlink_visit visit;
	void *to;
};

void *netlink_begin(struct netlink_question *question, u16 type, u16 flags, size_t head)
{
	struct nlmsghdr *header;

	memset(question, 0, sizeof(*question));
	header = mnl_nlmsg_put_header(question);
	header->nlmsg_type = type;
	header->nlmsg_flags = NLM_F_REQUEST | flags;
	return mnl_nlmsg_put_extra_header(header, head);
}

static int hear_message(const struct nlmsghdr *answer, void *data)
{
	const struct hearing *hearing = data;

	if (hearing->visit)
		hearing->visit(hearing->to, answer);
	return MNL_CB_OK;
}

/*
 * Of an answer, or of all of them: both begin with a negative errno, or 0. A dump that could not go on ends
 * as one that is done, and only this says that it is not; older kernels say nothing there.
 */
static int hear_end(const struct nlmsghdr *answer, void *data)
{
	bool done = answer->nlmsg_type == NLMSG_DONE;
	size_t size = mnl_nlmsg_get_payload_len(answer);
	const int *error = mnl_nlmsg_get_payload(answer);

	(void)data;
	if (done && size < sizeof(*error))
		return MNL_CB_STOP;
	errno = size < (done ? sizeof(*error) : sizeof(struct nlmsgerr)) ? EBADMSG : abs(*error);
	return errno ? MNL_CB_ERROR : MNL_CB_STOP;
}

/* The mark is taken off, for libmnl ends at it: the rest of the dump is heard too, where asking again is no use. */
static bool take_off_interrupted(void *buffer, int size)
{
	struct nlmsghdr *message = buffer;
	bool interrupted = false;

	for (; mnl_nlmsg_ok(message, size); message = mnl_nlmsg_next(message, &size)) {
		interrupted |= message->nlmsg_flags & NLM_F_DUMP_INTR;
		message->nlmsg_flags &= ~NLM_F_DUMP_INTR;
	}
	return interrupted;
}

static int hear_out(const struct mnl_socket *socket, u32 sequence, struct hearing *hearing)
{
	static mnl_cb_t control[NLMSG_MIN_TYPE] = { [NLMSG_ERROR] = hear_end, [NLMSG_DONE] = hear_end };
	char *buffer = need(ANSWER_MAX);
	bool interrupted = false;
	int more = MNL_CB_OK;

	while (more > MNL_CB_STOP) {
		ssize_t size = mnl_socket_recvfrom(socket, buffer, ANSWER_MAX);

		if (size < 0 && errno == EINTR)
			continue;
		interrupted |= take_off_interrupted(buffer, size < 0 ? 0 : size);
		more = size < 0 ? -1 : mnl_cb_run2(buffer, size, sequence, mnl_socket_get_portid(socket),
						   hear_message, hearing, control, NLMSG_MIN_TYPE);
	}
	more = more < 0 ? -errno : interrupted ? -EINTR : 0;
	free(buffer);
	return more;
}

int netlink_ask(int protocol, struct netlink_question *question, netlink_visit visit, void *to)
{
	static u32 sequence;
	struct mnl_socket *socket = mnl_socket_open2(protocol, SOCK_CLOEXEC);
	struct hearing hearing = { visit, to };
	int error;

	if (!socket)
		return -errno;
	/* 0 would be anybody's. */
	question->header.nlmsg_seq = sequence = sequence % INT32_MAX + 1;
	if (mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) ||
	    mnl_socket_sendto(socket, question, question->header.nlmsg_len) < 0)
		error = -errno;
	else
		error = hear_out(socket, question->header.nlmsg_seq, &hearing);
	mnl_socket_close(socket);
	return error;
}

int netlink_dump(int protocol, struct netlink_question *question, netlink_visit visit, void *to, size_t *count)
{
	const size_t before = *count;
	int error = -EINTR, tries;

	for (tries = 0; error == -EINTR && tries < TRIES; tries++) {
		*count = before;
		error = netlink_ask(protocol, question, visit, to);
	}
	return error;
}

static int take_attribute(const struct nlattr *attribute, void *data)
{
	struct netlink_attributes *has = data;
	u16 type = mnl_attr_get_type(attribute);

	if (type && type < NETLINK_TYPES)
		has->of[type] = attribute;
	return MNL_CB_OK;
}

void netlink_parse(const void *first, size_t size, struct netlink_attributes *has)
{
	*has = (struct netlink_attributes){ 0 };
	mnl_attr_parse_payload(first, size, take_attribute, has);
}

const void *netlink_open(const struct nlmsghdr *answer, u16 type, size_t head, struct netlink_attributes *has)
{
	size_t size = mnl_nlmsg_get_payload_len(answer), skip = MNL_ALIGN(head);

	if (answer->nlmsg_type != type || size < head)
		return NULL;
	netlink_parse(mnl_nlmsg_get_payload_offset(answer, head), size < skip ? 0 : size - skip, has);
	return mnl_nlmsg_get_payload(answer);
}

void netlink_nested(const struct netlink_attributes *has, u16 type, struct netlink_attributes *inner)
{
	size_t size = 0;
	const void *first = netlink_bytes(has, type, 0, &size);

	netlink_parse(first, size, inner);
}

/* NULL: it is not there, or not of this form. */
static const struct nlattr *valid(const struct netlink_attributes *has, u16 type, enum mnl_attr_data_type form)
{
	const struct nlattr *attribute = has->of[type];

	return attribute && !mnl_attr_validate(attribute, form) ? attribute : NULL;
}

u8 netlink_u8(const struct netlink_attributes *has, u16 type)
{
	const struct nlattr *attribute = valid(has, type, MNL_TYPE_U8);

	return attribute ? mnl_attr_get_u8(attribute) : 0;
}

u16 netlink_u16(const struct netlink_attributes *has, u16 type)
{
	const struct nlattr *attribute = valid(has, type, MNL_TYPE_U16);

	return attribute ? mnl_attr_get_u16(attribute) : 0;
}

u32 netlink_u32(const struct netlink_attributes *has, u16 type)
{
	const struct nlattr *attribute = valid(has, type, MNL_TYPE_U32);

	return attribute ? mnl_attr_get_u32(attribute) : 0;
}

const char *netlink_text(const struct netlink_attributes *has, u16 type)
{
	const struct nlattr *attribute = valid(has, type, MNL_TYPE_NUL_STRING);

	return attribute ? mnl_attr_get_str(attribute) : "";
}

const void *netlink_bytes(const struct netlink_attributes *has, u16 type, size_t least, size_t *size)
{
	const struct nlattr *attribute = has->of[type];

	if (!attribute || mnl_attr_get_payload_len(attribute) < least)
		return NULL;
	if (size)
		*size = mnl_attr_get_payload_len(attribute);
	return mnl_attr_get_payload(attribute);
}
