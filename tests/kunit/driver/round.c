// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* More points than any scenario has: a loop that does not end is a failure. */
#define POINTS_MAX	20000

/* How a round ended; the exit status of its process. */
enum end { END_HANDLED, END_REFUSED, END_NO_SUCH_POINT, END_BAD };

unsigned int load_nth;

static int nth_fd;

static void nth_open(void)
{
	nth_fd = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	if (nth_fd < 0) {
		perror("/proc/thread-self/fail-nth");
		exit(END_BAD);
	}
}

static void nth_set(unsigned int nth)
{
	char text[16];
	int size = snprintf(text, sizeof(text), "%u", nth);

	if (pwrite(nth_fd, text, size, 0) != size) {
		perror("writing fail-nth");
		exit(END_BAD);
	}
}

static unsigned int nth_stop(void)
{
	char text[16] = "";

	if (pread(nth_fd, text, sizeof(text) - 1, 0) < 0) {
		perror("reading fail-nth");
		exit(END_BAD);
	}
	nth_set(0);
	return strtoul(text, NULL, 10);
}

static void bad(const struct scenario *scenario, unsigned int nth, const char *format, ...)
{
	va_list arguments;

	printf("FAIL: %s, fault %u: ", scenario->name, nth);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	printf("\n");
	exit(END_BAD);
}

static void same_text(const struct scenario *scenario, unsigned int nth, const char *when,
		      const char *what, const char *was, const char *is)
{
	if (strcmp(was, is))
		bad(scenario, nth, "%s: %s is not as it should be\n--- should be\n%.2000s\n--- is\n%.2000s",
		    when, what, was, is);
}

static void same_state(const struct scenario *scenario, unsigned int nth, const char *when,
		       const struct state *was, const struct state *is)
{
	same_text(scenario, nth, when, "the policy", was->policy, is->policy);
	same_text(scenario, nth, when, "the hooks", was->hooks, is->hooks);
	if (was->link != is->link)
		bad(scenario, nth, "%s: /proc/outlook_guard is %s", when,
		    is->link ? "there" : "not there");
	if (was->module != is->module)
		bad(scenario, nth, "%s: /sys/module/outlook_guard is %s", when,
		    is->module ? "there" : "not there");
}

static bool clear_error(int err)
{
	return err == -ENOMEM || err == -EOPNOTSUPP || err == -EINVAL || err == -ENFILE ||
	       err == -EAGAIN || err == -ENOSPC || err == -EFAULT;
}

/* What success looks like, in a process of its own if it happens in a namespace of its own. */
static void learn(const struct scenario *scenario, struct state *expected)
{
	int err = scenario->attempt(scenario);

	if (err)
		bad(scenario, 0, "without any fault: %s", strerror(-err));
	guard_state(expected);
}

static void undo(const struct scenario *scenario, unsigned int nth)
{
	int err = scenario->undo ? scenario->undo(scenario) : 0;

	if (err)
		bad(scenario, nth, "undoing it: %s", strerror(-err));
}

/* The @nth point from here on fails: of this process's, or of the module's part in something larger. */
static void arm(const struct scenario *scenario, unsigned int nth)
{
	int err = 0;

	if (scenario->loads)
		load_nth = nth;
	else if (scenario->births)
		err = guard_birth_fault(nth);
	else
		nth_set(nth);
	if (err)
		bad(scenario, nth, "arming it: %s", strerror(-err));
}

/* How many points were left before the fault; 0: it has happened. And no fault from now on. */
static unsigned int disarm(const struct scenario *scenario)
{
	unsigned int left = nth_stop();

	load_nth = 0;
	return scenario->births ? guard_birth_left() : left;
}

/*
 * The fault, what came of it, once more without a fault, and back to the
 * beginning. Runs in a process of its own, and ends it.
 */
static void round_run(const struct scenario *scenario, unsigned int nth,
		      const struct state *expected)
{
	static struct state before, after;
	enum end end = END_HANDLED;
	unsigned int left;
	int err;

	guard_state(&before);
	arm(scenario, nth);
	err = scenario->attempt(scenario);
	left = disarm(scenario);
	guard_state(&after);
	if (left && err)
		bad(scenario, nth, "no fault happened, and yet: %s", strerror(-err));
	if (left)
		end = END_NO_SUCH_POINT;
	if (err) {
		end = END_REFUSED;
		if (!clear_error(err))
			bad(scenario, nth, "an error that says nothing: %s", strerror(-err));
		same_state(scenario, nth, "after the failure", &before, &after);
		same_text(scenario, nth, "after the failure", "stats", before.stats, after.stats);
		err = scenario->attempt(scenario);
		if (err)
			bad(scenario, nth, "a later attempt fails too: %s", strerror(-err));
		guard_state(&after);
	}
	same_state(scenario, nth, "after success", expected, &after);
	undo(scenario, nth);
	if (scenario->undo) {
		guard_state(&after);
		same_state(scenario, nth, "undone", &before, &after);
	}
	fflush(stdout);
	_exit(end);
}

/* Runs a round, or learns into @expected, which is shared memory, when @nth is 0. */
static enum end in_child(const struct scenario *scenario, unsigned int nth, struct state *expected)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		nth_open();
		if (scenario->fresh && unshare(CLONE_NEWNET))
			bad(scenario, nth, "unshare: %s", strerror(errno));
		if (nth)
			round_run(scenario, nth, expected);
		learn(scenario, expected);
		undo(scenario, nth);
		fflush(stdout);
		_exit(END_HANDLED);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status)) {
		printf("FAIL: %s, fault %u: its process ended badly\n", scenario->name, nth);
		return END_BAD;
	}
	return WEXITSTATUS(status);
}

bool scenario_run(const struct scenario *scenario, struct state *expected)
{
	unsigned int nth, refused = 0;
	enum end end = in_child(scenario, 0, expected);

	if (end != END_HANDLED)
		return false;
	for (nth = 1; nth < POINTS_MAX; nth++) {
		end = in_child(scenario, nth, expected);
		if (end != END_HANDLED && end != END_REFUSED)
			break;
		refused += end == END_REFUSED;
	}
	if (end != END_NO_SUCH_POINT) {
		if (nth == POINTS_MAX)
			printf("FAIL: %s: no end of points\n", scenario->name);
		return false;
	}
	if (refused < scenario->refused) {
		printf("FAIL: %s: %u of %u faults were seen by the caller; at least %u should be\n",
		       scenario->name, refused, nth - 1, scenario->refused);
		return false;
	}
	printf("ok: %s: %u faults, %u of them refused\n", scenario->name, nth - 1, refused);
	return true;
}
