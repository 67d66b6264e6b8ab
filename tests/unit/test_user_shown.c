// SPDX-License-Identifier: GPL-2.0-only
#include "base/letters.h"
#include "base/shown.h"
#include "test_user.h"

#include <locale.h>

/* What is put, and the columns that it takes. */
static const struct {
	const char *text, *put;
	int columns;
	bool whole;
} rows[] = {
	{ "", "", 0, true }, { "imaps", "imaps", 5, true }, { "ma\303\261ana", "ma\303\261ana", 6, true },
	/* two columns each */
	{ "\346\227\245\346\234\254", "\346\227\245\346\234\254", 4, true },
	/* a letter and its mark */
	{ "n\314\203", "n\314\203", 1, true },
	{ "\033[31mred", "?[31mred", 8, false }, { "bell\a", "bell?", 5, false }, { "del\177", "del?", 4, false },
	/* the other controls: CSI in one letter, and as a byte of Latin-1 */
	{ "\302\23331m", "?31m", 4, false }, { "\23331m", "?31m", 4, false },
	/* what turns the rest of a line around, or is not there to be seen */
	{ "a\342\200\256b", "a?b", 3, false }, { "a\342\200\213b", "a?b", 3, false },
	{ "ma\361ana", "ma?ana", 6, false }, { "cut\303", "cut?", 4, false },
};

static void put_and_counted(void **state)
{
	struct capture capture;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		capture_begin(&capture);
		shown_put(capture.stream, rows[i].text);
		if (strcmp(capture_end(&capture), rows[i].put))
			fail_msg("row %zu: \"%s\"", i, capture.text);
		free(capture.text);
		assert_int_equal(shown_columns(rows[i].text), rows[i].columns);
		assert_int_equal(shown_whole(rows[i].text), rows[i].whole);
		assert_int_equal(shown_pad(rows[i].text, 10), 10 - rows[i].columns);
		assert_int_equal(shown_pad(rows[i].text, 0), 0);
	}
}

static void fits(void **state)
{
	(void)state;
	assert_int_equal(shown_fit("imaps", 80), 5);
	assert_int_equal(shown_fit("imaps", 3), 3);
	assert_int_equal(shown_fit("\346\227\245\346\234\254", 4), 6);
	/* No half of a letter, neither in bytes nor in columns. */
	assert_int_equal(shown_fit("\346\227\245\346\234\254", 3), 3);
	assert_int_equal(shown_fit("\346\227\245", 1), 0);
}

static void letters_of_ascii(void **state)
{
	(void)state;
	assert_true(letters_equal("IMAP", "imap") && letters_equal("", "") && letters_equal("iI", "Ii"));
	assert_false(letters_equal("imap", "imaps") || letters_equal("imaps", "imap") || letters_equal("", "a"));
	assert_false(letters_equal("@", "`") || letters_equal("[", "{"));
	/* Turkish has another small letter for I, and another capital one for i. */
	assert_false(letters_equal("\304\261map", "imap") || letters_equal("\304\260map", "imap"));
	assert_true(letters_begin_equal("Port 22", "port", 4));
	assert_false(letters_begin_equal("Por", "port", 4));
	assert_true(letter_is('z') && letter_is('A') && !letter_is('@') && !letter_is('[') && !letter_is('\303'));
	assert_true(letter_is_digit('0') && letter_is_digit('9') && !letter_is_digit('a') && !letter_is_digit('/'));
}

static int with_letters(void **state)
{
	(void)state;
	return !setlocale(LC_CTYPE, "C.UTF-8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(put_and_counted),
		cmocka_unit_test(fits),
		cmocka_unit_test(letters_of_ascii),
	};

	return cmocka_run_group_tests_name("user: shown", tests, with_letters, NULL);
}
