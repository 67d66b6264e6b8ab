// SPDX-License-Identifier: GPL-2.0-only
/* The trial file as the module writes it, and lengths of time. */
#include "base/duration.h"
#include "module/trial_file.h"
#include "test_user.h"

#include <errno.h>

#define POLICY	"back mode off\nback ipv6 filter\nback early off\nback tally off\nback log off\n" \
		"back input established 25/tcp\nback forward none\n"

static struct module_trial trial;

static void running(void **state)
{
	(void)state;
	assert_int_equal(module_parse_trial("state running\nlast kept\nseconds 120\nleft 118\nelapsed_ms 2034\n"
					   "generation 7\nlater 5\n" POLICY, &trial), 0);
	assert_true(trial.running);
	assert_string_equal(trial.last, "kept");
	assert_int_equal(trial.seconds, 120);
	assert_int_equal(trial.left, 118);
	assert_int_equal(trial.elapsed_ms, 2034);
	assert_int_equal(trial.generation, 7);
	assert_int_equal(trial.back.setting[OG_SET_MODE], OG_MODE_OFF);
	assert_true(og_bit(trial.back.chain[OG_INPUT].items.ports[OG_TCP], 25));
	assert_false(og_bit(trial.back.chain[OG_INPUT].items.ports[OG_TCP], 22));
	assert_true(og_items_empty(&trial.back.chain[OG_FORWARD].items));
}

static void none(void **state)
{
	(void)state;
	assert_int_equal(module_parse_trial("state none\nlast expired\n", &trial), 0);
	assert_false(trial.running);
	assert_string_equal(trial.last, "expired");
}

/* How the last ones ended, the newest first. */
static void ends(void **state)
{
	char text[512] = "state none\nlast kept\nbegun 12\nended 11";
	size_t i;

	(void)state;
	for (i = 0; i < 11; i++)
		strcat(text, i ? " expired" : " kept");
	strcat(text, "\n");
	assert_int_equal(module_parse_trial(text, &trial), 0);
	assert_int_equal(trial.begun, 12);
	assert_int_equal(trial.ended, 11);
	assert_string_equal(trial.ends[0], "kept");
	assert_string_equal(trial.ends[TRIAL_ENDS - 1], "expired");
	/* The eleventh, the eighth, and one that is forgotten. */
	assert_string_equal(module_trial_end(&trial, 10), "kept");
	assert_string_equal(module_trial_end(&trial, 7), "expired");
	assert_string_equal(module_trial_end(&trial, 6), "");
	/* Its counter began at 0 again. */
	assert_int_equal(module_parse_trial("state none\nlast kept\nbegun 0\nended 1 kept reverted expired kept\n", &trial), 0);
	assert_string_equal(module_trial_end(&trial, 255), "reverted");
	assert_int_equal(module_parse_trial(text, &trial), 0);
	assert_int_equal(module_parse_trial("state none\nlast none\nbegun 0\nended 0\n", &trial), 0);
	assert_int_equal(trial.ended, 0);
	assert_string_equal(trial.ends[0], "");
}

static void other_forms(void **state)
{
	static const char *const texts[] = {
		"", "rubbish", "state none\n", "state running\nlast none\n",
		"state running\nlast none\nback frobnicate\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(texts); i++)
		if (module_parse_trial(texts[i], &trial) != -EPROTO)
			fail_msg("row %zu", i);
}

/* 0: refused. */
static const struct {
	const char *typed;
	unsigned int seconds;
} durations[] = {
	{ "1", 1 }, { "120", 120 }, { "90s", 90 }, { "2m", 120 }, { "1h", 3600 }, { "7d", 604800 },
	{ "604800", 604800 }, { "604801", 0 }, { "8d", 0 }, { "169h", 0 }, { "0", 0 }, { "0m", 0 },
	{ "", 0 }, { "m", 0 }, { "-1", 0 }, { "1.5h", 0 }, { "5 m", 0 }, { "5M", 0 }, { "5mm", 0 },
	{ "1h30m", 0 }, { " 5", 0 }, { "4294967297", 0 }, { "999999d", 0 }, { "0x10", 0 },
};

static const struct {
	unsigned int seconds;
	const char *text;
} texts[] = {
	{ 0, "0 s" }, { 1, "1 s" }, { 60, "1 min" }, { 125, "2 min 5 s" }, { 3600, "1 h" },
	{ 5400, "1 h 30 min" }, { 5401, "1 h 30 min" }, { 3601, "1 h" }, { 604800, "7 d" },
	{ 604799, "6 d 23 h" },
};

static void lengths(void **state)
{
	char text[DURATION_SIZE];
	unsigned int seconds;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(durations); i++) {
		seconds = 0;
		if (duration_parse(durations[i].typed, &seconds) != !!durations[i].seconds ||
		    seconds != durations[i].seconds)
			fail_msg("\"%s\" is %u", durations[i].typed, seconds);
	}
	for (i = 0; i < ROWS(texts); i++)
		assert_string_equal(duration_text(texts[i].seconds, text), texts[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(running), cmocka_unit_test(none), cmocka_unit_test(ends),
		cmocka_unit_test(other_forms),
		cmocka_unit_test(lengths),
	};

	return cmocka_run_group_tests_name("user: trial", tests, NULL, NULL);
}
