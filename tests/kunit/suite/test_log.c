// SPDX-License-Identifier: GPL-2.0-only
/* What of a drop is told to NFLOG, and how often. */
#include "fixture.h"

#include <linux/jiffies.h>
#include <linux/netfilter.h>

#include "logger.h"
#include "packet.h"
#include "stats.h"

#define TCP(number)	.state = OG_STATE_NEW, .proto = IPPROTO_TCP, .transport = 20, .port = (number)

static void log_needs_a_logger(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	u64 generation = og_fixture_state(og).generation;
	struct og_reservation reservation = {};

	KUNIT_EXPECT_EQ(test, og_publish_reserve(og, &reservation,
						 og_fixture_edit(test, "log nflog:7")), -ENOENT);
	og_publish_cancel(og, &reservation);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation);
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_LOG], 0);
}

static const struct row {
	const char *policy;
	struct og_packet packet;
	bool early;
	const char *prefix;	/* NULL: not logged */
} rows[] = {
	{ "mode enforce", { TCP(1) }, false, "outlook_guard input drop port" },
	{ "mode enforce", { TCP(1), .chain = OG_FORWARD }, false, "outlook_guard forward drop port" },
	{ "mode enforce", { TCP(1), .family = OG_IPV6 }, false, "outlook_guard input drop port" },
	{ "mode enforce", { TCP(1), .transport = 3 }, false, "outlook_guard input drop short" },
	{ "mode audit", { TCP(1) }, false, "outlook_guard input would-drop port" },
	{ "mode enforce", { TCP(22) }, false, NULL },
	{ "mode audit", { TCP(22) }, false, NULL },
	{ "mode enforce; early on", { TCP(1), .state = OG_STATE_INVALID }, true,
	  "outlook_guard early drop port" },
	{ "mode enforce; early on", { TCP(1), .state = OG_STATE_INVALID, .family = OG_IPV6 }, true,
	  "outlook_guard early drop port" },
	{ "mode enforce; early on", { TCP(22), .state = OG_STATE_INVALID }, true, NULL },
	{ "mode enforce; early on", { TCP(22), .state = OG_STATE_INVALID, .family = OG_IPV6 }, true,
	  NULL },
	{ "mode audit; early on", { TCP(1), .state = OG_STATE_INVALID }, true, NULL },
};

static void name_of(const struct row *row, char *name)
{
	snprintf(name, KUNIT_PARAM_DESC_SIZE, "%s: %s", row->policy, row->prefix ?: "nothing");
}

KUNIT_ARRAY_PARAM(log, rows, name_of);

static void log_drops(struct kunit *test)
{
	const struct row *row = test->param_value;
	struct og_net *og = og_fixture_net();

	og_logger_register(test);
	og_fixture_publish(test, og, "input 22/tcp; forward 22/tcp; log nflog:7");
	og_fixture_publish(test, og, row->policy);
	if (row->early)
		og_packet_early_verdict(test, og, &row->packet);
	else
		og_packet_verdict(test, og, &row->packet);
	KUNIT_EXPECT_EQ(test, og_logged.times, row->prefix ? 1 : 0);
	if (row->prefix) {
		KUNIT_EXPECT_STREQ(test, og_logged.prefix, row->prefix);
		KUNIT_EXPECT_EQ(test, og_logged.group, 7);
		KUNIT_EXPECT_EQ(test, og_logged.pf,
				row->packet.family == OG_IPV4 ? NFPROTO_IPV4 : NFPROTO_IPV6);
	}
	og_fixture_publish(test, og, "log off");
	og_logged.times = 0;
	og_packet_verdict(test, og, &row->packet);
	KUNIT_EXPECT_EQ(test, og_logged.times, 0);
}

/* 50 at once, then 50 a second; what is over that is counted alone. */
static void log_limit(struct kunit *test)
{
	static const struct og_packet packet = { TCP(1) };
	struct og_net *og = og_fixture_net();
	struct og_stats before, after;
	unsigned long began, most;
	unsigned int i;

	og_logger_register(test);
	og_fixture_publish(test, og, "mode enforce; none; log nflog:0");
	og_stats_sum(og->stats, &before);
	began = jiffies;
	for (i = 0; i < 500; i++)
		og_packet_verdict(test, og, &packet);
	most = 52 + (jiffies - began) * 50 / HZ;
	og_stats_sum(og->stats, &after);
	KUNIT_EXPECT_EQ(test, after.log_sent - before.log_sent, og_logged.times);
	KUNIT_EXPECT_EQ(test, after.log_suppressed - before.log_suppressed, 500 - og_logged.times);
	KUNIT_EXPECT_GE(test, og_logged.times, 49);
	KUNIT_EXPECT_LE(test, og_logged.times, most);
	og_fixture_publish(test, og, "log off");
}

/* The logger stays while it is wanted, and no longer. */
static void log_holds(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_logger_register(test);
	og_fixture_publish(test, og, "log nflog:7");
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_LOG], 1);
	og_fixture_publish(test, og, "log off; trial 60");
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_LOG], 1);
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	KUNIT_EXPECT_STREQ(test, og_fixture_state(og).setting[OG_SET_LOG], "nflog:7");
	og_fixture_publish(test, og, "log off");
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_LOG], 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(log_needs_a_logger),
	KUNIT_CASE_PARAM(log_drops, log_gen_params),
	KUNIT_CASE(log_limit),
	KUNIT_CASE(log_holds),
	{},
};

static struct kunit_suite suite = {
	.name = "log",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
