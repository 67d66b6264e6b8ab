/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Enough of cmocka on top of KUnit for a program of tests/unit to run in the
 * kernel as it is: its main(), by another name, hands over its tests.
 */
#ifndef OG_CMOCKA_H
#define OG_CMOCKA_H

#include <kunit/test.h>
#include <kunit/test-bug.h>

struct CMUnitTest {
	const char *name;
	void (*run)(void **state);
};

#define cmocka_unit_test(function)	{ #function, function }
/* og_cmocka_take(): program.h */
#define cmocka_run_group_tests(tests, begin, end) og_cmocka_take(tests, ARRAY_SIZE(tests))

#define fail_msg(...)		KUNIT_FAIL_AND_ABORT(kunit_get_current_test(), __VA_ARGS__)
#define assert_true(what)	KUNIT_ASSERT_TRUE(kunit_get_current_test(), what)
#define assert_false(what)	KUNIT_ASSERT_FALSE(kunit_get_current_test(), what)
#define assert_null(what)	KUNIT_ASSERT_NULL(kunit_get_current_test(), what)
#define assert_non_null(what)	KUNIT_ASSERT_NOT_NULL(kunit_get_current_test(), what)
#define assert_int_equal(a, b)	KUNIT_ASSERT_EQ(kunit_get_current_test(), a, b)
#define assert_string_equal(a, b) KUNIT_ASSERT_STREQ(kunit_get_current_test(), a, b)

#endif
