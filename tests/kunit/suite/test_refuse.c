// SPDX-License-Identifier: GPL-2.0-only
/* Who is told of a drop, how, and how often. */
#include "fixture.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/if_packet.h>
#include <linux/jiffies.h>
#include <linux/netfilter.h>

#include "packet.h"
#include "stats.h"
#include "told.h"

#define NEW4(number)	.state = OG_STATE_NEW, .proto = IPPROTO_TCP, .transport = 20, .port = (number)
#define NEW6(number)	.family = OG_IPV6, NEW4(number)
#define UDP		.proto = IPPROTO_UDP, .transport = 8
#define FORWARD		.chain = OG_FORWARD
#define OFFICE		.from = 9

#define LISTS	"mode enforce; input related 25/tcp; forward none; zone office 192.0.2.9 2000::9; " \
		"zone vpn wg*; input from office 22/tcp; "

enum how { NOT, RESET, UNREACHABLE };

struct row {
	const char *name;
	struct og_packet packet;
	enum how all;		/* "refuse reject" */
	enum how office;	/* "refuse reject office" */
};

static const struct row rows[] = {
	{ "tcp", { NEW4(9) }, RESET },
	{ "tcp from office", { NEW4(9), OFFICE }, RESET, RESET },
	{ "tcp from another zone", { NEW4(9), .device = "wg0" }, RESET },
	{ "tcp from two zones", { NEW4(9), OFFICE, .device = "wg0" }, RESET, RESET },
	{ "forward", { FORWARD, NEW4(22), OFFICE }, RESET, RESET },
	{ "udp", { NEW4(9), UDP, OFFICE }, UNREACHABLE, UNREACHABLE },
	{ "icmp", { NEW4(0), .proto = IPPROTO_ICMP, OFFICE }, UNREACHABLE, UNREACHABLE },
	{ "gre", { NEW4(0), .proto = IPPROTO_GRE, OFFICE }, UNREACHABLE, UNREACHABLE },
	{ "ipv6 tcp", { NEW6(9), OFFICE }, RESET, RESET },
	{ "ipv6 tcp behind a header", { NEW6(9), .extensions = { IPPROTO_DSTOPTS }, OFFICE },
	  RESET, RESET },
	{ "ipv6 udp", { FORWARD, NEW6(9), UDP, OFFICE }, UNREACHABLE, UNREACHABLE },
	{ "ipv6 icmp", { NEW6(0), .proto = IPPROTO_ICMPV6, OFFICE }, UNREACHABLE, UNREACHABLE },

	{ "untracked", { NEW4(9), .state = OG_STATE_UNTRACKED, OFFICE }, RESET, RESET },
	{ "established", { NEW4(9), .state = OG_STATE_ESTABLISHED, OFFICE }, RESET, RESET },
	{ "a reply", { NEW4(9), .state = OG_STATE_ESTABLISHED_REPLY, OFFICE }, RESET, RESET },
	{ "invalid", { NEW4(9), .state = OG_STATE_INVALID, OFFICE } },
	{ "invalid udp", { NEW4(9), UDP, .state = OG_STATE_INVALID, OFFICE } },
	{ "invalid ipv6", { NEW6(9), .state = OG_STATE_INVALID, OFFICE } },
	{ "related", { FORWARD, NEW4(9), .state = OG_STATE_RELATED, OFFICE } },
	{ "related reply", { FORWARD, NEW4(9), .state = OG_STATE_RELATED_REPLY, OFFICE } },
	{ "a later fragment", { NEW4(9), .offset = 1, OFFICE } },
	{ "a later fragment of gre", { NEW4(9), .proto = IPPROTO_GRE, .offset = 1, OFFICE } },
	{ "ipv6, a later fragment",
	  { NEW6(9), .extensions = { IPPROTO_FRAGMENT }, .offset = 1, OFFICE } },
	{ "short", { NEW4(9), .transport = 3, OFFICE } },
	{ "ipv6 without a protocol", { NEW6(9), .proto = IPPROTO_ROUTING, .transport = 1, OFFICE } },
	{ "a frame to everybody", { NEW4(9), UDP, .link = PACKET_BROADCAST, OFFICE } },
	{ "a group's frame", { NEW4(9), UDP, .link = PACKET_MULTICAST, OFFICE } },
	{ "somebody else's frame", { NEW4(9), .link = PACKET_OTHERHOST, OFFICE } },
	{ "accepted by a port", { NEW4(25), OFFICE } },
	{ "accepted by a zone", { NEW4(22), OFFICE } },
	{ "accepted by its state", { NEW4(9), .state = OG_STATE_RELATED, OFFICE } },
};

static void name_of(const struct row *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(refuse, rows, name_of);

/* The limit of a second is free again. */
static void rest(struct og_net *og)
{
	atomic_set(&og->refuse_paid, 0);
}

static void expect_told(struct kunit *test, const struct og_packet *packet, enum how how)
{
	struct og_net *og = og_fixture_net();
	struct og_stats *sums = kunit_kcalloc(test, 2, sizeof(*sums), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, sums);
	rest(og);
	memset(&og_told, 0, sizeof(og_told));
	og_stats_sum(og->stats, &sums[0]);
	og_packet_verdict(test, og, packet);
	og_stats_sum(og->stats, &sums[1]);
	KUNIT_EXPECT_EQ(test, og_told.resets, how == RESET);
	KUNIT_EXPECT_EQ(test, og_told.unreachables, how == UNREACHABLE);
	KUNIT_EXPECT_EQ(test, og_told.ipv6, how != NOT && packet->family == OG_IPV6);
	if (how != NOT)
		KUNIT_EXPECT_EQ(test, og_told.hook, packet->chain == OG_INPUT ? NF_INET_LOCAL_IN :
									       NF_INET_FORWARD);
	if (how == UNREACHABLE)
		KUNIT_EXPECT_EQ(test, og_told.code, packet->family == OG_IPV4 ? ICMP_PKT_FILTERED :
				ICMPV6_ADM_PROHIBITED);
	KUNIT_EXPECT_EQ(test, sums[1].refuse_sent - sums[0].refuse_sent, how != NOT);
	KUNIT_EXPECT_EQ(test, sums[1].refuse_suppressed, sums[0].refuse_suppressed);
	kunit_kfree(test, sums);
}

static void refuse_rows(struct kunit *test)
{
	const struct row *row = test->param_value;
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, LISTS "refuse reject");
	expect_told(test, &row->packet, row->all);
	og_fixture_publish(test, og, "refuse reject office");
	expect_told(test, &row->packet, row->office);
	og_fixture_publish(test, og, "refuse reject; mode audit");
	expect_told(test, &row->packet, NOT);
	og_fixture_publish(test, og, "mode enforce; refuse drop");
	expect_told(test, &row->packet, NOT);
}

/* Without zones as well. */
static void refuse_all_without_zones(struct kunit *test)
{
	static const struct og_packet packet = { NEW4(9) };

	og_fixture_publish(test, og_fixture_net(), "mode enforce; none; refuse reject");
	expect_told(test, &packet, RESET);
}

/* Drops of so many; early sees them before conntrack. */
static unsigned int of_many(struct kunit *test, unsigned int number, enum og_state state,
			    unsigned int (*verdict)(struct kunit *test, struct og_net *og,
						    const struct og_packet *packet))
{
	const struct og_packet packet = { NEW4(9), OFFICE, .state = state };
	unsigned int i, dropped = 0;

	for (i = 0; i < number; i++)
		dropped += verdict(test, og_fixture_net(), &packet) == NF_DROP;
	return dropped;
}

/* 200 at once, then 200 a second; what is over that is dropped like before. */
static void refuse_limit(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	struct og_stats *sums = kunit_kcalloc(test, 2, sizeof(*sums), GFP_KERNEL);
	unsigned long began, most;

	KUNIT_ASSERT_NOT_NULL(test, sums);
	og_fixture_publish(test, og, LISTS "refuse reject office");
	rest(og);
	memset(&og_told, 0, sizeof(og_told));
	og_stats_sum(og->stats, &sums[0]);
	began = jiffies;
	KUNIT_EXPECT_EQ(test, of_many(test, 1000, OG_STATE_NEW, og_packet_verdict), 1000);
	most = 202 + (jiffies - began) * 200 / HZ;
	og_stats_sum(og->stats, &sums[1]);
	KUNIT_EXPECT_GE(test, og_told.resets, 199);
	KUNIT_EXPECT_LE(test, og_told.resets, most);
	KUNIT_EXPECT_EQ(test, sums[1].refuse_sent - sums[0].refuse_sent, og_told.resets);
	KUNIT_EXPECT_EQ(test, sums[1].refuse_suppressed - sums[0].refuse_suppressed,
			1000 - og_told.resets);
}

/* Early leaves to the chains who would be told, while the limit lasts. */
static void refuse_early(struct kunit *test)
{
	static const struct og_packet stranger = { NEW4(9), .state = OG_STATE_INVALID };
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, LISTS "early on; refuse reject office");
	rest(og);
	KUNIT_EXPECT_EQ(test, of_many(test, 1000, OG_STATE_INVALID, og_packet_early_verdict), 0);
	KUNIT_EXPECT_EQ(test, og_packet_early_verdict(test, og, &stranger), NF_DROP);
	og_fixture_publish(test, og, "refuse drop");
	KUNIT_EXPECT_EQ(test, of_many(test, 1, OG_STATE_INVALID, og_packet_early_verdict), 1);
	og_fixture_publish(test, og, "early off");
}

/* Then it drops them itself, and counts that nobody was told; a tick may make room for a few. */
static void refuse_early_beyond_the_limit(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	struct og_stats *sums = kunit_kcalloc(test, 2, sizeof(*sums), GFP_KERNEL);
	unsigned int i, dropped = 0;
	unsigned long began;

	KUNIT_ASSERT_NOT_NULL(test, sums);
	og_fixture_publish(test, og, LISTS "early on; refuse reject office");
	of_many(test, 1000, OG_STATE_NEW, og_packet_verdict);
	og_stats_sum(og->stats, &sums[0]);
	began = jiffies;
	for (i = 0; i < 1000; i++) {
		of_many(test, 1, OG_STATE_NEW, og_packet_verdict);
		dropped += of_many(test, 1, OG_STATE_INVALID, og_packet_early_verdict);
	}
	KUNIT_EXPECT_GE(test, dropped + 2 + 2 * (jiffies - began) * 200 / HZ, 1000);
	og_stats_sum(og->stats, &sums[1]);
	KUNIT_EXPECT_EQ(test, sums[1].early_drop - sums[0].early_drop, dropped);
	/* each of the chains' was sent or suppressed, each of early's that it dropped suppressed */
	KUNIT_EXPECT_EQ(test, sums[1].refuse_suppressed + sums[1].refuse_sent -
			sums[0].refuse_suppressed - sums[0].refuse_sent, 1000 + dropped);
	og_fixture_publish(test, og, "early off");
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(refuse_rows, refuse_gen_params),
	KUNIT_CASE(refuse_all_without_zones),
	KUNIT_CASE(refuse_limit),
	KUNIT_CASE(refuse_early),
	KUNIT_CASE(refuse_early_beyond_the_limit),
	{},
};

static struct kunit_suite suite = {
	.name = "refuse",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
