/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A program of tests/unit as a suite, with a cmocka that is KUnit. A file takes one:
 *
 *	#include "program.h"
 *	#define main og_program
 *	#include "test_core_text.c"
 *	#undef main
 *	OG_PROGRAM_SUITE("text");
 */
#ifndef OG_PROGRAM_H
#define OG_PROGRAM_H

#include <cmocka.h>

#define OG_PROGRAM_TESTS_MAX	32

static struct CMUnitTest og_program_tests[OG_PROGRAM_TESTS_MAX + 1];

/* Its main(): it hands over its tests by og_cmocka_take(). */
static int og_program(void);

static int og_cmocka_take(const struct CMUnitTest *tests, size_t number)
{
	if (number > OG_PROGRAM_TESTS_MAX)
		return -E2BIG;
	memcpy(og_program_tests, tests, number * sizeof(*tests));
	return 0;
}

/* The test after @before; with none, the first. */
static const void *og_program_next(const void *before, char *name)
{
	const struct CMUnitTest *one = before;

	if (!one && og_program())
		return NULL;
	one = one ? one + 1 : og_program_tests;
	if (!one->run)
		return NULL;
	strscpy(name, one->name, KUNIT_PARAM_DESC_SIZE);
	return one;
}

static void og_program_test(struct kunit *test)
{
	const struct CMUnitTest *one = test->param_value;
	void *state = NULL;

	KUNIT_ASSERT_NOT_NULL(test, one);
	one->run(&state);
}

#define OG_PROGRAM_SUITE(its_name)					\
	static struct kunit_case cases[] = {				\
		KUNIT_CASE_PARAM(og_program_test, og_program_next),	\
		{},							\
	};								\
	static struct kunit_suite suite = {				\
		.name = its_name,					\
		.test_cases = cases,					\
	};								\
	kunit_test_suite(suite)

#endif
