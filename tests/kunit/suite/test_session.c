// SPDX-License-Identifier: GPL-2.0-only
/* From the first write to the end of a transaction. */
#include "fixture.h"

#include <linux/sched.h>

#include "session.h"
#include "user.h"

static int write_text(struct kunit *test, struct og_session *session, const char *text)
{
	size_t size = strlen(text);

	return og_session_write(session, og_user_text(test, text, size), size);
}

/* As a program does whose buffer of 1,024 bytes is full when @text ends. */
static int write_buffer(struct kunit *test, struct og_session *session, const char *text)
{
	size_t size = strlen(text);
	char *buffer = kunit_kmalloc(test, 1024, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, buffer);
	memset(buffer, ' ', 1024);
	memcpy(buffer + 1024 - size, text, size);
	return og_session_write(session, og_user_text(test, buffer, 1024), 1024);
}

static struct og_session *open_session(struct kunit *test)
{
	struct og_session *session = og_session_open(og_net_of(&init_net), false);

	KUNIT_ASSERT_NOT_NULL(test, session);
	KUNIT_EXPECT_PTR_EQ(test, og_session_net(session), og_net_of(&init_net));
	return session;
}

/* What must not have changed. */
struct before {
	const struct og_policy *policy;
	u64 generation;
};

static struct before look(struct kunit *test)
{
	struct before before = {
		.policy = og_fixture_policy(test, og_fixture_net()),
		.generation = og_fixture_state(og_fixture_net()).generation,
	};

	return before;
}

/* @holds: of the chains' hooks, which stay when a text had reserved them that came to nothing. */
static void expect_unchanged(struct kunit *test, const struct before *before, unsigned int holds)
{
	struct og_net *og = og_fixture_net();

	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, before->generation);
	KUNIT_EXPECT_TRUE(test, og_policy_equal(before->policy, og_fixture_policy(test, og)));
	og_fixture_expect_holds(test, og, holds);
}

/* ... until a policy changes, whichever. */
static void expect_let_go(struct kunit *test)
{
	og_fixture_expect_holds(test, og_fixture_net(), 1);
	og_fixture_publish(test, og_fixture_net(), "+1/tcp");
	og_fixture_expect_holds(test, og_fixture_net(), 0);
}

static void session_publishes_once(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	struct before before = look(test);
	struct og_session *session = open_session(test);

	KUNIT_EXPECT_EQ(test, write_text(test, session, "mode enforce\n"), 0);
	KUNIT_EXPECT_EQ(test, write_text(test, session, "none\n"), 0);
	KUNIT_EXPECT_TRUE(test, og_policy_equal(before.policy, og_fixture_policy(test, og)));
	og_session_close(session, true);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, before.generation + 1);
	KUNIT_EXPECT_STREQ(test, og_fixture_state(og).setting[OG_SET_MODE], "enforce");
	KUNIT_EXPECT_TRUE(test, og_items_empty(&og_fixture_policy(test, og)->chain[0].items));
	og_fixture_expect_holds(test, og, 1);
}

/* Cut where a full buffer cuts it: in the middle of a number, and longer than what is taken at once. */
static void session_any_pieces(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	char *text = kunit_kzalloc(test, 4096, GFP_KERNEL);
	struct og_policy *whole;
	unsigned int port;
	size_t size, begin;

	KUNIT_ASSERT_NOT_NULL(test, text);
	memset(text, ' ', 16);
	size = 16 + scnprintf(text + 16, 4096 - 16, "none; ");
	for (port = 1000; port < 1300; port += 2)
		size += scnprintf(text + size, 4096 - size, "+%u/tcp ", port);
	strscpy(text + size, "\n", 2);
	og_fixture_publish(test, og, text);
	whole = (struct og_policy *)og_fixture_policy(test, og);
	for (begin = 0; begin < 9; begin++) {
		struct og_session *session = open_session(test);

		og_fixture_publish(test, og, "none");
		KUNIT_EXPECT_EQ(test, og_session_write(session, og_user_text(test, text + begin, 1024),
						       1024), 0);
		KUNIT_EXPECT_EQ(test, write_text(test, session, text + begin + 1024), 0);
		og_session_close(session, true);
		KUNIT_EXPECT_TRUE(test, og_policy_equal(whole, og_fixture_policy(test, og)));
	}
}

static void session_without_a_word(struct kunit *test)
{
	struct before before = look(test);

	og_session_close(open_session(test), true);
	expect_unchanged(test, &before, 0);
}

static void session_not_committed(struct kunit *test)
{
	struct before before = look(test);
	struct og_session *session = open_session(test);

	KUNIT_EXPECT_EQ(test, write_text(test, session, "none; mode enforce\n"), 0);
	og_fixture_expect_holds(test, og_fixture_net(), 1);
	og_session_close(session, false);
	expect_unchanged(test, &before, 1);
	expect_let_go(test);
}

/* Once refused, the session takes no more, whatever follows; more often than the log has patience for. */
static void session_refused(struct kunit *test)
{
	static const char *const texts[] = {
		"mode enforce\nbogus\n", "mode enforce\n22/sctp", "mode enforce; 70000\n",
		"mode enforce\n+443/tcp", "mode enforce", "mode enforce;", "mode enforce\n#",
	};
	struct before before = look(test);
	char why[OG_COMPLAINT_SIZE], again[OG_COMPLAINT_SIZE];
	size_t i;

	for (i = 0; i < 8 * ARRAY_SIZE(texts); i++) {
		struct og_session *session = open_session(test);

		KUNIT_EXPECT_FALSE(test, og_session_complaint(session, why));
		KUNIT_EXPECT_EQ(test, write_text(test, session, texts[i % ARRAY_SIZE(texts)]),
				-EINVAL);
		KUNIT_EXPECT_TRUE(test, og_session_complaint(session, why));
		KUNIT_EXPECT_NOT_NULL(test, strstr(why, "nothing changed: line "));
		KUNIT_EXPECT_EQ(test, write_text(test, session, "+1/tcp\n"), -EINVAL);
		KUNIT_EXPECT_TRUE(test, og_session_complaint(session, again));
		KUNIT_EXPECT_STREQ(test, why, again);
		og_session_close(session, true);
		expect_unchanged(test, &before, 0);
	}
}

static void session_refused_later(struct kunit *test)
{
	struct before before = look(test);
	struct og_session *session = open_session(test);

	KUNIT_EXPECT_EQ(test, write_text(test, session, "mode enforce\n+1/tcp\n"), 0);
	og_fixture_expect_holds(test, og_fixture_net(), 1);
	KUNIT_EXPECT_EQ(test, write_text(test, session, "bogus\n"), -EINVAL);
	og_fixture_expect_holds(test, og_fixture_net(), 1);
	og_session_close(session, true);
	expect_unchanged(test, &before, 1);
	session = open_session(test);
	KUNIT_EXPECT_EQ(test, write_text(test, session, "bogus\n"), -EINVAL);
	og_session_close(session, true);
	expect_unchanged(test, &before, 1);
	expect_let_go(test);
}

/* What could still have gone on is nothing at the end, and counted; not so of a writer who was killed. */
static void session_unfinished(struct kunit *test)
{
	static const char *const texts[] = {
		"mode enforce\ninput", "mode enforce\n+44", "mode enforce;", "mode enforce\n# and",
	};
	int unfinished = atomic_read(&og_fixture_net()->unfinished);
	struct before before = look(test);
	size_t i;

	for (i = 0; i < 2 * ARRAY_SIZE(texts); i++) {
		struct og_session *session = open_session(test);

		KUNIT_EXPECT_EQ(test, write_buffer(test, session, texts[i / 2]), 0);
		og_session_close(session, i % 2);
		expect_unchanged(test, &before, 1);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&og_fixture_net()->unfinished),
			unfinished + (int)ARRAY_SIZE(texts));
	expect_let_go(test);
}

/* Blanks change nothing, and are no error, wherever they stand and however they are cut. */
static void session_blanks(struct kunit *test)
{
	struct before before = look(test);
	struct og_session *session = open_session(test);

	KUNIT_EXPECT_EQ(test, write_text(test, session, "\n"), 0);
	KUNIT_EXPECT_EQ(test, write_text(test, session, " \t,"), 0);
	KUNIT_EXPECT_EQ(test, write_text(test, session, ""), 0);
	og_session_close(session, true);
	expect_unchanged(test, &before, 0);
	session = open_session(test);
	KUNIT_EXPECT_EQ(test, write_text(test, session, " "), 0);
	KUNIT_EXPECT_EQ(test, write_text(test, session, "\n"), 0);
	KUNIT_EXPECT_EQ(test, write_text(test, session, "mode enforce\n ;"), 0);
	og_session_close(session, true);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og_fixture_net()).generation, before.generation + 1);
}

static void session_appending(struct kunit *test)
{
	struct before before = look(test);
	struct og_session *session = og_session_open(og_net_of(&init_net), true);

	KUNIT_ASSERT_NOT_NULL(test, session);
	KUNIT_EXPECT_EQ(test, write_text(test, session, "mode enforce\n22/tcp\n"), -EINVAL);
	og_session_close(session, true);
	expect_unchanged(test, &before, 0);
	session = og_session_open(og_net_of(&init_net), true);
	KUNIT_ASSERT_NOT_NULL(test, session);
	KUNIT_EXPECT_EQ(test, write_text(test, session, "mode enforce\n+22/tcp\n"), 0);
	og_session_close(session, true);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og_fixture_net()).generation, before.generation + 1);
}

static void session_bad_address(struct kunit *test)
{
	struct before before = look(test);
	struct og_session *session = open_session(test);
	char why[OG_COMPLAINT_SIZE];

	KUNIT_EXPECT_EQ(test, og_session_write(session, og_user_nowhere(test), 10), -EFAULT);
	KUNIT_EXPECT_TRUE(test, og_session_complaint(session, why));
	KUNIT_EXPECT_NOT_NULL(test, strstr(why, "memory"));
	KUNIT_EXPECT_EQ(test, write_text(test, session, "mode enforce\n"), -EFAULT);
	og_session_close(session, true);
	expect_unchanged(test, &before, 0);
}

/* Every allocation and registration of a write fails once: an error, and nothing has happened. */
static void session_faults_each(struct kunit *test)
{
	static const char text[] = "mode enforce; early on\n";
	char __user *user = og_user_text(test, text, strlen(text));
	struct before before = look(test);
	unsigned int nth, left = 0, refused = 0;

	for (nth = 1; !left; nth++) {
		struct og_session *session;
		int err = -ENOMEM;

		KUNIT_ASSERT_LT(test, nth, 1000);
		current->fail_nth = nth;
		session = og_session_open(og_net_of(&init_net), false);
		if (session)
			err = og_session_write(session, user, strlen(text));
		left = current->fail_nth;
		current->fail_nth = 0;
		refused += !!err;
		if (left)
			KUNIT_EXPECT_EQ(test, err, 0);
		if (session)
			og_session_close(session, err);
		if (!err) {
			og_fixture_publish(test, og_fixture_net(), "+1/tcp");
			before = look(test);
		}
		expect_unchanged(test, &before, 0);
	}
	kunit_info(test, "%u points, %u refused", nth - 2, refused);
	KUNIT_EXPECT_GE(test, refused, 5);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(session_publishes_once),
	KUNIT_CASE(session_any_pieces),
	KUNIT_CASE(session_without_a_word),
	KUNIT_CASE(session_not_committed),
	KUNIT_CASE(session_refused),
	KUNIT_CASE(session_refused_later),
	KUNIT_CASE(session_unfinished),
	KUNIT_CASE(session_blanks),
	KUNIT_CASE(session_appending),
	KUNIT_CASE(session_bad_address),
	KUNIT_CASE(session_faults_each),
	{},
};

static struct kunit_suite suite = {
	.name = "session",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
