// SPDX-License-Identifier: GPL-2.0-only
/* IPsec's policies, some of them for a packet of which not all was said. The kernel's dump is a table. */
#include "machine/netlink.h"
#include "test_user.h"
#include "way/xfrm.h"

#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/xfrm.h>
#include <sys/socket.h>

/* By port: 25 is asked for, the source port is not said. */
enum for_whom { FOR_IT, PERHAPS, FOR_OTHERS };

struct policy {
	enum for_whom for_whom;
	u32 priority;
	bool blocks;
};

#define POLICIES	3

static const struct row {
	struct policy policies[POLICIES];	/* priority 0: none */
	enum xfrm_verdict verdict;
	u32 index;				/* of the policy that says so, from 1; 0: none */
} rows[] = {
	{ { { 0 } }, XFRM_PASSES, 0 },
	{ { { FOR_IT, 5, true } }, XFRM_DROPS, 1 },
	{ { { FOR_OTHERS, 5, true } }, XFRM_PASSES, 0 },
	{ { { PERHAPS, 5, true } }, XFRM_MAY_DROP, 1 },
	{ { { PERHAPS, 5, false } }, XFRM_PASSES, 0 },
	/* The lower priority goes first; of equals the older, which comes last. */
	{ { { FOR_IT, 5, true }, { FOR_IT, 4, false } }, XFRM_PASSES, 2 },
	{ { { FOR_IT, 4, false }, { FOR_IT, 5, true } }, XFRM_PASSES, 1 },
	{ { { FOR_IT, 5, false }, { FOR_IT, 5, true } }, XFRM_DROPS, 2 },
	/* What may be for it goes first, or does not matter. */
	{ { { PERHAPS, 4, true }, { FOR_IT, 5, false } }, XFRM_MAY_DROP, 1 },
	{ { { FOR_IT, 5, false }, { PERHAPS, 4, true } }, XFRM_MAY_DROP, 2 },
	{ { { PERHAPS, 6, true }, { FOR_IT, 5, false } }, XFRM_PASSES, 2 },
	{ { { FOR_IT, 5, false }, { PERHAPS, 6, true } }, XFRM_PASSES, 1 },
	/* Dropped by the one or by the other. */
	{ { { PERHAPS, 4, true }, { FOR_IT, 5, true } }, XFRM_DROPS, 2 },
	{ { { FOR_IT, 5, true }, { PERHAPS, 4, true } }, XFRM_DROPS, 1 },
	/* Saved, perhaps. */
	{ { { FOR_IT, 5, true }, { PERHAPS, 4, false } }, XFRM_MAY_DROP, 1 },
	{ { { FOR_IT, 5, true }, { PERHAPS, 6, false } }, XFRM_DROPS, 1 },
	{ { { PERHAPS, 4, false }, { PERHAPS, 4, true }, { FOR_IT, 5, true } }, XFRM_MAY_DROP, 3 },
};

static const struct row *row;
static unsigned int interruptions;

int __wrap_netlink_dump(int protocol, struct netlink_question *question, netlink_visit visit, void *to, size_t *count);

static void tell(const struct policy *policy, u32 index, netlink_visit visit, void *to)
{
	struct {
		struct nlmsghdr header;
		char room[512];
	} message = { 0 };
	struct xfrm_userpolicy_info *said;

	mnl_nlmsg_put_header(&message)->nlmsg_type = XFRM_MSG_NEWPOLICY;
	said = mnl_nlmsg_put_extra_header(&message.header, sizeof(*said));
	*said = (struct xfrm_userpolicy_info){
		.sel = { .family = AF_INET, .dport = htons(policy->for_whom == FOR_OTHERS ? 26 : 25), .dport_mask = 0xffff },
		.priority = policy->priority, .index = index, .dir = XFRM_POLICY_IN,
		.action = policy->blocks ? XFRM_POLICY_BLOCK : XFRM_POLICY_ALLOW,
	};
	if (policy->for_whom == PERHAPS) {
		said->sel.sport = htons(1024);
		said->sel.sport_mask = 0xffff;
	}
	visit(to, &message.header);
}

int __wrap_netlink_dump(int protocol, struct netlink_question *question, netlink_visit visit, void *to, size_t *count)
{
	static const struct policy vanished = { FOR_IT, 1, true };
	size_t i;

	(void)protocol;
	(void)question;
	for (i = 0; i < interruptions; i++) {
		tell(&vanished, 99, visit, to);
		*count = 0;
	}
	for (i = 0; i < POLICIES && row->policies[i].priority; i++)
		tell(&row->policies[i], i + 1, visit, to);
	return 0;
}

static void whose_word_counts(void **state)
{
	const struct address to = { .family = OG_IPV4, .bytes = { 192, 0, 2, 1 } };
	const struct way_packet packet = { .to = &to, .proto = OG_PROTO_TCP, .port = 25 };
	const struct way way = { .kind = WAY_INPUT };
	struct xfrm_answer answer;

	(void)state;
	for (row = rows; row < rows + ROWS(rows); row++)
		for (interruptions = 0; interruptions < 2; interruptions++) {
			assert_int_equal(xfrm_look(&packet, &way, &answer), 0);
			if (answer.verdict != row->verdict || answer.index != row->index)
				fail_msg("row %zu, %u interruptions: verdict %d by %u", (size_t)(row - rows), interruptions,
					 answer.verdict, answer.index);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whose_word_counts),
	};

	return cmocka_run_group_tests_name("user: xfrm", tests, NULL, NULL);
}
