// SPDX-License-Identifier: GPL-2.0-only
/* A policy for a while: kept, put back, and what happens to the one behind it meanwhile. */
#include "fixture.h"

#include <linux/delay.h>

#include "../faulty.h"

#define ENFORCED "mode enforce; early on; +1/tcp"

static bool listed(struct kunit *test, u16 port)
{
	const struct og_policy *policy = og_fixture_policy(test, og_fixture_net());

	return og_bit(policy->chain[OG_INPUT].items.ports[OG_TCP], port);
}

static struct og_trial_state *look(struct kunit *test)
{
	struct og_trial_state *state = kunit_kzalloc(test, sizeof(*state), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, state);
	og_trial_read(og_fixture_net(), state);
	return state;
}

static void expect_over(struct kunit *test, enum og_trial_end how)
{
	struct og_net *og = og_fixture_net();

	KUNIT_EXPECT_EQ(test, og_trial_left(og), 0);
	KUNIT_EXPECT_EQ(test, look(test)->left, 0);
	KUNIT_EXPECT_EQ(test, look(test)->past & ((1 << OG_TRIAL_BITS) - 1), how);
	KUNIT_EXPECT_NULL(test, og->saved);
	KUNIT_EXPECT_EQ(test, og_trial_keep(og), -ESRCH);
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), -ESRCH);
}

static void trial_runs(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_trial_state *state;

	og_fixture_publish(test, og, ENFORCED);
	og_fixture_publish(test, og, "+2/tcp; trial 60");
	state = look(test);
	KUNIT_EXPECT_EQ(test, state->seconds, 60);
	KUNIT_EXPECT_GT(test, state->left, 0);
	KUNIT_EXPECT_LE(test, state->left, 60);
	KUNIT_EXPECT_GE(test, state->elapsed_ms, 0);
	KUNIT_EXPECT_EQ(test, state->generation, og_fixture_state(og).generation);
	KUNIT_EXPECT_FALSE(test, og_bit(state->saved.chain[OG_INPUT].items.ports[OG_TCP], 2));
	KUNIT_EXPECT_GT(test, og_trial_left(og), 0);
	KUNIT_EXPECT_TRUE(test, listed(test, 2));
}

static void trial_kept(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, ENFORCED);
	og_fixture_publish(test, og, "+2/tcp; trial 60");
	og_fixture_expect_holds(test, og, 1);
	KUNIT_EXPECT_EQ(test, og_trial_keep(og), 0);
	KUNIT_EXPECT_TRUE(test, listed(test, 2));
	expect_over(test, OG_TRIAL_KEPT);
	og_fixture_expect_holds(test, og, 1);
}

static void trial_reverted(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	u64 generation;

	og_fixture_publish(test, og, ENFORCED);
	og_fixture_publish(test, og, "+2/tcp; trial 60");
	generation = og_fixture_state(og).generation;
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation + 1);
	KUNIT_EXPECT_TRUE(test, listed(test, 1));
	KUNIT_EXPECT_FALSE(test, listed(test, 2));
	expect_over(test, OG_TRIAL_REVERTED);
	og_fixture_expect_holds(test, og, 1);
}

/* The kernel itself puts it back. */
static void trial_expires(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	unsigned int waited;

	og_fixture_publish(test, og, ENFORCED);
	og_fixture_publish(test, og, "+2/tcp; trial 1");
	for (waited = 0; og_trial_left(og) && waited < 3000; waited++)
		msleep(20);
	KUNIT_EXPECT_FALSE(test, listed(test, 2));
	expect_over(test, OG_TRIAL_EXPIRED);
}

/* ... whoever holds the lock under which hooks are registered, and however long; what an end leaves to do, he does. */
static void trial_expires_under_lock(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	unsigned int waited;
	bool listed_then;

	og_fixture_publish(test, og, ENFORCED);
	og_fixture_publish(test, og, "+2/tcp; tally on; trial 1");
	mutex_lock(&og->lock);
	for (waited = 0; og_trial_left(og) && waited < 3000; waited++)
		msleep(20);
	listed_then = listed(test, 2);
	og_trial_end(og);
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_TALLY], 1);
	mutex_unlock(&og->lock);
	KUNIT_EXPECT_FALSE(test, listed_then);
	og_publish_settle(og);
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_TALLY], 0);
	expect_over(test, OG_TRIAL_EXPIRED);
}

/* Behind a second trial waits what was confirmed last. */
static void trial_second(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, ENFORCED);
	og_fixture_publish(test, og, "+2/tcp; trial 60");
	og_fixture_publish(test, og, "+3/tcp; trial 90");
	KUNIT_EXPECT_EQ(test, look(test)->seconds, 90);
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	KUNIT_EXPECT_TRUE(test, listed(test, 1));
	KUNIT_EXPECT_FALSE(test, listed(test, 2));
	KUNIT_EXPECT_FALSE(test, listed(test, 3));
}

/* A change that is not on trial itself is there whichever policy stays. */
static void trial_change_meanwhile(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, ENFORCED);
	og_fixture_publish(test, og, "+2/tcp; trial 60");
	og_fixture_publish(test, og, "+3/tcp");
	KUNIT_EXPECT_TRUE(test, listed(test, 3));
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	KUNIT_EXPECT_FALSE(test, listed(test, 2));
	KUNIT_EXPECT_TRUE(test, listed(test, 3));
}

/* Hooks stay for the policy that may come back; so it comes back when nothing can be registered any more. */
static void trial_of_off(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, ENFORCED);
	og_fixture_publish(test, og, "mode off; trial 60");
	og_fixture_expect_holds(test, og, 1);
	og_faulty_armed = BIT(OG_FAULTY_CONNTRACK) | BIT(OG_FAULTY_HOOKS) | BIT(OG_FAULTY_PERCPU);
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	og_faulty_armed = 0;
	KUNIT_EXPECT_STREQ(test, og_fixture_state(og).setting[OG_SET_MODE], "enforce");
	og_fixture_expect_holds(test, og, 1);
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_EARLY], 1);
}

static void trial_from_off(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, "mode enforce; trial 60");
	og_fixture_expect_holds(test, og, 1);
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	og_fixture_expect_holds(test, og, 0);
}

/* A dying namespace answers nobody and changes nothing. */
static void trial_closing(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	int kept, reverted;

	og_fixture_publish(test, og, ENFORCED);
	og_fixture_publish(test, og, "+2/tcp; trial 60");
	og_publish_close(og);
	kept = og_trial_keep(og);
	reverted = og_trial_revert(og);
	spin_lock_bh(&og->swap);
	og->closing = false;
	spin_unlock_bh(&og->swap);
	KUNIT_EXPECT_EQ(test, kept, -ESRCH);
	KUNIT_EXPECT_EQ(test, reverted, -ESRCH);
	KUNIT_EXPECT_TRUE(test, listed(test, 2));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(trial_runs),
	KUNIT_CASE(trial_kept),
	KUNIT_CASE(trial_reverted),
	KUNIT_CASE(trial_expires),
	KUNIT_CASE(trial_expires_under_lock),
	KUNIT_CASE(trial_second),
	KUNIT_CASE(trial_change_meanwhile),
	KUNIT_CASE(trial_of_off),
	KUNIT_CASE(trial_from_off),
	KUNIT_CASE(trial_closing),
	{},
};

static struct kunit_suite suite = {
	.name = "trial",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
