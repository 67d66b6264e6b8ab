// SPDX-License-Identifier: GPL-2.0-only
/*
 * driver MODULE: all scenarios, beginning and ending with the module absent.
 * Runs in the test kernel, as root. The last line counts.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "driver.h"
#include "outlook_guard.h"

const char *module_path;

static int attempt_load(const struct scenario *scenario)
{
	return guard_load(scenario->text, load_nth);
}

static int undo_load(const struct scenario *scenario)
{
	(void)scenario;
	return guard_unload();
}

static int attempt_write(const struct scenario *scenario)
{
	return guard_write(scenario->text);
}

static int attempt_write_lines(const struct scenario *scenario)
{
	return guard_write_lines(scenario->text);
}

/* A trial that is put back at once: nothing is left to undo. */
static int attempt_trial(const struct scenario *scenario)
{
	return guard_trial_of(scenario->text, "revert");
}

static int undo_trial(const struct scenario *scenario)
{
	(void)scenario;
	return guard_trial("revert");
}

static int undo_write(const struct scenario *scenario)
{
	return guard_write(scenario->undo_text);
}

static int attempt_read(const struct scenario *scenario)
{
	static char text[STATE_SIZE];

	return guard_read(scenario->text, text, sizeof(text));
}

/* In a namespace that is born now, everything is as in any that nobody has written to. */
static int attempt_birth(const struct scenario *scenario)
{
	(void)scenario;
	return unshare(CLONE_NEWNET) ? -errno : 0;
}

static int attempt_birth_user(const struct scenario *scenario)
{
	(void)scenario;
	return unshare(CLONE_NEWUSER | CLONE_NEWNET) ? -errno : 0;
}

/* More text than one chunk, more items than one line. */
#define MANY "1-9/tcp 11/tcp 13/tcp 15/tcp 17/tcp 19/tcp 21/tcp 23/tcp 25/udp 27/udp 29/udp 31/udp "
#define MORE "100-900 1001 1003 1005 1007 1009 1011 1013 1015 1017 1019 1021 1023 1025 1027 1029 "
#define LONG "input " MANY MORE MANY MORE MANY MORE MANY MORE "\nforward " MORE MANY "\n"

#define LOADED(words, parameters) \
	{ .name = (words), .attempt = attempt_load, .undo = undo_load, .text = (parameters), \
	  .loads = true, .refused = 20 }

static const struct scenario loads[] = {
	LOADED("load", ""),
	LOADED("load with policy=", "policy=\"+443/tcp; mode audit\""),
	LOADED("load with early on", "policy=\"early on\""),
	LOADED("load, off", "policy=\"mode off\""),
};

#define ENFORCED(words, change, back) \
	{ .name = (words), .attempt = attempt_write, .undo = undo_write, .text = (change), \
	  .undo_text = (back), .refused = 3 }

static const struct scenario written[] = {
	ENFORCED("add a port", "+443/tcp\n", "reset\n"),
	ENFORCED("take a port away", "-110\n", "reset\n"),
	ENFORCED("edit one chain", "forward +443/tcp -22/tcp\n", "reset\n"),
	ENFORCED("a bare list", "22/tcp,25/tcp,53\n", "reset\n"),
	ENFORCED("state a chain", "input established 22/tcp\n", "reset\n"),
	ENFORCED("none", "none\n", "reset\n"),
	ENFORCED("any", "input any\n", "reset\n"),
	ENFORCED("reset", "reset\n", "reset\n"),
	ENFORCED("mode audit", "mode audit\n", "reset\n"),
	ENFORCED("mode off", "mode off\n", "reset\n"),
	ENFORCED("ipv6 ignore", "ipv6 ignore\n", "reset\n"),
	ENFORCED("early on", "early on\n", "reset\n"),
	ENFORCED("tally on", "tally on\n", "reset\n"),
	ENFORCED("log", "log nflog:5\n", "reset\n"),
	ENFORCED("all that there is", "early on; tally on; log nflog:5; mode audit\n", "reset\n"),
	ENFORCED("a long text", LONG, "reset\n"),
	{ .name = "on trial", .attempt = attempt_write, .undo = undo_trial,
	  .text = "+443/tcp; early on; tally on; trial 600\n", .refused = 3 },
	{ .name = "on trial and back", .attempt = attempt_trial,
	  .text = "+443/tcp; mode audit; tally on; log nflog:5; trial 600\n", .refused = 3 },
	{ .name = "several writes", .attempt = attempt_write_lines, .undo = undo_write,
	  .text = "+443/tcp\nmode audit\ninput -22/tcp\n" LONG, .undo_text = "reset\n",
	  .refused = 3 },
	{ .name = "read the policy", .attempt = attempt_read, .text = OG_PROC_LINK, .refused = 3 },
	{ .name = "read stats", .attempt = attempt_read, .text = OG_PROC_NET "/" OG_PROC_STATS,
	  .refused = 2 },
	{ .name = "read the trial", .attempt = attempt_read, .text = OG_PROC_NET "/" OG_PROC_TRIAL,
	  .refused = 2 },
	{ .name = "read the ports", .attempt = attempt_read, .text = OG_PROC_NET "/" OG_PROC_PORTS,
	  .refused = 2 },
};

/* From here on the policy is off: these take hooks and conntrack. */
static const struct scenario off[] = {
	ENFORCED("off, then enforce", "mode enforce\n", "mode off\n"),
	ENFORCED("off, then audit", "mode audit\n", "mode off\n"),
	ENFORCED("off, add a port", "+443/tcp\n", "reset; mode off\n"),
	ENFORCED("off, early on", "early on\n", "early off\n"),
	ENFORCED("off, enforce with early", "mode enforce; early on\n", "mode off; early off\n"),
	ENFORCED("off, reset", "reset\n", "mode off\n"),
	ENFORCED("off, tally on", "tally on\n", "tally off\n"),
	{ .name = "off, enforce on trial", .attempt = attempt_write, .undo = undo_trial,
	  .text = "mode enforce; trial 600\n", .refused = 3 },
	{ .name = "off, mode at the end", .attempt = attempt_write_lines, .undo = undo_write,
	  .text = "+443/tcp\nmode enforce\n", .undo_text = "reset; mode off\n", .refused = 3 },
};

static const struct scenario namespaces[] = {
	{ .name = "first write in a namespace", .attempt = attempt_write, .fresh = true,
	  .text = "+443/tcp\n", .refused = 10 },
	{ .name = "first write, off", .attempt = attempt_write, .fresh = true,
	  .text = "+443/tcp; mode off\n", .refused = 3 },
	{ .name = "first write in lines", .attempt = attempt_write_lines, .fresh = true,
	  .text = "mode audit\n+443/tcp\n", .refused = 10 },
	{ .name = "read before the first write", .attempt = attempt_read, .fresh = true,
	  .text = OG_PROC_LINK, .refused = 3 },
};

/*
 * The folder and its four files. The points between and behind them are the checkers' own, which get over it, and are
 * not the same ones at each birth: of the five that matter not all need be met.
 */
static const struct scenario births[] = {
	{ .name = "birth of a namespace", .attempt = attempt_birth, .births = true, .refused = 3 },
	{ .name = "birth with its users", .attempt = attempt_birth_user, .births = true, .refused = 3 },
};

static void run_all(const struct scenario *scenarios, size_t number, struct state *expected,
		    struct count *count)
{
	size_t i;

	for (i = 0; i < number; i++)
		if (scenario_run(&scenarios[i], expected))
			count->passed++;
		else
			count->failed++;
}

#define RUN_ALL(scenarios, expected, count) \
	run_all(scenarios, sizeof(scenarios) / sizeof((scenarios)[0]), expected, count)

/* What the scenarios stand on; it has to work. */
static void step(const char *what, int err, struct count *count)
{
	if (!err)
		return;
	printf("FAIL: %s: %s\n", what, strerror(-err));
	count->failed++;
}

/* The counters that failures must leave alone have something to lose. */
static int counted(void)
{
	char stats[8192];
	int err = guard_read(OG_PROC_NET "/" OG_PROC_STATS, stats, sizeof(stats));

	if (err)
		return err;
	return strstr(stats, "\ninput_accept_loopback 1\n") ? 0 : -ENODATA;
}

int main(int argc, char **argv)
{
	struct count count = { 0, 0 };
	struct state *expected = mmap(NULL, sizeof(*expected), PROT_READ | PROT_WRITE,
				      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (argc != 2 || expected == MAP_FAILED) {
		fprintf(stderr, "usage: driver MODULE\n");
		return 2;
	}
	module_path = argv[1];
	manners_absent(&count);
	RUN_ALL(loads, expected, &count);
	step("loading for what follows", guard_load("", 0), &count);
	step("sending something", traffic_send(), &count);
	step("counting it", counted(), &count);
	manners_loaded(&count);
	RUN_ALL(written, expected, &count);
	RUN_ALL(namespaces, expected, &count);
	RUN_ALL(births, expected, &count);
	step("mode off", guard_write("reset; mode off\n"), &count);
	RUN_ALL(off, expected, &count);
	RUN_ALL(namespaces, expected, &count);
	step("unloading", guard_unload(), &count);
	printf("driver: %d passed, %d failed\n", count.passed, count.failed);
	return count.failed ? 1 : 0;
}
