// SPDX-License-Identifier: GPL-2.0-only
/* The hooks under a policy with zones: verdict, reason, and what each zone let pass. */
#include "fixture.h"

#include <linux/netfilter.h>

#include "packet.h"
#include "stats.h"
#include "tally.h"

#define NEW4(number)	.state = OG_STATE_NEW, .proto = IPPROTO_TCP, .transport = 20, .port = (number)
#define NEW6(number)	.family = OG_IPV6, NEW4(number)
/* conntrack has not seen it */
#define FRESH4(number)	NEW4(number), .state = OG_STATE_INVALID
#define FRESH6(number)	NEW6(number), .state = OG_STATE_INVALID
#define FORWARD		.chain = OG_FORWARD
#define OFFICE4		.from = 9
#define OFFICE6		.from = 0x19
#define WIRE		.device = "wg7"

#define POLICY \
	"zone office 192.0.2.8/29 2000::10/124; zone vpn wg* 192.0.2.9; " \
	"input established related loopback icmp 25/tcp; forward established loopback; " \
	"input from office 22/tcp 53; forward from office any; input from vpn 22/tcp proto:47 icmp"

#define OFFICE	BIT(0)
#define VPN	BIT(1)

struct row {
	const char *name;
	struct og_packet packet;
	enum og_reason reason;
	unsigned int zones;	/* that let it pass */
};

static const struct row rows[] = {
	{ "everybody's port, from nowhere", { NEW4(25) }, OG_ACCEPT_PORT },
	{ "everybody's port, from a zone", { NEW4(25), OFFICE4 }, OG_ACCEPT_PORT },
	{ "a zone's port, from nowhere", { NEW4(22) }, OG_DROP_PORT },
	{ "a zone's port, from two", { NEW4(22), OFFICE4 }, OG_ACCEPT_ZONE, OFFICE | VPN },
	{ "a zone's port, from one", { NEW4(22), .from = 10 }, OG_ACCEPT_ZONE, OFFICE },
	{ "by the device", { NEW4(22), WIRE }, OG_ACCEPT_ZONE, VPN },
	{ "by the device and the address", { NEW4(22), WIRE, .from = 10 }, OG_ACCEPT_ZONE,
	  OFFICE | VPN },
	{ "what the other zone lists", { NEW4(53), WIRE }, OG_DROP_PORT },
	{ "udp", { NEW4(53), .proto = IPPROTO_UDP, .transport = 8, OFFICE4 }, OG_ACCEPT_ZONE,
	  OFFICE },
	{ "below the network", { NEW4(22), .from = 7 }, OG_DROP_PORT },
	{ "above the network", { NEW4(22), .from = 16 }, OG_DROP_PORT },
	{ "a device with less of a name", { NEW4(22), .device = "wg" }, OG_ACCEPT_ZONE, VPN },
	{ "another device", { NEW4(22), .device = "eth0" }, OG_DROP_PORT },
	{ "a device without a name", { NEW4(22), .device = "" }, OG_DROP_PORT },
	{ "no device at all", { NEW4(22), .nowhere = true }, OG_DROP_PORT },
	{ "no device, but the address", { NEW4(53), .nowhere = true, OFFICE4 }, OG_ACCEPT_ZONE,
	  OFFICE },
	{ "established", { NEW4(22), .state = OG_STATE_ESTABLISHED }, OG_ACCEPT_STATE },
	{ "invalid, as ports are", { NEW4(22), .state = OG_STATE_INVALID, OFFICE4 },
	  OG_ACCEPT_ZONE, OFFICE | VPN },
	{ "loopback", { NEW4(22), .loopback = true, OFFICE4 }, OG_ACCEPT_LOOPBACK },
	{ "a protocol of a zone", { NEW4(0), .proto = IPPROTO_GRE, WIRE }, OG_ACCEPT_ZONE, VPN },
	{ "a protocol of none", { NEW4(0), .proto = IPPROTO_GRE }, OG_DROP_PROTOCOL },
	{ "icmp of everybody", { NEW4(0), .proto = IPPROTO_ICMP, WIRE }, OG_ACCEPT_PROTOCOL },
	{ "icmpv6 in ipv4 is none", { NEW4(0), .proto = IPPROTO_ICMPV6, WIRE },
	  OG_DROP_PROTOCOL },
	{ "a later fragment", { NEW4(22), .offset = 1, OFFICE4 }, OG_DROP_FRAGMENT },
	{ "a later fragment, any", { FORWARD, NEW4(22), .offset = 1, OFFICE4 }, OG_ACCEPT_ZONE,
	  OFFICE },
	{ "short", { NEW4(22), .transport = 3, OFFICE4 }, OG_DROP_SHORT },
	{ "short, any", { FORWARD, NEW4(22), .transport = 3, OFFICE4 }, OG_ACCEPT_ZONE, OFFICE },
	{ "not linear", { NEW4(22), .paged = true, WIRE }, OG_ACCEPT_ZONE, VPN },
	{ "options", { NEW4(22), .options = 40, WIRE }, OG_ACCEPT_ZONE, VPN },
	{ "the list of the other chain", { FORWARD, NEW4(22), WIRE }, OG_DROP_PORT },
	{ "any", { FORWARD, NEW4(9), OFFICE4 }, OG_ACCEPT_ZONE, OFFICE },
	{ "any, from nowhere", { FORWARD, NEW4(9) }, OG_DROP_PORT },
	{ "any, a protocol", { FORWARD, NEW4(0), .proto = 100, OFFICE4 }, OG_ACCEPT_ZONE, OFFICE },

	{ "ipv6, a zone's port", { NEW6(22), OFFICE6 }, OG_ACCEPT_ZONE, OFFICE },
	{ "ipv6, from nowhere", { NEW6(22) }, OG_DROP_PORT },
	{ "ipv6, below the network", { NEW6(22), .from = 0x0f }, OG_DROP_PORT },
	{ "ipv6, above the network", { NEW6(22), .from = 0x20 }, OG_DROP_PORT },
	{ "ipv6, an address of ipv4's", { NEW6(22), OFFICE4 }, OG_DROP_PORT },
	{ "ipv6, by the device", { NEW6(22), WIRE }, OG_ACCEPT_ZONE, VPN },
	{ "ipv6 behind headers", { NEW6(22), .extensions = { OG_PACKET_HOPOPTS }, OFFICE6 },
	  OG_ACCEPT_ZONE, OFFICE },
	{ "ipv6 without a protocol, any", { FORWARD, NEW6(22), .proto = IPPROTO_ROUTING,
	  .transport = 1, OFFICE6 }, OG_ACCEPT_ZONE, OFFICE },
	{ "ipv6 without a protocol", { NEW6(22), .proto = IPPROTO_ROUTING, .transport = 1,
	  OFFICE6 }, OG_DROP_SHORT },
	{ "ipv6 forward", { FORWARD, NEW6(9), OFFICE6 }, OG_ACCEPT_ZONE, OFFICE },
};

static void name_of(const struct row *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(zones, rows, name_of);

static unsigned long counted(const struct og_stats *sum, const struct row *row, bool audit)
{
	const u8 chain = row->packet.chain;

	return audit && og_reason_drops(row->reason) ? sum->would_drop[chain][row->reason] :
						       sum->count[chain][row->reason];
}

static void expect_row(struct kunit *test, const struct row *row, bool audit)
{
	struct og_net *og = og_fixture_net();
	const struct og_policy *policy = og_fixture_policy(test, og);
	unsigned int office = og_zone_find(&policy->zones, "office", 6);
	unsigned int vpn = og_zone_find(&policy->zones, "vpn", 3);
	struct og_stats *sums = kunit_kcalloc(test, 2, sizeof(*sums), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, sums);
	KUNIT_ASSERT_LT(test, max(office, vpn), OG_ZONES);
	og_stats_sum(og->stats, &sums[0]);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &row->packet),
			og_reason_drops(row->reason) && !audit ? NF_DROP : NF_ACCEPT);
	og_stats_sum(og->stats, &sums[1]);
	KUNIT_EXPECT_EQ(test, counted(&sums[1], row, audit) - counted(&sums[0], row, audit), 1);
	KUNIT_EXPECT_EQ(test, sums[1].zone[office] - sums[0].zone[office],
			!!(row->zones & OFFICE));
	KUNIT_EXPECT_EQ(test, sums[1].zone[vpn] - sums[0].zone[vpn], !!(row->zones & VPN));
	KUNIT_EXPECT_EQ(test, sums[1].refuse_sent + sums[1].refuse_suppressed,
			sums[0].refuse_sent + sums[0].refuse_suppressed);
}

static void zones_enforce(struct kunit *test)
{
	og_fixture_publish(test, og_fixture_net(), "mode enforce; " POLICY);
	expect_row(test, test->param_value, false);
}

/* Nobody is told of what passes. */
static void zones_audit(struct kunit *test)
{
	og_fixture_publish(test, og_fixture_net(), "mode audit; refuse reject; " POLICY);
	expect_row(test, test->param_value, true);
}

/* The way of a policy that wants more than a verdict is the same. */
static void zones_tally(struct kunit *test)
{
	og_fixture_publish(test, og_fixture_net(), "mode enforce; tally on; " POLICY);
	expect_row(test, test->param_value, false);
	og_fixture_publish(test, og_fixture_net(), "tally off");
}

/* What a zone lets pass its port's row has as accepted, and no protocol of a port's number. */
static void zones_tallied(struct kunit *test)
{
	static const struct og_packet passes = { NEW4(22), OFFICE4 }, drops = { NEW4(22) },
				      fragment = { FORWARD, NEW4(22), .offset = 1, OFFICE4 };
	struct og_net *og = og_fixture_net();
	struct og_tally_port port = {}, none = {};

	og_fixture_publish(test, og, "mode enforce; tally on; " POLICY);
	og_packet_verdict(test, og, &passes);
	og_packet_verdict(test, og, &drops);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &fragment), NF_ACCEPT);
	rcu_read_lock();
	KUNIT_EXPECT_TRUE(test, og_tally_read(og, OG_INPUT, OG_TCP, 22, &port));
	KUNIT_EXPECT_FALSE(test, og_tally_read(og, OG_FORWARD, OG_TCP, 0, &none));
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, port.accepted, 1);
	KUNIT_EXPECT_EQ(test, port.dropped, 1);
	og_fixture_publish(test, og, "tally off");
}

/* What the zone of this name let pass, as stats shows it; ULONG_MAX: it shows none. */
static unsigned long passed(struct kunit *test, const char *name)
{
	struct og_publish_state *state = kunit_kzalloc(test, sizeof(*state), GFP_KERNEL);
	struct og_net *og = og_fixture_net();
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, state);
	og_publish_state(og, state);
	for (i = 0; i < state->zone_count; i++)
		if (!strcmp(state->zone[i].name, name))
			return og_stats_zone(og->stats, state->zone[i].slot) -
			       state->zone[i].before;
	return ULONG_MAX;
}

/* A zone counts from when it came into force, whoever had its slot; other texts change nothing. */
static void zones_counted_since(struct kunit *test)
{
	static const struct og_packet packet = { NEW4(22), .from = 10 };
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, "mode enforce; " POLICY);
	KUNIT_EXPECT_EQ(test, passed(test, "office"), 0);
	og_packet_verdict(test, og, &packet);
	og_fixture_publish(test, og, "+99/tcp; zone office +eth3; from office +98/tcp");
	og_packet_verdict(test, og, &packet);
	KUNIT_EXPECT_EQ(test, passed(test, "office"), 2);
	KUNIT_EXPECT_EQ(test, passed(test, "vpn"), 0);

	og_fixture_publish(test, og, "zone office none; zone shop 192.0.2.10; input from shop 22; "
			   "trial 60");
	KUNIT_EXPECT_EQ(test, passed(test, "office"), ULONG_MAX);
	KUNIT_EXPECT_EQ(test, passed(test, "shop"), 0);
	og_packet_verdict(test, og, &packet);
	KUNIT_EXPECT_EQ(test, passed(test, "shop"), 1);
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	KUNIT_EXPECT_EQ(test, passed(test, "office"), 0);
	KUNIT_EXPECT_EQ(test, passed(test, "shop"), ULONG_MAX);

	og_fixture_publish(test, og, "reset");
	KUNIT_EXPECT_EQ(test, passed(test, "office"), ULONG_MAX);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &packet), NF_ACCEPT);
}

/* Each slot is counted for itself, the last one too. */
static void zones_all_slots(struct kunit *test)
{
	static const struct og_packet packet = { NEW4(7), .device = "e15" };
	struct og_net *og = og_fixture_net();
	char *text = kunit_kzalloc(test, 2048, GFP_KERNEL), name[8];
	unsigned int i, size = 0;

	KUNIT_ASSERT_NOT_NULL(test, text);
	size += scnprintf(text, 2048, "mode enforce; none");
	for (i = 0; i < OG_ZONES; i++)
		size += scnprintf(text + size, 2048 - size, "; zone z%u e%u; from z%u 7", i, i, i);
	og_fixture_publish(test, og, text);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &packet), NF_ACCEPT);
	for (i = 0; i < OG_ZONES; i++) {
		snprintf(name, sizeof(name), "z%u", i);
		KUNIT_EXPECT_EQ(test, passed(test, name), i == 15);
	}
}

/* Early drops what neither chain nor any zone lists, from wherever it comes. */
static void zones_early(struct kunit *test)
{
	static const struct og_packet nobodys[] = { { FRESH4(9) }, { FRESH6(9) } };
	static const struct og_packet listed[] = { { FRESH4(22) }, { FRESH6(22) }, { FRESH4(25) } };
	struct og_net *og = og_fixture_net();
	unsigned int i;

	og_fixture_publish(test, og, "mode enforce; early on; " POLICY);
	og_fixture_publish(test, og, "forward from office 53");
	for (i = 0; i < ARRAY_SIZE(nobodys); i++)
		KUNIT_EXPECT_EQ(test, og_packet_early_verdict(test, og, &nobodys[i]), NF_DROP);
	for (i = 0; i < ARRAY_SIZE(listed); i++)
		KUNIT_EXPECT_EQ(test, og_packet_early_verdict(test, og, &listed[i]), NF_ACCEPT);
	/* of the chain forward alone */
	og_fixture_publish(test, og, "input from office none; input from vpn none; "
			   "forward from office any");
	for (i = 0; i < ARRAY_SIZE(nobodys); i++)
		KUNIT_EXPECT_EQ(test, og_packet_early_verdict(test, og, &nobodys[i]), NF_ACCEPT);
	og_fixture_publish(test, og, "early off");
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(zones_enforce, zones_gen_params),
	KUNIT_CASE_PARAM(zones_audit, zones_gen_params),
	KUNIT_CASE_PARAM(zones_tally, zones_gen_params),
	KUNIT_CASE(zones_tallied),
	KUNIT_CASE(zones_counted_since),
	KUNIT_CASE(zones_all_slots),
	KUNIT_CASE(zones_early),
	{},
};

static struct kunit_suite suite = {
	.name = "zones",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
