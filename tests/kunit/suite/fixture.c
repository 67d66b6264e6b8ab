// SPDX-License-Identifier: GPL-2.0-only
#include "fixture.h"

#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/vmalloc.h>
#include <net/net_namespace.h>

#include "../faulty.h"

static unsigned int hooks_when_off;

struct og_net *og_fixture_net(void)
{
	return og_net_of(&init_net);
}

KUNIT_DEFINE_ACTION_WRAPPER(free_vmalloc, vfree, const void *);

static void *alloc(struct kunit *test, size_t size)
{
	void *memory = vzalloc(size);

	KUNIT_ASSERT_NOT_NULL(test, memory);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, free_vmalloc, memory), 0);
	return memory;
}

const struct og_edit *og_fixture_edit(struct kunit *test, const char *text)
{
	struct og_parser *parser = alloc(test, sizeof(*parser));

	og_parse_begin(parser);
	KUNIT_ASSERT_TRUE_MSG(test, og_parse_text(parser, text, strlen(text)), "%s: %s", text,
			      parser->error.text);
	return &parser->edit;
}

void og_fixture_commit(struct kunit *test, struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit)
{
	struct og_error error;

	KUNIT_ASSERT_TRUE(test, og_trial_commit(og, reservation, edit, &error));
}

void og_fixture_publish(struct kunit *test, struct og_net *og, const char *text)
{
	const struct og_edit *edit = og_fixture_edit(test, text);
	struct og_reservation reservation = {};

	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation, edit), 0);
	og_fixture_commit(test, og, &reservation, edit);
}

struct og_fixture_state og_fixture_state(struct og_net *og)
{
	struct og_publish_state state;
	struct og_fixture_state few;

	og_publish_state(og, &state);
	few.generation = state.generation;
	few.tally_seconds = state.tally_seconds;
	memcpy(few.setting, state.setting, sizeof(few.setting));
	return few;
}

const struct og_policy *og_fixture_policy(struct kunit *test, struct og_net *og)
{
	struct og_policy *policy = alloc(test, sizeof(*policy));

	og_publish_snapshot(og, policy);
	return policy;
}

/*
 * Not counted: a hook that was removed while memory was short leaves a place
 * holder of priority INT_MIN, and conntrack, when its own registration fails,
 * leaves the one that puts fragments together (nf_ct_netns_do_get()).
 */
static unsigned int count(const struct nf_hook_entries *entries)
{
	struct nf_hook_ops **ops;
	unsigned int i, number = 0;

	if (!entries)
		return 0;
	ops = nf_hook_entries_get_hook_ops(entries);
	for (i = 0; i < entries->num_hook_entries; i++)
		number += ops[i]->priority != INT_MIN &&
			  ops[i]->priority != NF_IP_PRI_CONNTRACK_DEFRAG;
	return number;
}

unsigned int og_fixture_hooks(struct net *net)
{
	unsigned int i, number = 0;

	rcu_read_lock();
	for (i = 0; i < NF_INET_NUMHOOKS; i++) {
		number += count(rcu_dereference(net->nf.hooks_ipv4[i]));
		number += count(rcu_dereference(net->nf.hooks_ipv6[i]));
	}
	rcu_read_unlock();
	return number;
}

void og_fixture_expect_holds(struct kunit *test, struct og_net *og, unsigned int holds)
{
	unsigned int hooks = og_fixture_hooks(og->net);

	KUNIT_EXPECT_EQ(test, og->users[OG_ARM_CHAINS], holds);
	if (holds)
		KUNIT_EXPECT_GE(test, hooks, hooks_when_off + OG_HOOKS);
	if (!holds) {
		KUNIT_EXPECT_EQ(test, og->users[OG_ARM_EARLY], 0);
		KUNIT_EXPECT_EQ(test, hooks, hooks_when_off);
	}
}

static void begin_anew(struct kunit *test)
{
	og_faulty_armed = 0;
	/* if there is one */
	og_trial_keep(og_fixture_net());
	og_fixture_publish(test, og_fixture_net(), "reset; mode off");
}

int og_fixture_init(struct kunit *test)
{
	begin_anew(test);
	hooks_when_off = og_fixture_hooks(&init_net);
	return 0;
}

void og_fixture_exit(struct kunit *test)
{
	begin_anew(test);
	og_fixture_expect_holds(test, og_fixture_net(), 0);
}
