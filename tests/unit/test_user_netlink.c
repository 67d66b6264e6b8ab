// SPDX-License-Identifier: GPL-2.0-only
/* Netlink: whose answers are heard, a dump that is interrupted, what attributes hold. The kernel is a list of letters. */
#include "fast/fast_table.h"
#include "machine/devices.h"
#include "machine/netlink.h"
#include "machine/tcp_abort.h"
#include "test_user.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>

ssize_t __wrap_mnl_socket_sendto(const struct mnl_socket *socket, const void *question, size_t size);
ssize_t __wrap_mnl_socket_recvfrom(const struct mnl_socket *socket, void *buffer, size_t size);

/* One message of a datagram each; type 0: receiving fails with EINTR. */
static struct letter {
	u16 type, flags;
	int value;		/* an answer's, or an error's */
	u32 other_sequence, other_port;
	size_t cut;		/* bytes that are missing at its end */
} letters[32];

static size_t written, delivered, asked;
static u16 questions[32];	/* their types */
static u32 sequence;

static void write_letter(struct letter letter)
{
	letters[written++] = letter;
}

static void begin(void)
{
	written = delivered = asked = 0;
}

ssize_t __wrap_mnl_socket_sendto(const struct mnl_socket *socket, const void *question, size_t size)
{
	const struct nlmsghdr *header = question;

	(void)socket;
	assert_true(header->nlmsg_flags & NLM_F_REQUEST);
	assert_int_not_equal(header->nlmsg_seq, 0);
	assert_int_not_equal(header->nlmsg_seq, sequence);
	sequence = header->nlmsg_seq;
	questions[asked++] = header->nlmsg_type;
	return (ssize_t)size;
}

ssize_t __wrap_mnl_socket_recvfrom(const struct mnl_socket *socket, void *buffer, size_t size)
{
	const struct letter *letter = &letters[delivered];
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
	} message = {
		.header = {
			.nlmsg_type = letter->type, .nlmsg_flags = letter->flags,
			.nlmsg_len = sizeof(message) - (u32)letter->cut,
			.nlmsg_seq = sequence + letter->other_sequence,
			.nlmsg_pid = mnl_socket_get_portid(socket) + letter->other_port,
		},
		.error.error = letter->value,
	};

	assert_true(delivered++ < written);
	assert_true(size >= sizeof(message));
	if (!letter->type) {
		errno = EINTR;
		return -1;
	}
	memcpy(buffer, &message, sizeof(message));
	return (ssize_t)message.header.nlmsg_len;
}

struct heard {
	size_t count;
	int values[16];
};

static void hear(void *to, const struct nlmsghdr *answer)
{
	struct heard *heard = to;

	memcpy(&heard->values[heard->count++], NLMSG_DATA(answer), sizeof(int));
}

static int ask(struct heard *heard)
{
	struct netlink_question question;

	*heard = (struct heard){ 0 };
	netlink_begin(&question, RTM_GETLINK, NLM_F_DUMP, sizeof(struct ifinfomsg));
	return netlink_ask(NETLINK_ROUTE, &question, hear, heard);
}

static int dump(struct heard *heard)
{
	struct netlink_question question;

	netlink_begin(&question, RTM_GETLINK, NLM_F_DUMP, sizeof(struct ifinfomsg));
	return netlink_dump(NETLINK_ROUTE, &question, hear, heard, &heard->count);
}

static void all_is_heard(void **state)
{
	struct heard heard;

	(void)state;
	begin();
	write_letter((struct letter){ .type = RTM_NEWLINK, .value = 1 });
	write_letter((struct letter){ .type = 0 });
	write_letter((struct letter){ .type = NLMSG_NOOP });
	write_letter((struct letter){ .type = RTM_NEWLINK, .value = 2 });
	write_letter((struct letter){ .type = NLMSG_DONE });
	assert_int_equal(ask(&heard), 0);
	assert_int_equal(heard.count, 2);
	assert_int_equal(heard.values[0] + heard.values[1], 3);
	assert_int_equal(delivered, written);
}

/* It would be taken for what the kernel says. */
static void what_others_say(void **state)
{
	static const struct letter others[] = {
		{ .type = RTM_NEWLINK, .other_sequence = 1 }, { .type = RTM_NEWLINK, .other_port = 1 },
		{ .type = NLMSG_DONE, .other_sequence = 1 }, { .type = NLMSG_ERROR, .other_port = 1 },
	};
	struct heard heard;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(others); i++) {
		begin();
		write_letter(others[i]);
		assert_true(ask(&heard) < 0);
		assert_int_equal(heard.count, 0);
	}
}

static void what_the_kernel_refuses(void **state)
{
	struct heard heard;

	(void)state;
	begin();
	write_letter((struct letter){ .type = NLMSG_ERROR, .value = -EPERM });
	assert_int_equal(ask(&heard), -EPERM);
	begin();
	write_letter((struct letter){ .type = NLMSG_ERROR });
	assert_int_equal(ask(&heard), 0);
	begin();
	write_letter((struct letter){ .type = NLMSG_ERROR, .cut = sizeof(struct nlmsghdr) });
	assert_true(ask(&heard) < 0);
}

/* Its last word says so. */
static void dumps_that_could_not_go_on(void **state)
{
	struct heard heard = { 0 };

	(void)state;
	begin();
	write_letter((struct letter){ .type = RTM_NEWLINK, .value = 1 });
	write_letter((struct letter){ .type = NLMSG_DONE, .value = -ENOENT });
	assert_int_equal(dump(&heard), -ENOENT);
	assert_int_equal(asked, 1);
	begin();
	write_letter((struct letter){ .type = NLMSG_DONE, .value = -EPERM, .other_sequence = 1 });
	assert_int_equal(dump(&heard), -EPROTO);
	/* Kernels may say nothing there. */
	begin();
	write_letter((struct letter){ .type = NLMSG_DONE, .value = -EPERM, .cut = sizeof(struct nlmsgerr) });
	assert_int_equal(dump(&heard), 0);
}

/* One dump, whose first or last answer has the mark. */
static void write_dump(int value, bool first, bool last)
{
	write_letter((struct letter){ .type = RTM_NEWLINK, .flags = first ? NLM_F_DUMP_INTR : 0, .value = value });
	write_letter((struct letter){ .type = RTM_NEWLINK, .value = value });
	write_letter((struct letter){ .type = NLMSG_DONE, .flags = last ? NLM_F_DUMP_INTR : 0 });
}

static void interrupted_dumps(void **state)
{
	struct heard heard = { .count = 1, .values = { 7 } };
	int i;

	(void)state;
	begin();
	write_dump(1, true, false);
	write_dump(2, false, true);
	write_dump(3, false, false);
	assert_int_equal(dump(&heard), 0);
	assert_int_equal(asked, 3);
	assert_int_equal(heard.count, 3);
	assert_int_equal(heard.values[0], 7);
	assert_int_equal(heard.values[1], 3);
	/* Somebody changes it all the time: in the end, what the last one said, all of it. */
	begin();
	for (i = 0; i < 5; i++)
		write_dump(10 + i, true, false);
	heard.count = 0;
	assert_int_equal(dump(&heard), -EINTR);
	assert_int_equal(asked, 5);
	assert_int_equal(heard.count, 2);
	assert_int_equal(heard.values[1], 14);
}

/* The addresses are asked for although devices come and go all the while. */
static void addresses_behind_changing_links(void **state)
{
	struct devices devices;
	int i;

	(void)state;
	begin();
	for (i = 0; i < 5; i++)
		write_dump(0, true, false);
	write_letter((struct letter){ .type = NLMSG_DONE });
	assert_int_equal(devices_read(&devices), -EINTR);
	assert_int_equal(asked, 6);
	assert_int_equal(questions[5], RTM_GETADDR);
	devices_release(&devices);
}

/* Sockets of IPv6 are looked for although those of IPv4 change all the while; and what cannot be done is said. */
static void sockets_that_change(void **state)
{
	static const struct tcp_socket ours = { .local.port = 25, .peer.port = 40000 };
	struct tcp_sockets sockets = { 0 };
	int i;

	(void)state;
	tcp_sockets_add(&sockets, &ours);
	begin();
	for (i = 0; i < 5; i++)
		write_letter((struct letter){ .type = NLMSG_DONE, .flags = NLM_F_DUMP_INTR });
	write_letter((struct letter){ .type = NLMSG_DONE });
	assert_int_equal(tcp_sockets_abort(&sockets), 0);
	assert_int_equal(asked, 6);
	begin();
	write_letter((struct letter){ .type = NLMSG_DONE, .value = -ENOENT });
	assert_int_equal(tcp_sockets_abort(&sockets), -EOPNOTSUPP);
	assert_int_equal(asked, 1);
	tcp_sockets_release(&sockets);
}

/* To ask nft would load it. */
static void nft_that_is_not_there(void **state)
{
	(void)state;
	begin();
	assert_int_equal(setenv("OG_PROC_ROOT", "/nonexistent", 1), 0);
	assert_int_equal(fast_table_look(), NFT_ABSENT);
	assert_int_equal(unsetenv("OG_PROC_ROOT"), 0);
	assert_int_equal(asked, 0);
}

static struct {
	struct nlmsghdr header;
	char bytes[512];
} message;

static void put(u16 type, const void *data, size_t size)
{
	mnl_attr_put(&message.header, type, size, data);
}

static void begin_message(void)
{
	memset(&message, 0, sizeof(message));
	mnl_nlmsg_put_header(&message)->nlmsg_type = RTM_NEWLINK;
	mnl_nlmsg_put_extra_header(&message.header, sizeof(struct rtgenmsg));
}

static void open_message(struct netlink_attributes *has)
{
	assert_non_null(netlink_open(&message.header, RTM_NEWLINK, sizeof(struct rtgenmsg), has));
}

static void sizes_and_forms(void **state)
{
	static const u32 word = 0x01020304;
	struct netlink_attributes has;
	size_t size = 77;

	(void)state;
	begin_message();
	put(1, &word, 1);
	put(2, &word, 2);
	put(3, &word, 3);
	put(4 | NLA_F_NET_BYTEORDER, &word, 4);
	put(5, "text", 5);
	put(6, "text", 4);
	put(7, "", 0);
	put(0, &word, 4);
	put(NETLINK_TYPES, &word, 4);
	put(NETLINK_TYPES - 1, &word, 4);
	put(4, "late", 4);
	open_message(&has);
	assert_int_equal(netlink_u8(&has, 1), *(const u8 *)&word);
	assert_int_equal(netlink_u16(&has, 2), *(const u16 *)&word);
	assert_memory_equal(&(u32){ netlink_u32(&has, 4) }, "late", 4);
	assert_int_equal(netlink_u32(&has, NETLINK_TYPES - 1), word);
	assert_int_equal(netlink_u8(&has, 2) | netlink_u16(&has, 1) | netlink_u16(&has, 3) | netlink_u32(&has, 3) |
			 netlink_u32(&has, 5) | netlink_u32(&has, 7) | netlink_u32(&has, 8) | netlink_u32(&has, 0), 0);
	assert_string_equal(netlink_text(&has, 5), "text");
	assert_string_equal(netlink_text(&has, 6), "");
	assert_string_equal(netlink_text(&has, 7), "");
	assert_string_equal(netlink_text(&has, 8), "");
	assert_null(netlink_bytes(&has, 3, 4, &size));
	assert_null(netlink_bytes(&has, 8, 0, &size));
	assert_int_equal(size, 77);
	assert_memory_equal(netlink_bytes(&has, 3, 3, &size), &word, 3);
	assert_int_equal(size, 3);
	assert_null(netlink_open(&message.header, RTM_DELLINK, sizeof(struct rtgenmsg), &has));
	assert_null(netlink_open(&message.header, RTM_NEWLINK, sizeof(message), &has));
}

/* A nest holds what is in it, and what claims more than there is, is not there. */
static void nests(void **state)
{
	struct netlink_attributes has, inner;
	struct nlattr *nest, *liar;
	u32 word = 5;

	(void)state;
	begin_message();
	nest = mnl_attr_nest_start(&message.header, 1);
	put(1, &word, sizeof(word));
	liar = mnl_nlmsg_get_payload_tail(&message.header);
	put(2, &word, sizeof(word));
	mnl_attr_nest_end(&message.header, nest);
	put(3, &word, sizeof(word));
	open_message(&has);
	netlink_nested(&has, 1, &inner);
	assert_int_equal(netlink_u32(&inner, 1), word);
	assert_int_equal(netlink_u32(&inner, 2), word);
	assert_int_equal(netlink_u32(&inner, 3), 0);
	netlink_nested(&has, 2, &inner);
	assert_int_equal(netlink_u32(&inner, 1), 0);
	liar->nla_len += 4;
	netlink_nested(&has, 1, &inner);
	assert_int_equal(netlink_u32(&inner, 1), word);
	assert_null(inner.of[2]);
	liar->nla_len = 3;
	netlink_nested(&has, 1, &inner);
	assert_null(inner.of[2]);
	nest->nla_len = (u16)(sizeof(message) + 1);
	open_message(&has);
	assert_null(has.of[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_is_heard), cmocka_unit_test(what_others_say),
		cmocka_unit_test(what_the_kernel_refuses), cmocka_unit_test(dumps_that_could_not_go_on),
		cmocka_unit_test(interrupted_dumps), cmocka_unit_test(addresses_behind_changing_links),
		cmocka_unit_test(sockets_that_change), cmocka_unit_test(nft_that_is_not_there),
		cmocka_unit_test(sizes_and_forms), cmocka_unit_test(nests),
	};

	return cmocka_run_group_tests_name("user: netlink", tests, NULL, NULL);
}
