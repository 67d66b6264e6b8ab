// SPDX-License-Identifier: GPL-2.0-only
#include "module/tally_file.h"
#include "seen/tally_words.h"
#include "test_user.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#define HEADER	"chain protocol port accepted dropped seconds sources\n"

static void rows_of_the_file(void **state)
{
	struct tally seen;
	const struct tally_row *row;

	(void)state;
	assert_int_equal(module_parse_tally(HEADER, &seen), 0);
	assert_int_equal(seen.count, 0);
	tally_free(&seen);
	assert_int_equal(module_parse_tally(HEADER "input tcp 143 0 12 5 000004a1\n"
					   "forward udp 65535 18446744073709551615 0 0 ffffffff\n",
					   &seen), 0);
	assert_int_equal(seen.count, 2);
	row = tally_find(&seen, OG_INPUT, OG_TCP, 143);
	assert_non_null(row);
	assert_int_equal(row->dropped, 12);
	assert_int_equal(row->seconds, 5);
	assert_int_equal(row->sources, 0x4a1);
	row = tally_find(&seen, OG_FORWARD, OG_UDP, 65535);
	assert_non_null(row);
	assert_true(row->accepted == UINT64_MAX);
	assert_null(tally_find(&seen, OG_INPUT, OG_UDP, 143));
	assert_null(tally_find(&seen, OG_FORWARD, OG_TCP, 143));
	tally_free(&seen);
}

/* What early dropped counts for both chains, with what they saw of it themselves. */
static void early_rows(void **state)
{
	const struct tally_row *row;
	struct tally seen;

	(void)state;
	assert_int_equal(module_parse_tally(HEADER "input tcp 143 1 2 9 00000001\n"
					   "early tcp 143 0 5 3 00000100\n"
					   "early udp 53 0 7 1 00000010\n", &seen), 0);
	assert_int_equal(seen.count, 4);
	row = tally_find(&seen, OG_INPUT, OG_TCP, 143);
	assert_non_null(row);
	assert_true(row->accepted == 1 && row->dropped == 7 && row->seconds == 3 &&
		    row->sources == 0x101);
	row = tally_find(&seen, OG_FORWARD, OG_TCP, 143);
	assert_non_null(row);
	assert_true(row->accepted == 0 && row->dropped == 5 && row->sources == 0x100);
	assert_non_null(tally_find(&seen, OG_INPUT, OG_UDP, 53));
	assert_non_null(tally_find(&seen, OG_FORWARD, OG_UDP, 53));
	tally_free(&seen);
}

/* A form that nobody knows yet is refused, not guessed at. */
static void other_forms(void **state)
{
	static const char *const texts[] = {
		"", "chain protocol port\n", HEADER "input tcp 143 0 12 5\n",
		HEADER "input tcp 143 0 12 5 000004a1", HEADER "input tcp 143 0 12 5 000004a1 7\n",
		HEADER "output tcp 143 0 12 5 000004a1\n", HEADER "input sctp 143 0 12 5 000004a1\n",
		HEADER "input tcp 65536 0 12 5 000004a1\n", HEADER "\n",
	};
	struct tally seen;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(texts); i++)
		if (module_parse_tally(texts[i], &seen) != -EPROTO)
			fail_msg("row %zu is taken", i);
}

/* Everything was scanned: a row for every port there is. Read line by line that takes a moment, by anything worse minutes. */
static void all_ports(void **state)
{
	struct tally seen;
	clock_t began = clock();
	char *text = NULL;
	size_t size = 0;
	unsigned int i;
	FILE *out;

	(void)state;
	out = open_memstream(&text, &size);
	assert_non_null(out);
	fputs(HEADER, out);
	for (i = 0; i < 4 * 65536; i++)
		fprintf(out, "%s %s %u 0 2 5 20000400\n", i / 131072 ? "forward" : "input",
			i / 65536 % 2 ? "udp" : "tcp", i % 65536);
	(void)fclose(out);
	assert_int_equal(module_parse_tally(text, &seen), 0);
	assert_int_equal(seen.count, 4 * 65536);
	assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
	tally_free(&seen);
	free(text);
}

/* The table against the formula. */
static void estimates(void **state)
{
	unsigned int bits;
	u32 sketch = 0;

	(void)state;
	for (bits = 0; bits < 32; bits++) {
		double exact = -32.0 * log((32.0 - bits) / 32.0);
		unsigned int said = sources_of(sketch);

		if (said != (unsigned int)(exact + 0.5) && !(exact > 100 && said == SOURCES_MANY))
			fail_msg("%u bits: %u, not %.2f", bits, said, exact);
		sketch = sketch << 1 | 1;
	}
	assert_int_equal(sources_of(0xffffffff), SOURCES_MANY);
	assert_string_equal(sources_say(0xffffffff).text, "100+");
	assert_string_equal(sources_say(0x80000001).text, "2");
}

static void ages(void **state)
{
	(void)state;
	assert_string_equal(ago_say(0).text, "0 s");
	assert_string_equal(ago_say(119).text, "119 s");
	assert_string_equal(ago_say(120).text, "2 min");
	assert_string_equal(ago_say(7200).text, "2 h");
	assert_string_equal(ago_say(172800).text, "2 d");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_the_file), cmocka_unit_test(early_rows),
		cmocka_unit_test(other_forms), cmocka_unit_test(all_ports),
		cmocka_unit_test(estimates), cmocka_unit_test(ages),
	};

	return cmocka_run_group_tests_name("user: tally", tests, NULL, NULL);
}
