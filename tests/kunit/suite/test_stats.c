// SPDX-License-Identifier: GPL-2.0-only
#include "fixture.h"

#include "stats.h"

static void stats_without_counters(struct kunit *test)
{
	struct og_stats sum;

	memset(&sum, 0xa5, sizeof(sum));
	og_stats_sum(NULL, &sum);
	KUNIT_EXPECT_NULL(test, memchr_inv(&sum, 0, sizeof(sum)));
}

static void stats_begin_at_zero(struct kunit *test)
{
	struct og_stats __percpu *stats = og_stats_alloc();
	struct og_stats sum;

	KUNIT_ASSERT_NOT_NULL(test, (void __force *)stats);
	og_stats_sum(stats, &sum);
	og_stats_free(stats);
	KUNIT_EXPECT_NULL(test, memchr_inv(&sum, 0, sizeof(sum)));
}

/* Every counter has a place of its own, and counts one. */
static void stats_count_apart(struct kunit *test)
{
	struct og_stats __percpu *stats = og_stats_alloc();
	unsigned int chain, reason, number = 0;
	struct og_stats sum;

	KUNIT_ASSERT_NOT_NULL(test, (void __force *)stats);
	for (chain = 0; chain < OG_CHAINS; chain++)
		for (reason = 0; reason < OG_REASON_COUNT; reason++) {
			unsigned int times;

			for (times = 0; times <= number; times++)
				og_stats_count(stats, chain, reason);
			og_stats_count_would_drop(stats, chain, reason);
			number++;
		}
	og_stats_sum(stats, &sum);
	og_stats_free(stats);
	number = 0;
	for (chain = 0; chain < OG_CHAINS; chain++)
		for (reason = 0; reason < OG_REASON_COUNT; reason++) {
			KUNIT_EXPECT_EQ(test, sum.count[chain][reason], ++number);
			KUNIT_EXPECT_EQ(test, sum.would_drop[chain][reason], 1);
		}
}

static void stats_add_up_processors(struct kunit *test)
{
	struct og_stats __percpu *stats = og_stats_alloc();
	unsigned long expected = 0;
	struct og_stats sum;
	unsigned int cpu;

	KUNIT_ASSERT_NOT_NULL(test, (void __force *)stats);
	for_each_possible_cpu(cpu) {
		per_cpu_ptr(stats, cpu)->count[OG_FORWARD][OG_DROP_PORT] = cpu + 3;
		expected += cpu + 3;
	}
	og_stats_sum(stats, &sum);
	og_stats_free(stats);
	KUNIT_EXPECT_EQ(test, sum.count[OG_FORWARD][OG_DROP_PORT], expected);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(stats_without_counters),
	KUNIT_CASE(stats_begin_at_zero),
	KUNIT_CASE(stats_count_apart),
	KUNIT_CASE(stats_add_up_processors),
	{},
};

static struct kunit_suite suite = {
	.name = "stats",
	.test_cases = cases,
};

kunit_test_suite(suite);
