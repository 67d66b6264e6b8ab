// SPDX-License-Identifier: GPL-2.0-only
#include "fixture.h"

#include <net/net_namespace.h>

#include "core/judge.h"

static bool port_listed(const struct og_policy *policy, u16 port)
{
	return og_bit(policy->chain[OG_INPUT].items.ports[OG_TCP], port);
}

static void publish_off_needs_no_hooks(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	struct og_reservation reservation = {};
	const struct og_edit *edit = og_fixture_edit(test, "+1/tcp");

	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation, edit), 0);
	KUNIT_EXPECT_FALSE(test, reservation.arms);
	og_fixture_expect_holds(test, og, 0);
	og_fixture_commit(test, og, &reservation, edit);
	KUNIT_EXPECT_TRUE(test, port_listed(og_fixture_policy(test, og), 1));
	og_fixture_expect_holds(test, og, 0);
}

static void publish_counts_generations(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	u64 before = og_fixture_state(og).generation;

	og_fixture_publish(test, og, "+1/tcp");
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, before + 1);
	og_fixture_publish(test, og, "mode audit; ipv6 ignore");
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, before + 2);
	KUNIT_EXPECT_STREQ(test, og_fixture_state(og).setting[OG_SET_MODE], "audit");
	KUNIT_EXPECT_STREQ(test, og_fixture_state(og).setting[OG_SET_IPV6], "ignore");
}

static void publish_cancel_changes_nothing(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_policy *before = og_fixture_policy(test, og);
	struct og_fixture_state state = og_fixture_state(og);
	struct og_reservation reservation = {};

	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation,
						 og_fixture_edit(test, "none; mode enforce")), 0);
	og_fixture_expect_holds(test, og, 1);
	KUNIT_EXPECT_TRUE(test, og_policy_equal(before, og_fixture_policy(test, og)));
	og_publish_cancel(og, &reservation);
	og_publish_cancel(og, &reservation);
	og_fixture_expect_holds(test, og, 0);
	KUNIT_EXPECT_TRUE(test, og_policy_equal(before, og_fixture_policy(test, og)));
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, state.generation);
}

static void publish_off_lets_go(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, "mode enforce");
	og_fixture_expect_holds(test, og, 1);
	og_fixture_publish(test, og, "mode audit");
	og_fixture_expect_holds(test, og, 1);
	og_fixture_publish(test, og, "+1/tcp");
	og_fixture_expect_holds(test, og, 1);
	og_fixture_publish(test, og, "mode off");
	og_fixture_expect_holds(test, og, 0);
	og_fixture_publish(test, og, "mode off");
	og_fixture_expect_holds(test, og, 0);
}

/* A text that grows reserves again and again with the same reservation. */
static void publish_reserve_grows(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_edit *all = og_fixture_edit(test, "+1/tcp; mode enforce");
	struct og_reservation reservation = {};
	struct og_live *room;

	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation,
						 og_fixture_edit(test, "+1/tcp")), 0);
	room = reservation.next;
	og_fixture_expect_holds(test, og, 0);
	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation, all), 0);
	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation, all), 0);
	KUNIT_EXPECT_PTR_EQ(test, reservation.next, room);
	og_fixture_expect_holds(test, og, 1);
	og_fixture_commit(test, og, &reservation, all);
	KUNIT_EXPECT_NULL(test, reservation.next);
	KUNIT_EXPECT_FALSE(test, reservation.arms);
	og_fixture_expect_holds(test, og, 1);
}

/* Each is laid over the policy of its moment, not over that of its reservation. */
static void publish_two_reservations(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_edit *one = og_fixture_edit(test, "+1/tcp; mode enforce");
	const struct og_edit *two = og_fixture_edit(test, "+2/tcp; mode enforce");
	struct og_reservation first = {}, second = {};
	const struct og_policy *policy;

	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &first, one), 0);
	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &second, two), 0);
	og_fixture_expect_holds(test, og, 2);
	og_fixture_commit(test, og, &second, two);
	og_fixture_expect_holds(test, og, 2);
	og_fixture_commit(test, og, &first, one);
	og_fixture_expect_holds(test, og, 1);
	policy = og_fixture_policy(test, og);
	KUNIT_EXPECT_TRUE(test, port_listed(policy, 1));
	KUNIT_EXPECT_TRUE(test, port_listed(policy, 2));
	KUNIT_EXPECT_TRUE(test, port_listed(policy, 22));
}

static void publish_one_of_two_cancelled(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_edit *one = og_fixture_edit(test, "+1/tcp; mode enforce");
	const struct og_edit *off = og_fixture_edit(test, "mode off");
	struct og_reservation first = {}, second = {};

	og_fixture_publish(test, og, "mode enforce");
	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &first, one), 0);
	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &second, off), 0);
	og_fixture_commit(test, og, &second, off);
	og_fixture_expect_holds(test, og, 1);
	og_publish_cancel(og, &first);
	og_fixture_expect_holds(test, og, 0);
	KUNIT_EXPECT_FALSE(test, port_listed(og_fixture_policy(test, og), 1));
}

static void set_closing(struct og_net *og, bool closing)
{
	mutex_lock(&og->lock);
	og->closing = closing;
	mutex_unlock(&og->lock);
}

static void publish_closing(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_edit *edit = og_fixture_edit(test, "+1/tcp; mode enforce");
	struct og_reservation early = {}, late = {};
	u64 generation = og_fixture_state(og).generation;
	int err;

	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &early, edit), 0);
	og_publish_close(og);
	err = og_publish_reserve(og, &late, edit);
	og_publish_cancel(og, &late);
	og_fixture_commit(test, og, &early, edit);
	set_closing(og, false);
	KUNIT_EXPECT_EQ(test, err, -ENODEV);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation);
	og_fixture_expect_holds(test, og, 0);
}

static void publish_stop_lets_go(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	og_fixture_publish(test, og, "mode enforce");
	og_publish_stop(og);
	og_fixture_expect_holds(test, og, 0);
	og_publish_stop(og);
	og_fixture_expect_holds(test, og, 0);
	/* it says "enforce" but has no hold of its own: as at a namespace's end */
	og_fixture_publish(test, og, "mode off");
}

/* Who found the old policy just before may look at it until a grace period has passed. */
static void publish_old_outlives_readers(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const struct og_edit *edit = og_fixture_edit(test, "+2/tcp");
	struct og_reservation reservation = {};
	const struct og_live *old;
	unsigned long grace;

	og_fixture_publish(test, og, "mode enforce; +1/tcp");
	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation, edit), 0);
	old = rcu_access_pointer(og->live);
	grace = get_state_synchronize_rcu();
	og_fixture_commit(test, og, &reservation, edit);
	KUNIT_EXPECT_PTR_NE(test, rcu_access_pointer(og->live), old);
	KUNIT_EXPECT_TRUE(test, port_listed(&old->policy, 1));
	KUNIT_EXPECT_FALSE(test, port_listed(&old->policy, 2));
	/* without one the look was allowed */
	KUNIT_EXPECT_FALSE(test, poll_state_synchronize_rcu(grace));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(publish_off_needs_no_hooks),
	KUNIT_CASE(publish_counts_generations),
	KUNIT_CASE(publish_cancel_changes_nothing),
	KUNIT_CASE(publish_off_lets_go),
	KUNIT_CASE(publish_reserve_grows),
	KUNIT_CASE(publish_two_reservations),
	KUNIT_CASE(publish_one_of_two_cancelled),
	KUNIT_CASE(publish_closing),
	KUNIT_CASE(publish_stop_lets_go),
	KUNIT_CASE(publish_old_outlives_readers),
	{},
};

static struct kunit_suite suite = {
	.name = "publish",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
