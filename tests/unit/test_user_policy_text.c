// SPDX-License-Identifier: GPL-2.0-only
/* Texts laid over policies, where they fit; and texts that take the place of all there is. */
#include "policy/policy_text.h"
#include "test_user.h"

static struct og_policy *laid_over_builtin(const char *text)
{
	struct og_policy *policy = malloc(sizeof(*policy));
	struct source source;
	struct og_error error;

	source_set(&source, "test", text);
	if (!policy_lay(&source, policy, &error))
		fail_msg("\"%s\": %s", text, error.text);
	source_free(&source);
	return policy;
}

/* Over the built-in policy. @place: "line:column+length" of what does not fit; NULL: it does. */
static const struct {
	const char *text, *place;
} fits[] = {
	{ "zone office eth1; from office 53\n", NULL },
	{ "from office 53\n", "1:6+6" },
	{ "mode enforce\ninput from office +53\nzone office eth1\n", "2:12+6" },
	{ "zone office none\n", NULL },
	{ "zone office eth1\nzone office -eth1\n", "2:13+5" },
	{ "zone a eth1; refuse reject a b\n", "1:30+1" },
};

static void lays_what_fits(void **state)
{
	struct og_policy *policy = malloc(sizeof(*policy)), *before = malloc(sizeof(*before));
	struct source source;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(fits); i++) {
		struct og_error error = { 0 };
		char place[32] = "";

		memset(policy, 7, sizeof(*policy));
		*before = *policy;
		source_set(&source, "test", fits[i].text);
		if (policy_lay(&source, policy, &error) != !fits[i].place)
			fail_msg("row %zu: \"%s\": %s", i, fits[i].text, error.text);
		snprintf(place, sizeof(place), "%u:%u+%u", error.line, error.column, error.length);
		if (fits[i].place && strcmp(place, fits[i].place))
			fail_msg("row %zu: \"%s\" points at %s", i, fits[i].text, place);
		/* What does not fit leaves no trace. */
		assert_true(!fits[i].place || !memcmp(policy, before, sizeof(*policy)));
		assert_int_equal(policy_parse_whole(&source, policy), fits[i].place ? EXIT_POLICY : 0);
		source_free(&source);
	}
	free(before);
	free(policy);
}

#define ZONES	"zone office eth1 192.0.2.0/24\nzone lab wg0\ninput from office 53\nrefuse reject lab\nearly on\n"

/* Laid over ZONES they give what they do over the built-in policy, and their lines keep their numbers. */
static void whole_texts(void **state)
{
	static const char *const texts[] = {
		"input 22/tcp\n", "# ours\n\ninput +22/tcp -25/tcp\nmode audit", "reset\n", "reset; +143/tcp\n",
		"# reset\n  reset # all\nzone lab eth9\n", "zone lab eth9\nfrom lab any\nrefuse reject\n", ";;mode off",
	};
	struct og_policy *expected, *policy;
	struct og_edit *edit = malloc(sizeof(*edit));
	struct source source;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(texts); i++) {
		expected = laid_over_builtin(texts[i]);
		policy = laid_over_builtin(ZONES);
		source_set(&source, "test", texts[i]);
		policy_make_whole(&source);
		assert_int_equal(strlen(source.text), source.size);
		assert_int_equal(policy_parse(&source, edit), 0);
		assert_true(policy_fit(&source, edit, policy, NULL));
		if (!og_policy_equal(policy, expected))
			fail_msg("row %zu: \"%s\" leaves something", i, source.text);
		assert_true(!strchr(texts[i], '\n') || !strcmp(strchr(source.text, '\n'), strchr(texts[i], '\n')));
		source_free(&source);
		free(policy);
		free(expected);
	}
	/* Its error stays where it is. */
	source_set(&source, "test", "input 70000\n");
	policy_make_whole(&source);
	assert_string_equal(source.text, "input 70000\n");
	source_free(&source);
	free(edit);
}

static void what_is_stated(void **state)
{
	static const struct {
		const char *text;
		bool input, forward;
	} rows[] = {
		{ "22/tcp", true, true }, { "input 22/tcp", true, false }, { "forward none", false, true },
		{ "any", true, true }, { "reset", true, true }, { "+22/tcp -25", false, false },
		{ "-1-65535", false, false }, { "zone a eth1; from a 22", false, false },
		{ "input established\nforward icmp", true, true },
	};
	struct og_edit *edit = malloc(sizeof(*edit));
	struct source source;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		source_set(&source, "test", rows[i].text);
		assert_int_equal(policy_parse(&source, edit), 0);
		if (edit_states(edit, OG_INPUT) != rows[i].input || edit_states(edit, OG_FORWARD) != rows[i].forward)
			fail_msg("row %zu: \"%s\"", i, rows[i].text);
		source_free(&source);
	}
	free(edit);
}

/* Whether what was asked for is in force. */
static void what_holds(void **state)
{
	static const struct {
		const char *text, *after, *now;
		bool holds;
	} rows[] = {
		{ "+143/tcp", "+143/tcp", "+143/tcp +144/tcp", true },
		{ "+143/tcp", "+143/tcp", "+144/tcp", false },
		{ "zone a none", "input +25", "+144/tcp", true },
		{ "zone a +eth1", "zone a eth1", "zone a eth1 eth2", true },
		{ "zone a eth1", "zone a eth1", "zone a eth1 eth2", false },
		/* It cannot be laid over it again. */
		{ "from a 25; zone a none", "mode enforce", "mode enforce", true },
		{ "from a 25; zone a none", "mode enforce", "+144/tcp", false },
		{ "zone a -eth1", "zone a eth2", "zone a eth1", false },
	};
	struct og_edit *edit = malloc(sizeof(*edit));
	struct og_policy *after, *now;
	struct source source;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		source_set(&source, "test", rows[i].text);
		assert_int_equal(policy_parse(&source, edit), 0);
		after = laid_over_builtin(rows[i].after);
		now = laid_over_builtin(rows[i].now);
		if (policy_holds(edit, after, now) != rows[i].holds)
			fail_msg("row %zu: \"%s\"", i, rows[i].text);
		free(now);
		free(after);
		source_free(&source);
	}
	free(edit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lays_what_fits), cmocka_unit_test(whole_texts), cmocka_unit_test(what_is_stated),
		cmocka_unit_test(what_holds),
	};

	return cmocka_run_group_tests_name("user: policy_text", tests, NULL, NULL);
}
