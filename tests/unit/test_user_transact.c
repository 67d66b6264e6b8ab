// SPDX-License-Identifier: GPL-2.0-only
/* A change from its text to its proof, against a kernel in memory that can misbehave. */
#include "test_user.h"
#include "guard.h"
#include "policy_file.h"
#include "transact.h"

#include <errno.h>

/* The kernel: takes text as it does, with the parser that it has. */
static struct {
	struct og_policy policy;
	u64 generation;
	int refuses;		/* what a write returns instead */
	bool forgets;		/* takes it, and publishes nothing */
	const char *rival;	/* somebody else's change, right after ours */
	unsigned int writes;
} kernel;

int __wrap_guard_require(void);
int __wrap_guard_read_policy(char **text, size_t *size);
int __wrap_guard_read_stats(struct guard_stats *stats);
int __wrap_guard_publish(const char *text, size_t size);

int __wrap_guard_require(void)
{
	return 0;
}

int __wrap_guard_read_policy(char **text, size_t *size)
{
	*text = policy_text(&kernel.policy);
	*size = strlen(*text);
	return 0;
}

int __wrap_guard_read_stats(struct guard_stats *stats)
{
	memset(stats, 0, sizeof(*stats));
	stats->generation = kernel.generation;
	return 0;
}

static void take(const char *text, size_t size)
{
	struct og_parser *parser = malloc(sizeof(*parser));

	assert_true(og_parse_text(parser, text, size));
	og_edit_apply(&parser->edit, &kernel.policy);
	if (!kernel.generation++ && !og_edit_sets(&parser->edit, OG_SET_MODE))
		kernel.policy.mode = OG_MODE_ENFORCE;
	free(parser);
}

int __wrap_guard_publish(const char *text, size_t size)
{
	kernel.writes++;
	assert_true(size && text[size - 1] == '\n');
	if (kernel.refuses)
		return kernel.refuses;
	if (!kernel.forgets)
		take(text, size);
	if (kernel.rival)
		take(kernel.rival, strlen(kernel.rival));
	return 0;
}

static int reset(void **state)
{
	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	og_policy_builtin(&kernel.policy);
	kernel.generation = 1;
	return 0;
}

static int change(const char *text, bool dry_run)
{
	struct options options = { .json = true, .dry_run = dry_run };
	struct source source;
	FILE *keep = stdout;
	int code;

	source_set(&source, "test", text);
	stdout = fopen("/dev/null", "w");
	assert_non_null(stdout);
	code = transact(&options, &source);
	fclose(stdout);
	stdout = keep;
	source_free(&source);
	return code;
}

static bool passes(u16 port)
{
	return og_bit(kernel.policy.chain[OG_INPUT].items.ports[OG_TCP], port);
}

static void takes_effect(void **state)
{
	(void)state;
	assert_false(passes(143));
	assert_int_equal(change("+143/tcp", false), EXIT_YES);
	assert_true(passes(143));
	assert_int_equal(kernel.writes, 1);
}

static void twice_is_no_error(void **state)
{
	(void)state;
	assert_int_equal(change("+143/tcp\n", false), EXIT_YES);
	assert_int_equal(change("+143/tcp\n", false), EXIT_YES);
	assert_int_equal(kernel.writes, 1);
	assert_int_equal(change("-143/tcp\n", false), EXIT_YES);
	assert_int_equal(change("-143/tcp\n", false), EXIT_YES);
	assert_int_equal(kernel.writes, 2);
}

static void dry_run_writes_nothing(void **state)
{
	(void)state;
	assert_int_equal(change("input none\n", true), EXIT_YES);
	assert_int_equal(kernel.writes, 0);
}

static void bad_text_writes_nothing(void **state)
{
	static const char *const texts[] = { "", "\n", "# x\n", "+25 +70000\n", "mode\n", "25\n26\n" };
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(texts); i++)
		if (change(texts[i], false) != EXIT_POLICY)
			fail_msg("row %zu: \"%s\"", i, texts[i]);
	assert_int_equal(kernel.writes, 0);
}

static void refusals(void **state)
{
	static const int errors[] = { -EPERM, -EACCES, -EINVAL, -ENOENT, -ENOMEM };
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(errors); i++) {
		kernel.refuses = errors[i];
		assert_int_equal(change("+143/tcp\n", false), EXIT_GUARD);
	}
}

/* What did not take effect is never reported as done. */
static void unpublished(void **state)
{
	(void)state;
	kernel.forgets = true;
	assert_int_equal(change("+143/tcp\n", false), EXIT_NO);
	assert_int_equal(change("mode audit\n", false), EXIT_NO);
}

static void rivals(void **state)
{
	(void)state;
	kernel.rival = "+444/tcp\n";
	assert_int_equal(change("+143/tcp\n", false), EXIT_YES);
	kernel.rival = "-145/tcp\n";
	assert_int_equal(change("+145/tcp\n", false), EXIT_NO);
	kernel.rival = "mode off\n";
	assert_int_equal(change("+146/tcp\n", false), EXIT_NO);
}

static void first_policy_of_a_namespace(void **state)
{
	(void)state;
	kernel.policy.mode = OG_MODE_OFF;
	kernel.generation = 0;
	/* Even one that changes no item: it makes the namespace enforce. */
	assert_int_equal(change("+25/tcp\n", false), EXIT_YES);
	assert_int_equal(kernel.writes, 1);
	assert_int_equal(kernel.policy.mode, OG_MODE_ENFORCE);
	assert_int_equal(change("mode off\n", false), EXIT_YES);
	assert_int_equal(change("+143/tcp\n", false), EXIT_YES);
	assert_int_equal(kernel.policy.mode, OG_MODE_OFF);
}

#define TEST(name)	cmocka_unit_test_setup(name, reset)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(takes_effect), TEST(twice_is_no_error), TEST(dry_run_writes_nothing),
		TEST(bad_text_writes_nothing), TEST(refusals), TEST(unpublished), TEST(rivals),
		TEST(first_policy_of_a_namespace),
	};

	return cmocka_run_group_tests_name("user: transact", tests, NULL, NULL);
}
