// SPDX-License-Identifier: GPL-2.0-only
/* The fast path's decisions: who may be in it, when it is made anew, the text for nft, the state file. */
#include "fast/fast_heir.h"
#include "fast/fast_plan.h"
#include "fast/fast_state.h"
#include "fast/fast_table.h"
#include "policy/policy_text.h"
#include "policy/source.h"
#include "test_user.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct fast_plan plan_of(const char *text)
{
	struct og_policy *policy = malloc(sizeof(*policy));
	struct og_edit *edit = malloc(sizeof(*edit));
	struct fast_plan plan;
	struct source source;

	source_set(&source, "test", text);
	assert_int_equal(policy_parse(&source, edit), 0);
	og_policy_builtin(policy);
	og_edit_apply(edit, policy);
	fast_plan_make(&plan, policy);
	source_free(&source);
	free(edit);
	free(policy);
	return plan;
}

/* IPv4 tcp and udp, IPv6 tcp and udp: 0 none, 1 by port, 2 all. */
static const struct {
	const char *policy, *plan;
} plans[] = {
	{ "reset", "2222" },
	{ "mode audit", "0000" },
	{ "mode off", "0000" },
	{ "ipv6 ignore", "2200" },
	{ "input none", "2222" },
	{ "forward none", "0000" },
	{ "forward any", "2222" },
	{ "forward established", "2222" },
	{ "forward established reply", "2222" },
	{ "forward reply", "1111" },
	{ "forward reply 22/tcp", "1111" },
	/* Answers go to any port: a list of ports alone does not let them pass. */
	{ "forward 22/tcp", "0000" },
	{ "forward related untracked loopback icmp 1-65535", "0000" },
	/* A protocol that is accepted whole needs no state. */
	{ "forward proto:6", "2020" },
	{ "forward proto:17 reply", "1212" },
	{ "forward proto:17 22/tcp", "0202" },
	{ "forward reply; mode audit", "0000" },
	{ "forward reply; ipv6 ignore", "1100" },
};

static void who_may_be_in_it(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(plans); i++) {
		struct fast_plan plan = plan_of(plans[i].policy);
		char text[FAST_PLAN_TEXT];

		fast_plan_print(&plan, text);
		if (strcmp(text, plans[i].plan))
			fail_msg("row %zu: \"%s\" is %s, not %s", i, plans[i].policy, text,
				 plans[i].plan);
	}
}

static const struct {
	const char *before, *after;
	bool anew;
} changes[] = {
	{ "2222", "2222", false },
	{ "0000", "0000", false },
	{ "1111", "1111", true },	/* another port may have gone */
	{ "2222", "1111", true },
	{ "1111", "2222", false },	/* the same connections, and more by the same rule */
	{ "2222", "0000", true },
	{ "0000", "2222", true },
	{ "0000", "1111", true },
	{ "2222", "2200", true },
	{ "2200", "2222", true },
	{ "2200", "2200", false },
	{ "2121", "2222", false },
	{ "2222", "2221", true },
};

static void when_it_is_made_anew(void **state)
{
	struct fast_plan before, after;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(changes); i++) {
		assert_true(fast_plan_parse(&before, changes[i].before));
		assert_true(fast_plan_parse(&after, changes[i].after));
		if (fast_plan_replaces(&before, &after) != changes[i].anew)
			fail_msg("row %zu: %s to %s", i, changes[i].before, changes[i].after);
	}
}

static void plans_that_are_none(void **state)
{
	static const char *const texts[] = { "", "222", "22222", "2223", "22 2", "-222" };
	struct fast_plan plan;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(texts); i++)
		if (fast_plan_parse(&plan, texts[i]))
			fail_msg("row %zu: \"%s\"", i, texts[i]);
}

static void devices_are_sorted_once(void **state)
{
	static const char *const bad[] = { "", "a/b", "a b", "a\"b", "sixteen-letters-", "a*" };
	struct fast_devices a = { 0 }, b = { 0 };
	char name[IF_NAMESIZE];
	size_t i;

	(void)state;
	assert_true(fast_devices_add(&a, "eth1") && fast_devices_add(&a, "eth0"));
	assert_true(fast_devices_add(&a, "eth1") && fast_devices_add(&a, "br0"));
	assert_int_equal(a.count, 3);
	assert_string_equal(a.names[0], "br0");
	assert_string_equal(a.names[2], "eth1");
	assert_true(fast_devices_add(&b, "br0") && fast_devices_add(&b, "eth1"));
	assert_false(fast_devices_equal(&a, &b));
	assert_true(fast_devices_add(&b, "eth0"));
	assert_true(fast_devices_equal(&a, &b));
	for (i = 0; i < ROWS(bad); i++)
		if (fast_devices_add(&a, bad[i]))
			fail_msg("row %zu: \"%s\"", i, bad[i]);
	for (i = a.count; i < FAST_DEVICES_MAX; i++) {
		snprintf(name, sizeof(name), "v%zu", i);
		assert_true(fast_devices_add(&a, name));
	}
	assert_false(fast_devices_add(&a, "one-more"));
	assert_true(fast_devices_add(&a, "eth0"));
}

static char *table(const char *plan_text, unsigned int how)
{
	struct fast_devices devices = { 0 };
	struct fast_plan plan;

	assert_true(fast_plan_parse(&plan, plan_text));
	fast_devices_add(&devices, "eth1");
	fast_devices_add(&devices, "eth0");
	return fast_table_text(FAST_TABLE, &plan, &devices, how);
}

static void text_for_nft(void **state)
{
	char *text = table("2001", FAST_TABLE_ANEW);

	(void)state;
	assert_non_null(strstr(text, "devices = { \"eth0\", \"eth1\" }"));
	assert_non_null(strstr(text, "priority filter + 10;"));
	assert_non_null(strstr(text, "ct state established ct direction original meta nfproto . meta "
				     "l4proto { ipv4 . tcp, ipv6 . udp } flow add @fast\n"));
	assert_ptr_equal(strstr(text, "add table inet outlook_guard_fast\n"
				      "delete table inet outlook_guard_fast\n"), text);
	assert_null(strstr(text, "owner"));
	free(text);
	/* A table that was not its maker's from the beginning can never be. */
	text = table("2222", FAST_TABLE_ANEW | FAST_TABLE_OWNED);
	assert_ptr_equal(strstr(text, "add table inet outlook_guard_fast { flags owner; }\n"
				      "delete table inet outlook_guard_fast\n"
				      "table inet outlook_guard_fast {\n\tflags owner\n"), text);
	free(text);
	/* Where it has to be there, nothing makes it be there. */
	text = table("2222", 0);
	assert_ptr_equal(strstr(text, "delete table inet outlook_guard_fast\n"), text);
	free(text);
	text = table("0000", FAST_TABLE_ANEW);
	assert_null(strstr(text, "flow add"));
	free(text);
}

static char root[] = "/tmp/og-fast-XXXXXX";

static int make_root(void **state)
{
	char run[64];

	(void)state;
	if (!mkdtemp(root))
		return -1;
	snprintf(run, sizeof(run), "%s/run", root);
	return mkdir(run, 0755) || setenv("OG_PROC_ROOT", root, 1);
}

static int remove_root(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", root);
	return system(command);
}

static void state_file(void **unused)
{
	struct fast_state *state = fast_state_new(), *again = fast_state_new();
	struct stat file;
	mode_t mask;

	(void)unused;
	assert_int_equal(fast_state_read(state), -ENOENT);
	assert_int_equal(fast_state_watcher(state), 0);
	/* Whatever the umask, a wide and a narrow one. */
	mask = umask(0);
	assert_int_equal(fast_state_watch(state), 0);
	umask(077);
	state->load = 1234;
	state->generation = 18446744073709551615u;
	state->watcher = getpid();
	assert_true(fast_plan_parse(&state->plan, "2101"));
	fast_devices_add(&state->devices, "eth0");
	fast_devices_add(&state->devices, "a:b.7");
	assert_int_equal(fast_state_write(state), 0);
	umask(mask);
	/* Everybody may read what it says, and nobody else may lock. */
	assert_int_equal(stat(state->path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0644);
	assert_int_equal(stat(state->lock_path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);

	assert_int_equal(fast_state_read(again), 0);
	assert_int_equal(again->load, 1234);
	assert_true(again->generation == state->generation);
	assert_int_equal(again->watcher, getpid());
	assert_memory_equal(&again->plan, &state->plan, sizeof(again->plan));
	assert_true(fast_devices_equal(&again->devices, &state->devices));

	/* Shorter than before leaves no rest behind. */
	state->generation = 1;
	state->devices.count = 1;
	assert_int_equal(fast_state_write(state), 0);
	assert_int_equal(fast_state_read(again), 0);
	assert_int_equal(again->generation, 1);
	assert_int_equal(again->devices.count, 1);
	fast_state_forget(state);
	assert_int_equal(fast_state_read(again), -ENOENT);
	fast_state_free(state);
	fast_state_free(again);
}

/* Of another process: a process is never kept out by a lock of its own. */
static int in_child(int (*run)(struct fast_state *state))
{
	int status;
	pid_t child = fork();

	if (!child)
		_exit(-run(fast_state_new()));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return -WEXITSTATUS(status);
}

static int sees_parent(struct fast_state *state)
{
	return fast_state_watcher(state) == getppid() ? 0 : -1;
}

static int sees_nobody(struct fast_state *state)
{
	return fast_state_watcher(state) ? -1 : 0;
}

/* A lock that anybody can have, on what anybody can open. */
static int locks_what_all_can_open(struct fast_state *state)
{
	struct flock lock = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
	int fd = open(state->path, O_RDONLY);

	return fd >= 0 && !fcntl(fd, F_SETLK, &lock) && sees_parent(state) == 0 ? 0 : -1;
}

static void one_watcher_at_a_time(void **unused)
{
	struct fast_state *state = fast_state_new();

	(void)unused;
	assert_int_equal(in_child(sees_nobody), 0);
	assert_int_equal(fast_state_watch(state), 0);
	assert_int_equal(fast_state_write(state), 0);
	assert_int_equal(in_child(fast_state_watch), -EAGAIN);
	assert_int_equal(in_child(sees_parent), 0);
	assert_int_equal(in_child(locks_what_all_can_open), 0);
	assert_true(fast_state_is_ours(state));
	fast_state_forget(state);
	assert_false(fast_state_is_ours(state));
	assert_int_equal(in_child(sees_nobody), 0);
	/* Another has begun: the files are his. */
	assert_int_equal(in_child(fast_state_watch), 0);
	assert_false(fast_state_is_ours(state));
	fast_state_forget(state);
	assert_int_equal(access(state->lock_path, F_OK), 0);
	fast_state_free(state);
	state = fast_state_new();
	fast_state_forget(state);
	fast_state_free(state);
}

/* The table is a file here; who removes it, removes that. */
int __wrap_fast_table_remove(struct nft *nft);

static char *table_file(void)
{
	char *path;

	assert_true(asprintf(&path, "%s/table", root) > 0);
	return path;
}

int __wrap_fast_table_remove(struct nft *nft)
{
	char *path = table_file();

	(void)nft;
	unlink(path);
	free(path);
	return 0;
}

static void stay(void)
{
}

/* A watcher whose table nobody owns. With @ends it ends by itself, and leaves the table to whoever came after it. */
static void watch_with_heir(int ready, bool ends)
{
	struct fast_netns place = { .home = -1 };
	struct fast_state *state = fast_state_new();

	state->watcher = getpid();
	if (fast_state_watch(state) || fast_state_write(state) || fast_heir_begin(&place, state, stay) < 0)
		_exit(1);
	if (ends)
		fast_state_forget(state);
	if (write(ready, "r", 1) != 1 || ends)
		_exit(0);
	for (;;)
		pause();
}

/* Whether the table is there when watcher and heir have both ended. */
static bool outlives(bool ends)
{
	char *path = table_file(), byte;
	FILE *file = fopen(path, "w");
	int ready[2];
	pid_t child;
	bool there;

	assert_non_null(file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (!child)
		watch_with_heir(ready[1], ends);
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	/* The heir has the other end as well, until it is through. */
	assert_int_equal(read(ready[0], &byte, 1), 0);
	close(ready[0]);
	there = !access(path, F_OK);
	unlink(path);
	free(path);
	return there;
}

static void heir_of_who_was_killed(void **unused)
{
	struct fast_state *state = fast_state_new();

	(void)unused;
	assert_false(outlives(false));
	assert_int_equal(fast_state_read(state), -ENOENT);
	assert_true(outlives(true));
	fast_state_free(state);
}

static void state_file_of_somebody_else(void **unused)
{
	static const char *const texts[] = {
		"plan 9999\n", "plan 22\n", "device a/b\n", "device ok a*b\n",
	};
	struct fast_state *state = fast_state_new();
	size_t i;

	(void)unused;
	for (i = 0; i < ROWS(texts); i++) {
		char *text = strdup(texts[i]);

		if (fast_state_parse(state, text) != -EPROTO)
			fail_msg("row %zu: %s", i, texts[i]);
		free(text);
	}
	fast_state_free(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_may_be_in_it), cmocka_unit_test(when_it_is_made_anew),
		cmocka_unit_test(plans_that_are_none), cmocka_unit_test(devices_are_sorted_once),
		cmocka_unit_test(text_for_nft), cmocka_unit_test(state_file),
		cmocka_unit_test(one_watcher_at_a_time),
		cmocka_unit_test(heir_of_who_was_killed),
		cmocka_unit_test(state_file_of_somebody_else),
	};

	return cmocka_run_group_tests_name("user: fast path", tests, make_root, remove_root);
}
