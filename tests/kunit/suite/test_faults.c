// SPDX-License-Identifier: GPL-2.0-only
/* What publishing does when what it calls fails: one thing at a time, and all of them in turn. */
#include "fixture.h"

#include "arm.h"

#include <linux/sched.h>
#include <net/net_namespace.h>

#include "../faulty.h"
#include "logger.h"

struct row {
	const char *name;
	unsigned int armed;
	int err;
};

static const struct row rows[] = {
	{ "conntrack", BIT(OG_FAULTY_CONNTRACK), -EOPNOTSUPP },
	{ "hooks", BIT(OG_FAULTY_HOOKS), -EINVAL },
};

static void name_of(const struct row *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(fault, rows, name_of);

static void faults_registration(struct kunit *test)
{
	const struct row *row = test->param_value;
	struct og_net *og = og_fixture_net();
	const struct og_edit *edit = og_fixture_edit(test, "+1/tcp; mode enforce");
	const struct og_policy *before = og_fixture_policy(test, og);
	u64 generation = og_fixture_state(og).generation;
	struct og_reservation reservation = {};

	og_faulty_armed = row->armed;
	KUNIT_EXPECT_EQ(test, og_publish_reserve(og, &reservation, edit), row->err);
	KUNIT_EXPECT_FALSE(test, reservation.arms);
	og_fixture_expect_holds(test, og, 0);
	og_faulty_armed = 0;
	og_publish_cancel(og, &reservation);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation);
	KUNIT_EXPECT_TRUE(test, og_policy_equal(before, og_fixture_policy(test, og)));

	KUNIT_EXPECT_EQ(test, og_publish_reserve(og, &reservation, edit), 0);
	og_fixture_expect_holds(test, og, 1);
	og_fixture_commit(test, og, &reservation, edit);
	og_fixture_expect_holds(test, og, 1);
}

/* The hooks are held by the policy in force; nothing is registered, so nothing can fail. */
static void faults_none_when_held(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, "mode enforce");
	og_faulty_armed = BIT(OG_FAULTY_CONNTRACK) | BIT(OG_FAULTY_HOOKS) | BIT(OG_FAULTY_PERCPU);
	og_fixture_publish(test, og, "+1/tcp");
	og_faulty_armed = 0;
	og_fixture_expect_holds(test, og, 1);
}

/*
 * One thing at a time too: how often a large allocation asks for pages differs
 * from time to time, and would move the points behind it.
 */
static const struct what {
	const char *text;
	unsigned int refused;
} reserved[] = {
	{ "+1/tcp", 1 },
	{ "+1/tcp; mode enforce", 4 },
	{ "early on", 4 },
	{ "tally on", 2 },
	{ "log nflog:1", 2 },
	{ "trial 60", 2 },
	{ "+1/tcp; mode enforce; early on; tally on; log nflog:1; trial 60", 8 },
};

static void name_of_what(const struct what *what, char *name)
{
	strscpy(name, what->text, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(reserve, reserved, name_of_what);

/* Every allocation and registration of a reservation fails once. */
static void faults_reserve_each(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct what *what = test->param_value;
	const struct og_edit *edit = og_fixture_edit(test, what->text);
	u64 generation = og_fixture_state(og).generation;
	unsigned int nth, left = 0, refused = 0;

	og_logger_register(test);

	for (nth = 1; !left; nth++) {
		struct og_reservation reservation = {};
		unsigned int arm;
		int err;

		KUNIT_ASSERT_LT(test, nth, 1000);
		current->fail_nth = nth;
		err = og_publish_reserve(og, &reservation, edit);
		left = current->fail_nth;
		current->fail_nth = 0;
		refused += !!err;
		for (arm = 0; arm < OG_ARMS; arm++)
			KUNIT_EXPECT_EQ(test, og->users[arm],
					!!(reservation.arms & OG_ARM_BIT(arm)));
		if (left)
			KUNIT_EXPECT_EQ(test, err, 0);
		og_publish_cancel(og, &reservation);
		og_fixture_expect_holds(test, og, 0);
		KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation);
	}
	kunit_info(test, "%u points, %u refused", nth - 2, refused);
	KUNIT_EXPECT_GE(test, refused, what->refused);
}

/* Committing and cancelling cannot fail, whatever fails around them. */
static void faults_commit_each(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_edit *edit = og_fixture_edit(test, "mode enforce");
	const struct og_edit *off = og_fixture_edit(test, "mode off");
	unsigned int nth, left = 0;

	for (nth = 1; !left; nth++) {
		struct og_reservation reservation = {};
		u64 generation = og_fixture_state(og).generation;

		KUNIT_ASSERT_LT(test, nth, 1000);
		KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation, edit), 0);
		current->fail_nth = nth;
		og_fixture_commit(test, og, &reservation, edit);
		left = current->fail_nth;
		current->fail_nth = 0;
		KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation + 1);
		og_fixture_expect_holds(test, og, 1);

		KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation, off), 0);
		current->fail_nth = nth;
		og_fixture_commit(test, og, &reservation, off);
		left = min(left, current->fail_nth);
		current->fail_nth = 0;
		og_fixture_expect_holds(test, og, 0);
	}
}

/* Early that came by another text after a reservation may fail to come, and nothing else with it. */
static void faults_early_comes_late(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_edit *edit = og_fixture_edit(test, "mode enforce; tally on");
	unsigned int nth, left = 0, without = 0;

	for (nth = 1; !left; nth++) {
		struct og_reservation reservation = {};

		KUNIT_ASSERT_LT(test, nth, 1000);
		og_fixture_publish(test, og, "mode off; early off; tally off");
		KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation, edit), 0);
		og_fixture_publish(test, og, "early on");
		current->fail_nth = nth;
		og_fixture_commit(test, og, &reservation, edit);
		left = current->fail_nth;
		current->fail_nth = 0;
		KUNIT_EXPECT_EQ(test, og->users[OG_ARM_CHAINS], 1);
		KUNIT_EXPECT_EQ(test, og->users[OG_ARM_TALLY], 1);
		KUNIT_EXPECT_NOT_NULL(test, rcu_access_pointer(og->tally));
		without += !og->users[OG_ARM_EARLY];
	}
	KUNIT_EXPECT_GT(test, without, 0);
	og_fixture_publish(test, og, "mode enforce; early off; tally off");
}

/* A trial's end cannot fail either. */
static void faults_trial_each(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	unsigned int nth, left = 0;

	og_fixture_publish(test, og, "mode enforce");
	for (nth = 1; !left; nth++) {
		u64 generation;

		KUNIT_ASSERT_LT(test, nth, 1000);
		og_fixture_publish(test, og, "mode audit; tally on; trial 60");
		generation = og_fixture_state(og).generation;
		current->fail_nth = nth;
		KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
		left = current->fail_nth;
		current->fail_nth = 0;
		KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation + 1);
		KUNIT_EXPECT_STREQ(test, og_fixture_state(og).setting[OG_SET_MODE], "enforce");
		KUNIT_EXPECT_EQ(test, og->users[OG_ARM_TALLY], 0);
		og_fixture_expect_holds(test, og, 1);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(faults_registration, fault_gen_params),
	KUNIT_CASE(faults_none_when_held),
	KUNIT_CASE_PARAM(faults_reserve_each, reserve_gen_params),
	KUNIT_CASE(faults_commit_each),
	KUNIT_CASE(faults_early_comes_late),
	KUNIT_CASE(faults_trial_each),
	{},
};

static struct kunit_suite suite = {
	.name = "faults",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
