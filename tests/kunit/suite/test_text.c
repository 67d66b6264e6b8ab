// SPDX-License-Identifier: GPL-2.0-only
/* The language's tests of tests/unit, every row of them, as the kernel's compiler builds parser and printer. */
#include <cmocka.h>

int og_text_main(void);

#define main og_text_main
#include "test_core_text.c"
#undef main

#define TESTS_MAX	32

static struct CMUnitTest taken[TESTS_MAX + 1];

int og_cmocka_take(const struct CMUnitTest *tests, size_t number)
{
	if (number > TESTS_MAX)
		return -E2BIG;
	memcpy(taken, tests, number * sizeof(*tests));
	return 0;
}

static const void *next(const void *before, char *name)
{
	const struct CMUnitTest *one = before;

	if (!one && og_text_main())
		return NULL;
	one = one ? one + 1 : taken;
	if (!one->run)
		return NULL;
	strscpy(name, one->name, KUNIT_PARAM_DESC_SIZE);
	return one;
}

static void text(struct kunit *test)
{
	const struct CMUnitTest *one = test->param_value;
	void *state = NULL;

	KUNIT_ASSERT_NOT_NULL(test, one);
	one->run(&state);
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(text, next),
	{},
};

static struct kunit_suite suite = {
	.name = "text",
	.test_cases = cases,
};

kunit_test_suite(suite);
