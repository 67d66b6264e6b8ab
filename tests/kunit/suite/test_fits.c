// SPDX-License-Identifier: GPL-2.0-only
/* Whether a text with zones fits what is in force, when it is written and when it is closed. */
#include "fixture.h"

#include <linux/atomic.h>

#include "session.h"
#include "user.h"

#define OFFICE	"zone office eth1\n"

/* One write. */
static int put(struct kunit *test, struct og_session *session, const char *text)
{
	size_t size = strlen(text);

	return og_session_write(session, og_user_text(test, text, size), size);
}

static struct og_session *begin(struct kunit *test)
{
	struct og_session *session = og_session_open(og_fixture_net(), false);

	KUNIT_ASSERT_NOT_NULL(test, session);
	return session;
}

static void close_session(struct og_session *session)
{
	og_session_close(session, true);
}

/* A write that does not fit ends its session: the line says where, and nothing changes. */
static void expect_refused(struct kunit *test, const char *text, const char *line)
{
	struct og_net *og = og_fixture_net();
	const struct og_policy *before = og_fixture_policy(test, og);
	u64 generation = og_fixture_state(og).generation;
	int unfit = atomic_read(&og->unfit);
	struct og_session *session = begin(test);
	char *said = kunit_kzalloc(test, OG_COMPLAINT_SIZE, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, said);
	KUNIT_EXPECT_EQ_MSG(test, put(test, session, text), -EINVAL, "%s", text);
	KUNIT_EXPECT_TRUE(test, og_session_complaint(session, said));
	KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(said, line), "%s", said);
	KUNIT_EXPECT_NULL(test, strstr(said, "came in between"));
	close_session(session);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation);
	KUNIT_EXPECT_TRUE(test, og_policy_equal(before, og_fixture_policy(test, og)));
	KUNIT_EXPECT_EQ(test, atomic_read(&og->unfit), unfit);
}

static void fits_at_each_write(struct kunit *test)
{
	struct og_net *og = og_fixture_net();

	expect_refused(test, "input from office 22/tcp\n", "line 1, column 12: ");
	expect_refused(test, "+1/tcp\nrefuse reject office\n", "line 2, column 15: ");
	og_fixture_publish(test, og, OFFICE "from office any");
	expect_refused(test, "zone office -eth1\n", "zone office would have no members");
	expect_refused(test, "input from office -22/tcp\n", "input from office is any");
	expect_refused(test, "input from shop 22/tcp\n", "line 1, column 12: ");
}

/* Of a text in two writes that may be one the first is not judged alone. */
static void fits_when_it_is_whole(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	struct og_session *session = begin(test);
	char *first = kunit_kzalloc(test, 1025, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, first);
	og_fixture_publish(test, og, OFFICE);
	memset(first, ' ', 1024);
	memcpy(first, "zone office -eth1\nzone ", 23);
	KUNIT_EXPECT_EQ(test, put(test, session, first), 0);
	KUNIT_EXPECT_EQ(test, put(test, session, "office +eth2\n"), 0);
	close_session(session);
	KUNIT_EXPECT_STREQ(test, og_fixture_policy(test, og)->zones.device[0].name, "eth2");
}

/* What waits behind a trial has to take it as well, but for a text that is on trial itself. */
static void fits_both_in_a_trial(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	struct og_session *session = begin(test);

	og_fixture_publish(test, og, OFFICE "trial 60");
	expect_refused(test, "input from office 22/tcp\n", "line 1, column 12: ");
	KUNIT_EXPECT_EQ(test, put(test, session, "input from office 22/tcp\ntrial 60\n"), 0);
	close_session(session);
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	KUNIT_EXPECT_FALSE(test, og_fixture_policy(test, og)->zones.there);

	og_fixture_publish(test, og, OFFICE);
	og_fixture_publish(test, og, "zone office none; trial 60");
	expect_refused(test, "input from office 22/tcp\n", "line 1, column 12: ");
	KUNIT_EXPECT_EQ(test, og_trial_keep(og), 0);
}

/* What nobody wrote has no zones, whatever the mode. */
static void fits_where_nobody_wrote(struct kunit *test)
{
	expect_refused(test, "mode enforce; refuse reject office\n", "line 1, column 29: ");
}

/* Two writers: who closes last finds another policy than he wrote for. */
static void fits_no_longer(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	struct og_session *first = begin(test), *second = begin(test);
	int unfit = atomic_read(&og->unfit);
	const struct og_policy *before;
	u64 generation;

	og_fixture_publish(test, og, OFFICE);
	KUNIT_EXPECT_EQ(test, put(test, first, "mode enforce\ninput from office 22/tcp\n"), 0);
	KUNIT_EXPECT_EQ(test, put(test, second, "zone office none\n"), 0);
	close_session(second);
	before = og_fixture_policy(test, og);
	generation = og_fixture_state(og).generation;
	KUNIT_EXPECT_FALSE(test, before->zones.there);
	close_session(first);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation);
	KUNIT_EXPECT_TRUE(test, og_policy_equal(before, og_fixture_policy(test, og)));
	KUNIT_EXPECT_EQ(test, atomic_read(&og->unfit), unfit + 1);
	/* as of any text that came to nothing, the hooks go with the next change */
	og_fixture_publish(test, og, "+1/tcp");
	og_fixture_expect_holds(test, og, 0);
}

/* Behind a trial too: nothing of it is laid over the one, since it does not fit the other. */
static void fits_no_longer_behind(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	struct og_session *session = begin(test);
	int unfit = atomic_read(&og->unfit);

	KUNIT_EXPECT_EQ(test, put(test, session, OFFICE "input from office 22/tcp\n"), 0);
	close_session(session);
	session = begin(test);
	KUNIT_EXPECT_EQ(test, put(test, session, "input from office +23/tcp\n"), 0);
	og_fixture_publish(test, og, "zone office none");
	og_fixture_publish(test, og, OFFICE "trial 60");
	close_session(session);
	KUNIT_EXPECT_EQ(test, atomic_read(&og->unfit), unfit + 1);
	KUNIT_EXPECT_FALSE(test, og_zone_lists(&og_fixture_policy(test, og)->zones, OG_INPUT, 0));
	KUNIT_EXPECT_EQ(test, og_trial_revert(og), 0);
	KUNIT_EXPECT_FALSE(test, og_fixture_policy(test, og)->zones.there);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(fits_at_each_write),
	KUNIT_CASE(fits_when_it_is_whole),
	KUNIT_CASE(fits_both_in_a_trial),
	KUNIT_CASE(fits_where_nobody_wrote),
	KUNIT_CASE(fits_no_longer),
	KUNIT_CASE(fits_no_longer_behind),
	{},
};

static struct kunit_suite suite = {
	.name = "fits",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
