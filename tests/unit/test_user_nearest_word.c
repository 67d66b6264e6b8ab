// SPDX-License-Identifier: GPL-2.0-only
#include "base/nearest_word.h"
#include "test_user.h"

static const char *const words[] = { "status", "show", "allow", "deny", "diff", "test" };

static const struct {
	const char *asked, *nearest;
} rows[] = {
	{ "status", "status" }, { "stauts", "status" }, { "statu", "status" },
	{ "statuss", "status" }, { "alow", "allow" }, { "dney", "deny" }, { "shw", "show" },
	{ "tset", "test" }, { "frobnicate", NULL }, { "x", NULL }, { "", NULL }, { "abc", NULL },
	{ "a-word-that-is-longer-than-any-of-them", NULL },
};

static void nearest_word(void **state)
{
	size_t i, w;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		struct nearest_word best = nearest_word_for(rows[i].asked);

		for (w = 0; w < ROWS(words); w++)
			nearest_word_try(&best, words[w]);
		if (!rows[i].nearest && best.word)
			fail_msg("row %zu: \"%s\" is near to \"%s\"", i, rows[i].asked, best.word);
		if (rows[i].nearest && (!best.word || strcmp(best.word, rows[i].nearest)))
			fail_msg("row %zu: \"%s\" is near to %s, not \"%s\"", i, rows[i].asked,
				 best.word ? best.word : "nothing", rows[i].nearest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(nearest_word) };

	return cmocka_run_group_tests_name("user: nearest_word", tests, NULL, NULL);
}
