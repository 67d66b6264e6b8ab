// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_text.h"
#include "base/utf8.h"
#include "test_user.h"

#define UNKNOWN	"\357\277\275"

static const struct {
	const char *bytes, *text;
} rows[] = {
	{ "", "" }, { "plain", "plain" }, { "ma\303\261ana", "ma\303\261ana" },
	{ "\346\227\245\346\234\254", "\346\227\245\346\234\254" }, { "\360\237\230\200", "\360\237\230\200" },
	{ "\364\217\277\277", "\364\217\277\277" }, { "tab\t\033[31m", "tab\t\033[31m" },
	/* Latin-1, as old disks have it */
	{ "ma\361ana", "ma" UNKNOWN "ana" }, { "\377\376", UNKNOWN UNKNOWN },
	/* cut, by a buffer or by who wrote it */
	{ "ma\303", "ma" UNKNOWN }, { "\346\227", UNKNOWN UNKNOWN }, { "\360\237\230x", UNKNOWN UNKNOWN UNKNOWN "x" },
	/* a byte that goes on, and none that began */
	{ "\200\277", UNKNOWN UNKNOWN },
	/* not the shortest: how a '/' gets past who looks for one */
	{ "\300\257", UNKNOWN UNKNOWN }, { "\340\200\257", UNKNOWN UNKNOWN UNKNOWN },
	{ "\360\200\200\257", UNKNOWN UNKNOWN UNKNOWN UNKNOWN },
	/* a surrogate, and over 10ffff */
	{ "\355\240\200", UNKNOWN UNKNOWN UNKNOWN }, { "\364\220\200\200", UNKNOWN UNKNOWN UNKNOWN UNKNOWN },
	{ "\365\200\200\200", UNKNOWN UNKNOWN UNKNOWN UNKNOWN },
};

static void is_written_and_read(json_t *string, const char *text, size_t size)
{
	json_t *object = json_object(), *back;
	char *dump;

	assert_int_equal(json_object_set_new(object, "member", string), 0);
	dump = json_dumps(object, JSON_COMPACT);
	assert_non_null(dump);
	back = json_loads(dump, JSON_ALLOW_NUL, NULL);
	assert_non_null(back);
	string = json_object_get(back, "member");
	assert_int_equal(json_string_length(string), size);
	assert_memory_equal(json_string_value(string), text, size);
	json_decref(back);
	json_decref(object);
	free(dump);
}

static void bytes_become_text(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++)
		is_written_and_read(json_text(rows[i].bytes), rows[i].text, strlen(rows[i].text));
}

static void any_two_bytes_become_text(void **state)
{
	unsigned int first, second;
	json_t *string;

	(void)state;
	for (first = 0; first < 256; first++)
		for (second = 0; second < 256; second++) {
			const char bytes[] = { (char)first, (char)second };

			string = json_text_sized(bytes, 2);
			assert_non_null(string);
			is_written_and_read(json_incref(string), json_string_value(string),
					    json_string_length(string));
			json_decref(string);
		}
}

static void nothing_is_null(void **state)
{
	json_t *string = json_text(NULL);

	(void)state;
	assert_true(json_is_null(string));
	json_decref(string);
	is_written_and_read(json_text_sized("a\0b", 3), "a\0b", 3);
}

static void letters_have_numbers(void **state)
{
	uint32_t letter;

	(void)state;
	assert_int_equal(utf8_letter("\303\261", 2, &letter), 2);
	assert_int_equal(letter, 0xf1);
	assert_int_equal(utf8_letter("\360\237\230\200", 4, &letter), 4);
	assert_int_equal(letter, 0x1f600);
	assert_int_equal(utf8_letter("\303\261", 1, &letter), 0);
	assert_int_equal(utf8_letter("", 0, &letter), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_become_text),
		cmocka_unit_test(any_two_bytes_become_text),
		cmocka_unit_test(nothing_is_null),
		cmocka_unit_test(letters_have_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
