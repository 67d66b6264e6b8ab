// SPDX-License-Identifier: GPL-2.0-only
/* "early on": what goes before conntrack, and all that is left to the chains. */
#include "fixture.h"

#include <linux/if_packet.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <net/net_namespace.h>

#include "arm.h"
#include "early.h"
#include "packet.h"
#include "stats.h"

struct row {
	const char *name;
	struct og_packet packet;
	bool dropped;
};

/* No pointer and state 0: before conntrack, which the judge reads as INVALID. */
#define FIRST4(number) \
	.state = OG_STATE_INVALID, .proto = IPPROTO_TCP, .transport = 20, .port = (number)
#define FIRST6(number) .family = OG_IPV6, FIRST4(number)
#define UDP .proto = IPPROTO_UDP, .transport = 8

static const struct row rows[] = {
	{ "tcp, closed in both chains", { FIRST4(1) }, true },
	{ "udp, closed in both chains", { FIRST4(1), UDP }, true },
	{ "open on input", { FIRST4(22) } },
	{ "open on forward", { FIRST4(443) } },
	{ "udp, open on input", { FIRST4(53), UDP } },
	{ "tcp ack", { FIRST4(1), .flags = OG_PACKET_ACK } },
	{ "tcp syn and ack", { FIRST4(1), .flags = OG_PACKET_SYN | OG_PACKET_ACK } },
	{ "tcp rst", { FIRST4(1), .flags = OG_PACKET_RST } },
	{ "tcp, cut behind its ports", { FIRST4(1), .transport = 8 } },
	{ "tcp, short", { FIRST4(1), .transport = 3 } },
	{ "not linear", { FIRST4(1), .paged = true } },
	{ "a later fragment", { FIRST4(1), .offset = 1 } },
	{ "another protocol", { FIRST4(1), .proto = 47 } },
	{ "its last hop", { FIRST4(1), .hops = 1 } },
	{ "its last but one hop", { FIRST4(1), .hops = 2 }, true },
	{ "to a group", { FIRST4(1), UDP, .to = 224 } },
	{ "to the last group", { FIRST4(1), UDP, .to = 239 } },
	{ "to everybody", { FIRST4(1), UDP, .to = 255 } },
	{ "to the last host", { FIRST4(1), UDP, .to = 223 }, true },
	{ "in everybody's frame", { FIRST4(1), .link = PACKET_BROADCAST } },
	{ "in a group's frame", { FIRST4(1), .link = PACKET_MULTICAST } },
	{ "in another's frame", { FIRST4(1), .link = PACKET_OTHERHOST } },
	{ "options", { FIRST4(1), .options = 4 } },
	{ "loopback", { FIRST4(1), .loopback = true } },
	{ "untracked", { FIRST4(1), .state = OG_STATE_UNTRACKED } },
	{ "has a connection", { FIRST4(1), .state = OG_STATE_NEW } },
	{ "ipv6 tcp, closed in both chains", { FIRST6(1) }, true },
	{ "ipv6 udp, closed in both chains", { FIRST6(1), UDP }, true },
	{ "ipv6 open on input", { FIRST6(22) } },
	{ "ipv6 extensions", { FIRST6(1), .extensions = { IPPROTO_DSTOPTS } } },
	{ "ipv6 router alert", { FIRST6(1), UDP, .extensions = { OG_PACKET_HOPOPTS } } },
	{ "ipv6 to a group", { FIRST6(1), UDP, .to = 0xff } },
	{ "ipv6 to the last host", { FIRST6(1), UDP, .to = 0xfe }, true },
	{ "ipv6 in everybody's frame", { FIRST6(1), .link = PACKET_BROADCAST } },
	{ "ipv6 in a group's frame", { FIRST6(1), .link = PACKET_MULTICAST } },
	{ "ipv6 its last hop", { FIRST6(1), .hops = 1 } },
	{ "ipv6 tcp ack", { FIRST6(1), .flags = OG_PACKET_ACK } },
	{ "icmpv6", { FIRST6(1), .proto = IPPROTO_ICMPV6 } },
};

#define POLICY	"mode enforce; early on; input established loopback icmp 22/tcp 53/udp; " \
		"forward established loopback icmp 443/tcp"

/* The same for every packet, by functions of their own: a policy that counts alone, and one that wants more. */
static const char *const policies[] = { POLICY, POLICY "; tally on" };

static void name_of(const struct row *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(packet, rows, name_of);

static unsigned long drops(const struct og_net *og)
{
	struct og_stats sum;

	og_stats_sum(og->stats, &sum);
	return sum.early_drop;
}

static void expect(struct kunit *test, const struct og_packet *packet, bool dropped)
{
	struct og_net *og = og_fixture_net();
	unsigned long before = drops(og);

	KUNIT_EXPECT_EQ(test, og_packet_early_verdict(test, og, packet),
			dropped ? NF_DROP : NF_ACCEPT);
	KUNIT_EXPECT_EQ(test, drops(og), before + dropped);
}

/* Under each of the policies. */
static void expect_all(struct kunit *test, struct og_net *og, const struct og_packet *four,
		       const struct og_packet *six, bool dropped)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(policies); i++) {
		og_fixture_publish(test, og, policies[i]);
		if (four)
			expect(test, four, dropped);
		if (six)
			expect(test, six, dropped);
	}
}

static void early_on(struct kunit *test)
{
	const struct row *row = test->param_value;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(policies); i++) {
		og_fixture_publish(test, og_fixture_net(), policies[i]);
		expect(test, &row->packet, row->dropped);
	}
}

/* The hook may still be there when the policy does not want it. */
static void early_not_wanted(struct kunit *test)
{
	static const struct og_packet four = { FIRST4(1) }, six = { FIRST6(1) };
	struct og_net *og = og_fixture_net();
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(policies); i++) {
		og_fixture_publish(test, og, policies[i]);
		og_fixture_publish(test, og, "early off");
		expect(test, &four, false);
		expect(test, &six, false);
		og_fixture_publish(test, og, "early on; mode audit");
		expect(test, &four, false);
		expect(test, &six, false);
		og_fixture_publish(test, og, "mode enforce; ipv6 ignore");
		expect(test, &four, true);
		expect(test, &six, false);
		og_fixture_publish(test, og, "ipv6 filter");
	}
}

static void early_holds(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, "early on");
	og_fixture_expect_holds(test, og, 0);
	og_fixture_publish(test, og, "mode enforce");
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_EARLY], 1);
	og_fixture_publish(test, og, "early off");
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_EARLY], 0);
	og_fixture_expect_holds(test, og, 1);
	og_fixture_publish(test, og, "early on");
	og_fixture_publish(test, og, "mode off");
	og_fixture_expect_holds(test, og, 0);
}

/* Whether a text that only says "mode enforce" holds early's hooks until it is closed. */
static bool mode_reserves_early(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	struct og_reservation reservation = {};
	bool held;

	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation,
						 og_fixture_edit(test, "mode enforce")), 0);
	held = reservation.arms & OG_ARM_BIT(OG_ARM_EARLY);
	og_publish_cancel(og, &reservation);
	return held;
}

/* To register hooks and to unregister them drops what waits in NFQUEUE. */
static void early_is_armed_by_its_word(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, "mode off");
	KUNIT_EXPECT_FALSE(test, mode_reserves_early(test));
	og_fixture_publish(test, og, "early on");
	KUNIT_EXPECT_TRUE(test, mode_reserves_early(test));
	og_fixture_publish(test, og, "early off");
	KUNIT_EXPECT_FALSE(test, mode_reserves_early(test));
}

static void early_known_connection(struct kunit *test)
{
	static const struct og_packet four = { FIRST4(1), UDP }, six = { FIRST6(1), UDP };
	static const struct og_packet other = { FIRST4(2), UDP };
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, POLICY);
	expect(test, &four, true);
	expect(test, &six, true);
	og_packet_make_known(test, og, &four);
	og_packet_make_known(test, og, &six);
	expect_all(test, og, &four, &six, false);
	expect(test, &other, true);
}

static unsigned int accept(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	return NF_ACCEPT;
}

/* What else stands at the hook, and whether it comes behind: then it may make a packet another, or wants to see it. */
static const struct neighbour {
	const char *name;
	int priority;
	bool behind;
} neighbours[] = {
	{ "NAT", NF_IP_PRI_NAT_DST, true },
	{ "mangle", NF_IP_PRI_MANGLE, true },
	{ "right behind conntrack", NF_IP_PRI_CONNTRACK + 1, true },
	/* of the same priority the newcomer is the first */
	{ "beside conntrack", NF_IP_PRI_CONNTRACK, true },
	{ "beside early, and younger", NF_IP_PRI_CONNTRACK - 1, false },
	{ "raw", NF_IP_PRI_RAW, false },
};

static void name_of_neighbour(const struct neighbour *neighbour, char *name)
{
	strscpy(name, neighbour->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(neighbour, neighbours, name_of_neighbour);

static void expect_work(struct kunit *test, const char *four, const char *six)
{
	KUNIT_EXPECT_STREQ(test, og_early_work(og_fixture_net(), OG_IPV4), four);
	KUNIT_EXPECT_STREQ(test, og_early_work(og_fixture_net(), OG_IPV6), six);
}

/* What the stats say is what is done. */
static void early_followed(struct kunit *test)
{
	static const struct og_packet four = { FIRST4(1) }, six = { FIRST6(1) };
	const struct neighbour *neighbour = test->param_value;
	struct nf_hook_ops ops = {
		.hook = accept, .hooknum = NF_INET_PRE_ROUTING,
		.priority = neighbour->priority,
	};
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, POLICY);
	ops.pf = NFPROTO_IPV4;
	KUNIT_ASSERT_EQ(test, nf_register_net_hook(og->net, &ops), 0);
	expect(test, &six, true);
	expect_all(test, og, &four, NULL, !neighbour->behind);
	expect_work(test, neighbour->behind ? "followed" : "at-work", "at-work");
	nf_unregister_net_hook(og->net, &ops);
	ops.pf = NFPROTO_IPV6;
	KUNIT_ASSERT_EQ(test, nf_register_net_hook(og->net, &ops), 0);
	expect(test, &four, true);
	expect_all(test, og, NULL, &six, !neighbour->behind);
	expect_work(test, "at-work", neighbour->behind ? "followed" : "at-work");
	nf_unregister_net_hook(og->net, &ops);
	expect(test, &six, true);
}

/* Nor does it say so where the policy does not want it. */
static void early_at_work(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	expect_work(test, "off", "off");
	og_fixture_publish(test, og, "early on");
	expect_work(test, "off", "off");
	og_fixture_publish(test, og, "mode audit");
	expect_work(test, "off", "off");
	og_fixture_publish(test, og, "mode enforce");
	expect_work(test, "at-work", "at-work");
	og_fixture_publish(test, og, "ipv6 ignore");
	expect_work(test, "at-work", "off");
	og_fixture_publish(test, og, "early off");
	expect_work(test, "off", "off");
}

/* A connection of a helper's that is waited for: conntrack would call it related. */
static void early_expected(struct kunit *test)
{
	static const struct og_packet four = { FIRST4(1), UDP }, six = { FIRST6(1), UDP };
	static const struct og_packet master4 = { FIRST4(5), UDP }, master6 = { FIRST6(5), UDP };
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, POLICY);
	expect(test, &four, true);
	expect(test, &six, true);
	og_packet_make_expected(test, og, &four, &master4);
	og_packet_make_expected(test, og, &six, &master6);
	expect_all(test, og, &four, &six, false);
}

/* Each function with each kind of first packet, against the two chains' own word. */
static void early_everything(struct kunit *test)
{
	static const u16 ports[] = { 22, 443, 53, 1 };
	static const u8 flags[] = {
		OG_PACKET_SYN, OG_PACKET_ACK, OG_PACKET_RST, OG_PACKET_SYN | OG_PACKET_ACK,
	};
	unsigned int i;

	for (i = 0; i < 1 << 11; i++) {
		struct og_packet packet = {
			.state = OG_STATE_INVALID,
			.family = i & 1,
			.proto = i >> 1 & 1 ? IPPROTO_TCP : IPPROTO_UDP,
			.loopback = i >> 2 & 1,
			.transport = i >> 3 & 1 ? 20 : 8,
			.paged = i >> 4 & 1,
			.hops = 1 + (i >> 5 & 1),
			.port = ports[i >> 6 & 3],
			.flags = flags[i >> 8 & 3],
		};
		bool tcp = packet.proto == IPPROTO_TCP;
		bool open = packet.port == 22 || packet.port == 443 ? tcp :
			    packet.port == 53 && !tcp;
		bool begins = !tcp || (packet.transport == 20 && packet.flags == OG_PACKET_SYN);

		if (!(i & 1023))
			og_fixture_publish(test, og_fixture_net(), policies[i >> 10]);
		expect(test, &packet, !open && begins && !packet.loopback && !packet.paged &&
				      packet.hops > 1);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(early_on, packet_gen_params),
	KUNIT_CASE(early_not_wanted),
	KUNIT_CASE(early_holds),
	KUNIT_CASE(early_is_armed_by_its_word),
	KUNIT_CASE(early_known_connection),
	KUNIT_CASE(early_at_work),
	KUNIT_CASE(early_expected),
	KUNIT_CASE(early_everything),
	KUNIT_CASE_PARAM(early_followed, neighbour_gen_params),
	{},
};

static struct kunit_suite suite = {
	.name = "early",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
