/* SPDX-License-Identifier: GPL-2.0-only */
/* What the suites share. Process context, in a test's own thread. */
#ifndef OG_FIXTURE_H
#define OG_FIXTURE_H

#include <kunit/test.h>

#include "core/policy.h"
#include "core/text.h"
#include "net.h"
#include "publish.h"
#include "state.h"
#include "trial.h"

/* A namespace other than init_net, which the harness keeps alive; 0: none. */
extern int og_fixture_other_pid;

/* init and exit of every suite that publishes: the built-in policy, mode off, nothing held. */
int og_fixture_init(struct kunit *test);
void og_fixture_exit(struct kunit *test);

/* The namespace that the tests publish in: init_net. */
struct og_net *og_fixture_net(void);

/* The edit that @text says; freed with the test. */
const struct og_edit *og_fixture_edit(struct kunit *test, const char *text);

/* Generation and settings of this moment: as og_publish_state() has them, without zones. */
struct og_fixture_state {
	u64 generation;
	u32 tally_seconds;
	char setting[OG_SETTINGS][OG_SETTING_TEXT_SIZE];
};

struct og_fixture_state og_fixture_state(struct og_net *og);

/* Commit what was reserved for @edit, which fits. */
void og_fixture_commit(struct kunit *test, struct og_net *og, struct og_reservation *reservation,
		       const struct og_edit *edit);

/* Reserve and commit @text. */
void og_fixture_publish(struct kunit *test, struct og_net *og, const char *text);

/* The policy as reading shows it; freed with the test. */
const struct og_policy *og_fixture_policy(struct kunit *test, struct og_net *og);

/* Functions at all netfilter hooks of @net, of whomever. */
unsigned int og_fixture_hooks(struct net *net);

/* Hooks and conntrack of @og are those that @holds holders need, and no more. */
void og_fixture_expect_holds(struct kunit *test, struct og_net *og, unsigned int holds);

#endif
