// SPDX-License-Identifier: GPL-2.0-only
/* A change from its text to its proof, against a kernel in memory that can misbehave. */
#include "change/transact.h"
#include "change/trial_known.h"
#include "change/trial_wait.h"
#include "history/history.h"
#include "machine/ssh_connection.h"
#include "module/module_files.h"
#include "module/trial_file.h"
#include "policy/policy_text.h"
#include "test_user.h"

#include <errno.h>

/* The kernel: takes text as it does, with the parser that it has. */
static struct {
	struct og_policy policy;
	u64 generation, unfit;
	int refuses;		/* what a write returns instead */
	bool forgets;		/* takes it, and publishes nothing */
	const char *rival;	/* somebody else's change, right after ours */
	const char *between;	/* likewise, between our look and the end of our write ... */
	bool at_write;		/* ... and so early that the write itself is refused */
	unsigned int writes;
	struct module_trial trial;
	bool ends_at_once;	/* a trial is over before anybody looks */
	struct ssh_connection connection;
	struct {
		unsigned int count;
		enum history_kind kind;
		struct og_policy before, after;
	} history;
	int held;		/* the history: nobody else changes anything */
	unsigned int followed;	/* trials that were seen through */
	bool as_audit;		/* the last of them */
	unsigned int known;	/* times that it was written down who is there */
} kernel;

int __wrap_module_require(void);
int __wrap_module_read_policy(char **text, size_t *size);
int __wrap_module_read_stats(struct module_stats *stats);
int __wrap_module_publish(const char *text, size_t size);
int __wrap_module_read_trial(struct module_trial *trial);
void __wrap_ssh_connection_find(struct ssh_connection *connection);
void __wrap_history_record(const struct history_change *change);
void __wrap_history_hold(void);
void __wrap_history_let_go(void);
int __wrap_trial_follow(const struct options *options, const struct trial_watched *watched);
void __wrap_trial_known_write(const struct module_trial *trial);

int __wrap_module_require(void)
{
	return 0;
}

void __wrap_history_hold(void)
{
	kernel.held++;
}

void __wrap_history_let_go(void)
{
	assert_true(kernel.held-- > 0);
}

int __wrap_module_read_policy(char **text, size_t *size)
{
	*text = policy_text(&kernel.policy);
	*size = strlen(*text);
	return 0;
}

int __wrap_module_read_stats(struct module_stats *stats)
{
	memset(stats, 0, sizeof(*stats));
	stats->generation = kernel.generation;
	stats->texts_unfit = kernel.unfit;
	return 0;
}

int __wrap_module_read_trial(struct module_trial *trial)
{
	*trial = kernel.trial;
	return 0;
}

void __wrap_ssh_connection_find(struct ssh_connection *connection)
{
	*connection = kernel.connection;
}

void __wrap_history_record(const struct history_change *change)
{
	/* A change and its record are one: nobody came between. */
	assert_int_equal(kernel.held, 1);
	assert_int_equal(change->generation, kernel.generation);
	kernel.history.count++;
	kernel.history.kind = change->kind;
	kernel.history.before = *change->before;
	kernel.history.after = *change->after;
}

void __wrap_trial_known_write(const struct module_trial *trial)
{
	assert_true(trial->running);
	kernel.known++;
}

int __wrap_trial_follow(const struct options *options, const struct trial_watched *watched)
{
	(void)options;
	/* Whoever waits for a trial's end keeps nobody from ending it. */
	assert_int_equal(kernel.held, 0);
	kernel.as_audit = watched->audit;
	kernel.followed++;
	return EXIT_YES;
}

/* Over the policy on trial, and over the one behind it. */
static void take_trial(const struct og_edit *edit)
{
	if (edit->trial && !kernel.trial.running)
		kernel.trial.back = kernel.policy;
	if (edit->trial)
		kernel.trial.running = !kernel.ends_at_once;
	else if (kernel.trial.running)
		og_edit_apply(edit, &kernel.trial.back);
}

static void take(const char *text, size_t size)
{
	struct og_parser *parser = malloc(sizeof(*parser));
	struct og_error error;

	assert_true(og_parse_text(parser, text, size));
	if (!og_edit_fits(&parser->edit, &kernel.policy, &error) ||
	    (kernel.trial.running && !parser->edit.trial &&
	     !og_edit_fits(&parser->edit, &kernel.trial.back, &error))) {
		kernel.unfit++;
		free(parser);
		return;
	}
	take_trial(&parser->edit);
	if (parser->edit.trial && kernel.ends_at_once) {
		kernel.generation += 2;
		free(parser);
		return;
	}
	og_edit_apply(&parser->edit, &kernel.policy);
	if (!kernel.generation++ && !og_edit_sets(&parser->edit, OG_SET_MODE))
		kernel.policy.setting[OG_SET_MODE] = OG_MODE_ENFORCE;
	free(parser);
}

static bool fits(const char *text, size_t size)
{
	struct og_parser *parser = malloc(sizeof(*parser));
	struct og_error error;
	bool fit;

	assert_true(og_parse_text(parser, text, size));
	fit = og_edit_fits(&parser->edit, &kernel.policy, &error);
	free(parser);
	return fit;
}

int __wrap_module_publish(const char *text, size_t size)
{
	kernel.writes++;
	assert_true(size && text[size - 1] == '\n');
	if (kernel.refuses)
		return kernel.refuses;
	if (kernel.between)
		take(kernel.between, strlen(kernel.between));
	if (kernel.at_write && !fits(text, size))
		return -EINVAL;
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

static int carry_out(const char *text, struct options options)
{
	struct source source;
	FILE *keep = stdout;
	int code;

	options.json = true;
	source_set(&source, "test", text);
	stdout = fopen("/dev/null", "w");
	assert_non_null(stdout);
	code = transact(&options, &source);
	fclose(stdout);
	stdout = keep;
	source_free(&source);
	return code;
}

static int change(const char *text, bool dry_run)
{
	return carry_out(text, (struct options){ .dry_run = dry_run });
}

static int on_trial(const char *text)
{
	return carry_out(text, (struct options){ .trial = 60 });
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
		assert_int_equal(change("+143/tcp\n", false), EXIT_MODULE);
	}
}

/* What did not take effect is never reported as done. */
static void unpublished(void **state)
{
	(void)state;
	kernel.forgets = true;
	assert_int_equal(change("+143/tcp\n", false), EXIT_NO);
	assert_int_equal(change("mode audit\n", false), EXIT_NO);
	assert_int_equal(kernel.history.count, 0);
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

static bool has_zone(const struct og_policy *policy, const char *name)
{
	return og_zone_find(&policy->zones, name, strlen(name)) != OG_ZONES;
}

static void zones(void **state)
{
	(void)state;
	assert_int_equal(change("from office 53\n", false), EXIT_POLICY);
	assert_int_equal(kernel.writes, 0);
	assert_int_equal(change("zone office eth1; from office 53\n", false), EXIT_YES);
	assert_true(has_zone(&kernel.policy, "office"));
	assert_int_equal(change("zone office eth1; from office 53\n", false), EXIT_YES);
	assert_int_equal(change("zone office -eth1\n", false), EXIT_POLICY);
	assert_int_equal(kernel.writes, 1);
	/* What it used is gone, and it cannot be asked again. */
	assert_int_equal(change("from office +54; zone office none\n", false), EXIT_YES);
	assert_false(has_zone(&kernel.policy, "office"));
}

/* It must fit what comes back, too; a trial need not. */
static void zones_behind_a_trial(void **state)
{
	(void)state;
	assert_int_equal(on_trial("zone office eth1; from office 53"), EXIT_YES);
	assert_int_equal(change("from office +54\n", false), EXIT_POLICY);
	assert_int_equal(kernel.writes, 1);
	assert_int_equal(on_trial("from office +54"), EXIT_YES);
	assert_int_equal(change("zone office eth1\n", false), EXIT_YES);
	assert_true(has_zone(&kernel.trial.back, "office"));
	assert_int_equal(change("from office +54\n", false), EXIT_YES);
	assert_int_equal(kernel.writes, 4);
}

/* Somebody else's text takes the zone away, or its last member, before ours is whole. */
static void another_text_between(void **state)
{
	static const struct {
		const char *between, *text;
		int code;
	} rows[] = {
		{ "zone office none\n", "from office +54\n", EXIT_NO },
		{ "zone office eth1 eth2\n", "zone office -eth1\n", EXIT_YES },
		{ "zone office -eth1\n", "zone office -192.0.2.0/24\n", EXIT_NO },
		{ "from office any\n", "from office -53\n", EXIT_NO },
		{ "zone office none\n", "from office -53\n", EXIT_NO },
		{ "zone admin wg0\n", "from office +54\n", EXIT_YES },
		/* Theirs did not fit, and ours is in force. */
		{ "from admin 22/tcp\n", "from office +54\n", EXIT_YES },
	};
	unsigned int recorded;
	size_t i, n;

	for (n = 0; n < 2 * ROWS(rows); n++) {
		i = n / 2;
		reset(state);
		kernel.at_write = n % 2;
		assert_int_equal(change("zone office eth1 192.0.2.0/24; from office 53\n", false), EXIT_YES);
		recorded = kernel.history.count;
		kernel.between = rows[i].between;
		if (change(rows[i].text, false) != rows[i].code)
			fail_msg("row %zu: \"%s\" after \"%s\"", i, rows[i].text, rows[i].between);
		/* What was not put in force is no entry, on trial or not. */
		assert_int_equal(kernel.history.count, recorded + (rows[i].code == EXIT_YES));
		assert_int_equal(kernel.unfit, (rows[i].code == EXIT_NO && !kernel.at_write) || i == 6);
	}
	reset(state);
	assert_int_equal(change("zone office eth1\n", false), EXIT_YES);
	kernel.between = "zone office none\n";
	assert_int_equal(on_trial("from office 22/tcp"), EXIT_NO);
	assert_int_equal(kernel.followed + kernel.known, 0);
	assert_false(kernel.trial.running);
}

static void first_policy_of_a_namespace(void **state)
{
	(void)state;
	kernel.policy.setting[OG_SET_MODE] = OG_MODE_OFF;
	kernel.generation = 0;
	/* Even one that changes no item: it makes the namespace enforce. */
	assert_int_equal(change("+25/tcp\n", false), EXIT_YES);
	assert_int_equal(kernel.writes, 1);
	assert_int_equal(kernel.policy.setting[OG_SET_MODE], OG_MODE_ENFORCE);
	assert_int_equal(change("mode off\n", false), EXIT_YES);
	assert_int_equal(change("+143/tcp\n", false), EXIT_YES);
	assert_int_equal(kernel.policy.setting[OG_SET_MODE], OG_MODE_OFF);
}

static void a_trial(void **state)
{
	(void)state;
	assert_int_equal(on_trial("+143/tcp"), EXIT_YES);
	assert_true(passes(143));
	assert_true(kernel.trial.running);
	assert_int_equal(kernel.followed, 1);
	assert_int_equal(kernel.known, 1);
	assert_int_equal(kernel.history.kind, HISTORY_TRIAL);
	/* The same once more: its clock starts anew. */
	assert_int_equal(on_trial("+143/tcp"), EXIT_YES);
	assert_int_equal(kernel.writes, 2);
	/* For good: it changes nothing in force, but what comes back. */
	assert_int_equal(change("+143/tcp\n", false), EXIT_YES);
	assert_int_equal(kernel.writes, 3);
	assert_int_equal(kernel.history.kind, HISTORY_CHANGE);
	assert_true(og_bit(kernel.history.after.chain[OG_INPUT].items.ports[OG_TCP], 143));
	assert_true(og_bit(kernel.trial.back.chain[OG_INPUT].items.ports[OG_TCP], 143));
	assert_int_equal(change("+143/tcp\n", false), EXIT_YES);
	assert_int_equal(kernel.writes, 3);
}

/* What was confirmed, not what is only on trial, is what the history keeps of a change for good. */
static void what_the_history_keeps(void **state)
{
	(void)state;
	assert_int_equal(on_trial("-25/tcp"), EXIT_YES);
	assert_int_equal(change("+143/tcp", false), EXIT_YES);
	assert_false(passes(25));
	assert_true(og_bit(kernel.history.before.chain[OG_INPUT].items.ports[OG_TCP], 25));
	assert_true(og_bit(kernel.history.after.chain[OG_INPUT].items.ports[OG_TCP], 25));
	assert_true(og_bit(kernel.history.after.chain[OG_INPUT].items.ports[OG_TCP], 143));
	assert_int_equal(kernel.history.count, 2);
	assert_int_equal(change("+143/tcp", true), EXIT_YES);
	assert_int_equal(kernel.history.count, 2);
}

static void no_trial_of_nothing(void **state)
{
	(void)state;
	assert_int_equal(on_trial("+25/tcp"), EXIT_YES);
	assert_int_equal(kernel.writes + kernel.followed + kernel.history.count, 0);
}

static void a_trial_over_at_once(void **state)
{
	(void)state;
	kernel.ends_at_once = true;
	assert_int_equal(on_trial("+143/tcp"), EXIT_YES);
	assert_int_equal(kernel.followed, 1);
}

static void a_trial_in_the_text(void **state)
{
	(void)state;
	assert_int_equal(on_trial("+143/tcp\ntrial 5\n"), EXIT_USAGE);
	assert_int_equal(carry_out("+143/tcp", (struct options){ .wait = true }), EXIT_USAGE);
	assert_int_equal(kernel.writes, 0);
	assert_int_equal(change("+143/tcp\ntrial 5\n", false), EXIT_YES);
	assert_true(kernel.trial.running);
	assert_int_equal(kernel.followed, 1);
}

static void come_by_ssh(u16 port)
{
	kernel.connection = (struct ssh_connection){
		.state = CONNECTION_LIVE, .server.port = port, .from = "203.0.113.9",
		.client.address = { OG_IPV4, { 203, 0, 113, 9 } },
		.server.address = { OG_IPV4, { 198, 51, 100, 1 } },
	};
}

static void protects(void **state)
{
	static const enum ssh_connection_state harmless[] = { CONNECTION_NONE, CONNECTION_ELSEWHERE };
	size_t i;

	(void)state;
	come_by_ssh(22);
	assert_int_equal(change("-22/tcp", false), EXIT_REFUSED);
	assert_int_equal(change("-22/tcp", true), EXIT_REFUSED);
	kernel.connection.state = CONNECTION_GONE;
	assert_int_equal(change("-22/tcp", false), EXIT_REFUSED);
	assert_int_equal(kernel.writes + kernel.history.count, 0);
	assert_int_equal(change("forward -22/tcp", false), EXIT_YES);
	for (i = 0; i < ROWS(harmless); i++) {
		kernel.connection.state = harmless[i];
		assert_int_equal(change("-22/tcp", false), EXIT_YES);
		assert_int_equal(change("+22/tcp", false), EXIT_YES);
	}
	kernel.connection.state = CONNECTION_LIVE;
	assert_int_equal(on_trial("-22/tcp"), EXIT_YES);
	assert_false(passes(22));
	reset(NULL);
	come_by_ssh(22);
	assert_int_equal(carry_out("-22/tcp", (struct options){ .force = true }), EXIT_YES);
	assert_false(passes(22));
}

/* The first policy of a namespace makes it enforce, and a port that nobody listed is then shut. */
static void protects_at_the_first_policy(void **state)
{
	(void)state;
	kernel.policy.setting[OG_SET_MODE] = OG_MODE_OFF;
	kernel.generation = 0;
	come_by_ssh(2222);
	assert_int_equal(change("+143/tcp", false), EXIT_REFUSED);
	assert_int_equal(kernel.writes, 0);
	assert_int_equal(change("+143/tcp 2222/tcp", false), EXIT_POLICY);
	assert_int_equal(change("+143/tcp +2222/tcp", false), EXIT_YES);
}

/* A change for good reaches what comes back after a trial, which is then what lets nobody in. */
static void protects_behind_a_trial(void **state)
{
	(void)state;
	assert_int_equal(carry_out("mode audit", (struct options){ .trial = 60 }), EXIT_YES);
	come_by_ssh(22);
	assert_int_equal(change("-22/tcp", false), EXIT_REFUSED);
	assert_int_equal(change("-22/tcp", true), EXIT_REFUSED);
	assert_int_equal(kernel.writes, 1);
	assert_int_equal(change("-25/tcp", false), EXIT_YES);
	assert_int_equal(carry_out("-22/tcp", (struct options){ .force = true }), EXIT_YES);
	reset(NULL);
	assert_int_equal(on_trial("+2222/tcp"), EXIT_YES);
	come_by_ssh(2222);
	assert_int_equal(change("-22/tcp", false), EXIT_REFUSED);
	assert_int_equal(on_trial("-22/tcp"), EXIT_YES);
	assert_int_equal(change("+2222/tcp", false), EXIT_YES);
	assert_int_equal(change("-22/tcp", false), EXIT_YES);
}

/* An audit's end is not a trial's to move; a text that names a mode ends it, or begins it anew. */
static void no_trial_in_an_audit(void **state)
{
	(void)state;
	assert_int_equal(change("trial 60; mode audit\n", false), EXIT_YES);
	assert_true(kernel.as_audit);
	assert_int_equal(on_trial("+143/tcp"), EXIT_NO);
	assert_int_equal(change("+143/tcp; trial 60\n", true), EXIT_NO);
	assert_int_equal(carry_out("+143/tcp", (struct options){ .trial = 60, .force = true }), EXIT_NO);
	assert_int_equal(kernel.writes + kernel.history.count + kernel.followed, 3);
	assert_int_equal(change("trial 60; mode audit; +144/tcp\n", false), EXIT_YES);
	assert_true(kernel.as_audit);
	assert_int_equal(on_trial("mode enforce; +143/tcp\n"), EXIT_YES);
	assert_false(kernel.as_audit);
	assert_int_equal(on_trial("+145/tcp"), EXIT_YES);
	assert_int_equal(kernel.policy.setting[OG_SET_MODE], OG_MODE_ENFORCE);
	reset(NULL);
	assert_int_equal(change("trial 60; mode audit\n", false), EXIT_YES);
	assert_int_equal(on_trial("reset"), EXIT_YES);
	reset(NULL);
	kernel.policy.setting[OG_SET_MODE] = OG_MODE_AUDIT;
	assert_int_equal(on_trial("+143/tcp"), EXIT_YES);
	assert_int_equal(on_trial("+144/tcp"), EXIT_YES);
}

#define TEST(name)	cmocka_unit_test_setup(name, reset)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(takes_effect), TEST(twice_is_no_error), TEST(dry_run_writes_nothing),
		TEST(bad_text_writes_nothing), TEST(refusals), TEST(unpublished), TEST(rivals),
		TEST(first_policy_of_a_namespace), TEST(a_trial), TEST(what_the_history_keeps),
		TEST(no_trial_of_nothing), TEST(a_trial_over_at_once), TEST(a_trial_in_the_text),
		TEST(zones), TEST(zones_behind_a_trial), TEST(another_text_between),
		TEST(protects), TEST(protects_at_the_first_policy),
		TEST(protects_behind_a_trial), TEST(no_trial_in_an_audit),
	};

	return cmocka_run_group_tests_name("user: transact", tests, NULL, NULL);
}
