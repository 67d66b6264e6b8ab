// SPDX-License-Identifier: GPL-2.0-only
/* What is remembered of each port. */
#include "fixture.h"

#include <linux/delay.h>
#include <linux/netfilter.h>

#include "packet.h"
#include "tally.h"
#include "trial.h"

#define NEW(number)	.state = OG_STATE_NEW, .proto = IPPROTO_TCP, .transport = 20, .port = (number)

#define POLICY	"mode enforce; tally on; input established loopback icmp 22/tcp 53/udp; forward any"

static bool read_port(struct og_net *og, unsigned int chain, enum og_transport transport,
		      unsigned int port, struct og_tally_port *read)
{
	bool seen;

	memset(read, 0, sizeof(*read));
	rcu_read_lock();
	seen = og_tally_read(og, chain, transport, port, read);
	rcu_read_unlock();
	return seen;
}

/* How many ports of all chains have been seen. */
static unsigned int seen_ports(struct og_net *og)
{
	unsigned int chain, transport, port, number = 0;
	struct og_tally_port read;

	rcu_read_lock();
	for (chain = 0; chain < OG_TALLY_CHAINS; chain++)
		for (transport = 0; transport < OG_TRANSPORTS; transport++)
			for (port = 0; port < OG_PORTS; port++)
				number += og_tally_read(og, chain, transport, port, &read);
	rcu_read_unlock();
	return number;
}

static const struct row {
	const char *name;
	struct og_packet packet;
	bool counted, dropped;
} rows[] = {
	{ "tcp, open", { NEW(22) }, true, false },
	{ "tcp, closed", { NEW(23) }, true, true },
	{ "tcp, port 0", { NEW(0) }, true, true },
	{ "tcp, the last port", { NEW(65535) }, true, true },
	{ "udp, open", { NEW(53), .proto = IPPROTO_UDP }, true, false },
	{ "udp, closed", { NEW(54), .proto = IPPROTO_UDP }, true, true },
	{ "ipv6, closed", { NEW(25), .family = OG_IPV6 }, true, true },
	{ "any", { NEW(26), .chain = OG_FORWARD }, true, false },
	{ "any, udp in ipv6",
	  { NEW(26), .chain = OG_FORWARD, .family = OG_IPV6, .proto = IPPROTO_UDP }, true, false },
	{ "any, unreadable", { NEW(26), .chain = OG_FORWARD, .transport = 3 }, false },
	{ "any, another protocol", { NEW(26), .chain = OG_FORWARD, .proto = 47 }, false },
	{ "known connection", { NEW(22), .state = OG_STATE_ESTABLISHED }, false },
	{ "loopback", { NEW(22), .loopback = true }, false },
	{ "icmp", { NEW(22), .proto = IPPROTO_ICMP }, false },
	{ "another protocol", { NEW(22), .proto = 47 }, false },
	{ "a later fragment", { NEW(22), .offset = 1 }, false },
	{ "short", { NEW(22), .transport = 3 }, false },
};

static void name_of(const struct row *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(tally, rows, name_of);

static void tally_counts(struct kunit *test)
{
	const struct row *row = test->param_value;
	enum og_transport transport = row->packet.proto == IPPROTO_TCP ? OG_TCP : OG_UDP;
	struct og_net *og = og_fixture_net();
	struct og_tally_port read;
	unsigned int i;

	og_fixture_publish(test, og, POLICY);
	KUNIT_EXPECT_EQ(test, seen_ports(og), 0);
	for (i = 0; i < 3; i++)
		og_packet_verdict(test, og, &row->packet);
	KUNIT_EXPECT_EQ(test, seen_ports(og), row->counted);
	KUNIT_EXPECT_EQ(test, read_port(og, row->packet.chain, transport, row->packet.port, &read),
			row->counted);
	KUNIT_EXPECT_EQ(test, read.accepted, row->counted && !row->dropped ? 3 : 0);
	KUNIT_EXPECT_EQ(test, read.dropped, row->counted && row->dropped ? 3 : 0);
	KUNIT_EXPECT_LT(test, read.seconds, 60);
	/* they all come from one address */
	KUNIT_EXPECT_EQ(test, hweight32(read.sources), row->counted);
}

static void tally_early(struct kunit *test)
{
	struct og_packet packet = { NEW(23), .state = OG_STATE_INVALID };
	struct og_net *og = og_fixture_net();
	struct og_tally_port read;

	og_fixture_publish(test, og, POLICY "; early on");
	og_fixture_publish(test, og, "forward none");
	KUNIT_EXPECT_EQ(test, og_packet_early_verdict(test, og, &packet), NF_DROP);
	packet.family = OG_IPV6;
	KUNIT_EXPECT_EQ(test, og_packet_early_verdict(test, og, &packet), NF_DROP);
	packet.port = 22;
	KUNIT_EXPECT_EQ(test, og_packet_early_verdict(test, og, &packet), NF_ACCEPT);
	KUNIT_EXPECT_EQ(test, seen_ports(og), 1);
	KUNIT_EXPECT_TRUE(test, read_port(og, OG_TALLY_EARLY, OG_TCP, 23, &read));
	KUNIT_EXPECT_EQ(test, read.dropped, 2);
}

/* An edit leaves it as it is; off and on again begins anew. */
static void tally_stays(struct kunit *test)
{
	static const struct og_packet packet = { NEW(23) };
	struct og_net *og = og_fixture_net();
	struct og_tally_port read;

	og_fixture_publish(test, og, POLICY);
	og_packet_verdict(test, og, &packet);
	og_fixture_publish(test, og, "+23/tcp; mode audit");
	og_packet_verdict(test, og, &packet);
	KUNIT_EXPECT_TRUE(test, read_port(og, OG_INPUT, OG_TCP, 23, &read));
	KUNIT_EXPECT_EQ(test, read.accepted, 1);
	KUNIT_EXPECT_EQ(test, read.dropped, 1);
	og_fixture_publish(test, og, "tally off");
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_TALLY], 0);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).tally_seconds, 0);
	KUNIT_EXPECT_FALSE(test, read_port(og, OG_INPUT, OG_TCP, 23, &read));
	og_packet_verdict(test, og, &packet);
	og_fixture_publish(test, og, "tally on");
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_TALLY], 1);
	KUNIT_EXPECT_EQ(test, seen_ports(og), 0);
}

/*
 * Its time is that of its rows: a trial that turns it off shows neither, and
 * with the rows from before the time from before comes back.
 */
static void tally_age(struct kunit *test)
{
	static const struct og_packet packet = { NEW(23) };
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, POLICY);
	og_packet_verdict(test, og, &packet);
	msleep(2100);
	KUNIT_EXPECT_GE(test, og_fixture_state(og).tally_seconds, 2);
	og_fixture_publish(test, og, "tally on; +23/tcp");
	KUNIT_EXPECT_GE(test, og_fixture_state(og).tally_seconds, 2);
	og_fixture_publish(test, og, "tally off; trial 60");
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).tally_seconds, 0);
	KUNIT_EXPECT_FALSE(test, og_publish_tallies(og));
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	KUNIT_EXPECT_TRUE(test, og_publish_tallies(og));
	KUNIT_EXPECT_EQ(test, seen_ports(og), 1);
	KUNIT_EXPECT_GE(test, og_fixture_state(og).tally_seconds, 2);
	og_fixture_publish(test, og, "tally off");
	og_fixture_publish(test, og, "tally on");
	KUNIT_EXPECT_EQ(test, seen_ports(og), 0);
	KUNIT_EXPECT_LT(test, og_fixture_state(og).tally_seconds, 2);
}

/* A text that is not finished holds it, and does not count. */
static void tally_age_reserved(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_edit *edit = og_fixture_edit(test, POLICY);
	struct og_reservation reservation = {};

	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation, edit), 0);
	msleep(2100);
	KUNIT_EXPECT_EQ(test, og_tally_age(og), 0);
	og_fixture_commit(test, og, &reservation, edit);
	KUNIT_EXPECT_LT(test, og_fixture_state(og).tally_seconds, 2);
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(tally_counts, tally_gen_params),
	KUNIT_CASE(tally_early),
	KUNIT_CASE(tally_stays),
	KUNIT_CASE(tally_age),
	KUNIT_CASE(tally_age_reserved),
	{},
};

static struct kunit_suite suite = {
	.name = "tally",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
