// SPDX-License-Identifier: GPL-2.0-only
/* Two namespaces, and that neither hears of the other. */
#include "fixture.h"

#include <linux/err.h>
#include <linux/netfilter.h>
#include <net/net_namespace.h>

#include "packet.h"
#include "stats.h"

KUNIT_DEFINE_ACTION_WRAPPER(release_net, put_net, struct net *);

static struct og_net *other_net(struct kunit *test)
{
	struct net *net;

	if (!og_fixture_other_pid)
		kunit_skip(test, "no process in another namespace: other_pid=");
	net = get_net_ns_by_pid(og_fixture_other_pid);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, net);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, release_net, net), 0);
	KUNIT_ASSERT_FALSE(test, net_eq(net, &init_net));
	return og_net_of(net);
}

/* First in the suite: nobody has written there yet. */
static void nets_begin_off(struct kunit *test)
{
	struct og_net *other = other_net(test);
	struct og_policy *builtin = kunit_kzalloc(test, sizeof(*builtin), GFP_KERNEL);
	struct og_fixture_state state = og_fixture_state(other);

	KUNIT_ASSERT_NOT_NULL(test, builtin);
	og_policy_builtin(builtin);
	builtin->setting[OG_SET_MODE] = OG_MODE_OFF;
	KUNIT_EXPECT_STREQ(test, state.setting[OG_SET_MODE], "off");
	KUNIT_EXPECT_EQ(test, state.generation, 0);
	KUNIT_EXPECT_NULL(test, rcu_access_pointer(other->live));
	KUNIT_EXPECT_NULL(test, (void __force *)other->stats);
	KUNIT_EXPECT_EQ(test, og_fixture_hooks(other->net), 0);
	KUNIT_EXPECT_EQ(test, og_trial_keep(other), -ESRCH);
	KUNIT_EXPECT_TRUE(test, og_policy_equal(og_fixture_policy(test, other), builtin));
}

/* A first transaction that fails or is given up leaves generation 0, and the next one is still the first. */
static void nets_first_policy_enforces(struct kunit *test)
{
	struct og_net *other = other_net(test);
	const struct og_edit *edit = og_fixture_edit(test, "+7/tcp");
	struct og_reservation reservation = {};

	KUNIT_ASSERT_EQ(test, og_publish_reserve(other, &reservation, edit), 0);
	KUNIT_EXPECT_TRUE(test, reservation.arms);
	og_publish_cancel(other, &reservation);
	KUNIT_EXPECT_EQ(test, og_fixture_state(other).generation, 0);
	KUNIT_EXPECT_STREQ(test, og_fixture_state(other).setting[OG_SET_MODE], "off");
	KUNIT_EXPECT_EQ(test, og_fixture_hooks(other->net), 0);
	og_fixture_publish(test, other, "+7/tcp");
	KUNIT_EXPECT_EQ(test, og_fixture_state(other).generation, 1);
	KUNIT_EXPECT_STREQ(test, og_fixture_state(other).setting[OG_SET_MODE], "enforce");
	KUNIT_EXPECT_EQ(test, other->users[OG_ARM_CHAINS], 1);
}

/* What is in force, by chains' hooks and mode. */
static void expect_mode(struct kunit *test, struct og_net *og, const char *mode)
{
	KUNIT_EXPECT_STREQ(test, og_fixture_state(og).setting[OG_SET_MODE], mode);
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_CHAINS], strcmp(mode, "off") ? 1 : 0);
}

static bool lists(struct kunit *test, struct og_net *og, u16 port)
{
	return og_bit(og_fixture_policy(test, og)->chain[OG_INPUT].items.ports[OG_TCP], port);
}

static void end_state(void *og)
{
	og_publish_close(og);
	og_trial_end(og);
	og_publish_stop(og);
	synchronize_net();
	og_publish_free(og);
}

/*
 * A state of init_net's own beside the one that it has. It ends with its
 * test, also with one that breaks off: it has hooks.
 */
static struct og_net *begin_state(struct kunit *test)
{
	struct og_net *og = kunit_kzalloc(test, sizeof(*og), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, og);
	og_net_init(og, &init_net);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, end_state, og), 0);
	return og;
}

static const struct first {
	const char *name, *texts[3];
	bool kept;
	const char *mode;	/* once the trial is over */
	bool port, page;	/* and whether 7/tcp and the page's 22/tcp are listed then, */
	bool enforces;		/* and whether the next text alone enforces */
} firsts[] = {
	{ "a trial", { "trial 60; 7/tcp" }, false, "off", false, true, true },
	{ "a trial, kept", { "trial 60; 7/tcp" }, true, "enforce", true, false, true },
	{ "a trial of off, kept", { "trial 60; mode off" }, true, "off", false, true, false },
	{ "a second trial", { "trial 60; 22/tcp", "trial 90; 7/tcp" }, false, "off", false, true, true },
	{ "a change for good meanwhile", { "trial 60; 22/tcp", "7/tcp" }, false, "enforce", true, false, true },
	{ "a change for good, and a second trial", { "trial 60; 22/tcp", "+7/tcp", "trial 60; -22/tcp" },
	  false, "enforce", true, true, true },
	{ "off for good meanwhile", { "trial 60; 22/tcp", "mode off" }, false, "off", false, true, false },
	{ "the tally for good meanwhile", { "trial 60; mode off", "tally on" }, false, "enforce", false, true, true },
};

static void name_of_first(const struct first *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(first, firsts, name_of_first);

static void nets_first_is_on_trial(struct kunit *test)
{
	const struct first *row = test->param_value;
	struct og_net *og = begin_state(test);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(row->texts) && row->texts[i]; i++)
		og_fixture_publish(test, og, row->texts[i]);
	KUNIT_EXPECT_EQ(test, row->kept ? og_trial_keep(og) : og_trial_revert(og), 0);
	expect_mode(test, og, row->mode);
	KUNIT_EXPECT_EQ(test, lists(test, og, 7), row->port);
	KUNIT_EXPECT_EQ(test, lists(test, og, 22), row->page);
	og_fixture_publish(test, og, "443/tcp");
	expect_mode(test, og, row->enforces ? "enforce" : "off");
	KUNIT_EXPECT_TRUE(test, lists(test, og, 443));
	kunit_release_action(test, end_state, og);
}

/* A namespace that is closing gets neither hooks nor a policy. */
static void nets_close(struct kunit *test)
{
	const struct og_edit *edit = og_fixture_edit(test, "+7/tcp");
	struct og_reservation reservation = {};
	struct og_net *og = begin_state(test);

	og_publish_close(og);
	KUNIT_EXPECT_EQ(test, og_publish_reserve(og, &reservation, edit), -ENODEV);
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_CHAINS], 0);
	og_fixture_commit(test, og, &reservation, edit);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, 0);
	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_CHAINS], 0);
	kunit_release_action(test, end_state, og);
}

static void nets_apart(struct kunit *test)
{
	static const struct og_packet packet = {
		.state = OG_STATE_NEW, .proto = IPPROTO_TCP, .transport = 20, .port = 7,
	};
	struct og_net *og = og_fixture_net(), *other = other_net(test);
	struct og_stats *before = kunit_kcalloc(test, 2, sizeof(*before), GFP_KERNEL);
	struct og_stats *after = kunit_kcalloc(test, 2, sizeof(*after), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, before);
	KUNIT_ASSERT_NOT_NULL(test, after);
	og_fixture_publish(test, og, "mode enforce; -7/tcp");
	og_fixture_publish(test, other, "mode enforce; +7/tcp");
	og_stats_sum(og->stats, &before[0]);
	og_stats_sum(other->stats, &before[1]);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &packet), NF_DROP);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, other, &packet), NF_ACCEPT);
	og_stats_sum(og->stats, &after[0]);
	og_stats_sum(other->stats, &after[1]);
	KUNIT_EXPECT_EQ(test, after[0].count[OG_INPUT][OG_DROP_PORT],
			before[0].count[OG_INPUT][OG_DROP_PORT] + 1);
	KUNIT_EXPECT_EQ(test, after[0].count[OG_INPUT][OG_ACCEPT_PORT],
			before[0].count[OG_INPUT][OG_ACCEPT_PORT]);
	KUNIT_EXPECT_EQ(test, after[1].count[OG_INPUT][OG_ACCEPT_PORT],
			before[1].count[OG_INPUT][OG_ACCEPT_PORT] + 1);
	KUNIT_EXPECT_EQ(test, after[1].count[OG_INPUT][OG_DROP_PORT],
			before[1].count[OG_INPUT][OG_DROP_PORT]);
}

static void nets_off_apart(struct kunit *test)
{
	struct og_net *other = other_net(test);

	og_fixture_publish(test, og_fixture_net(), "mode enforce");
	og_fixture_publish(test, other, "mode off");
	KUNIT_EXPECT_EQ(test, og_fixture_hooks(other->net), 0);
	og_fixture_expect_holds(test, og_fixture_net(), 1);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(nets_begin_off),
	KUNIT_CASE(nets_first_policy_enforces),
	KUNIT_CASE_PARAM(nets_first_is_on_trial, first_gen_params),
	KUNIT_CASE(nets_close),
	KUNIT_CASE(nets_apart),
	KUNIT_CASE(nets_off_apart),
	{},
};

static struct kunit_suite suite = {
	.name = "nets",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
