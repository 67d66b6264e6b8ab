// SPDX-License-Identifier: GPL-2.0-only
#include "fast_watch.h"
#include "base/clock.h"
#include "base/out.h"
#include "base/request.h"
#include "fast_follow.h"
#include "fast_heir.h"
#include "fast_links.h"
#include "fast_netns.h"
#include "fast_table.h"
#include "fast_tell.h"
#include "journal/journal.h"
#include "machine/service_manager.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define STOP_MS		10000	/* an nft transaction under way, on a slow machine */
#define KILLED_MS	5000

/* What the watcher has in hand. */
struct watch {
	struct fast_netns where;
	struct fast_hold hold;
	struct fast_links links;
	int signals;
	int heir;		/* -1: the kernel removes what we leave */
};

/* Why the watcher ends, with the table gone; NULL while it need not. */
static const char *look(struct watch *watch)
{
	const struct fast_hold *hold = &watch->hold;
	const char *why = NULL;
	int code;

	if (!fast_netns_enter(&watch->where))
		return "its network namespace is gone";
	/* Without its files nobody finds the watcher any more, to end it or to wait for it. */
	if (!fast_state_is_ours(hold->state)) {
		fast_table_remove(hold->nft);
		fast_netns_leave(&watch->where);
		return "its files in /run were removed";
	}
	code = fast_follow(hold, fast_links_changed(&watch->links, &hold->state->devices));
	if (code) {
		why = code == -ENOENT ? "the module, or the table, was removed" :
		      "the fast path could not follow a change of the policy";
		/* Without a policy to follow nothing may stay in it. */
		fast_table_remove(hold->nft);
	}
	fast_netns_leave(&watch->where);
	return why;
}

static void clear(const struct watch *watch)
{
	if (!fast_netns_enter(&watch->where))
		return;
	fast_table_remove(watch->hold.nft);
	fast_netns_leave(&watch->where);
}

/* What we were told: to end, or only to look. */
static bool told_to_end(const struct watch *watch)
{
	struct signalfd_siginfo told;

	return read(watch->signals, &told, sizeof(told)) != sizeof(told) || told.ssi_signo != SIGUSR1;
}

/* True: told to, or so it must be taken; else it ended by itself, and has said why. */
static bool watch_until_told(struct watch *watch)
{
	struct pollfd waits[] = {
		{ .fd = watch->signals, .events = POLLIN }, { .fd = fast_links_fd(&watch->links), .events = POLLIN },
	};
	const char *why = NULL;		/* "": told to */

	while (!why) {
		int n = poll(waits, 2, FAST_WATCH_MS);

		if (n > 0 && waits[0].revents)
			why = told_to_end(watch) ? "" : NULL;
		if (n < 0 && errno != EINTR)
			why = "";
		if (!why)
			why = look(watch);
	}
	if (*why)
		journal_tell(&(struct journal_event){ .kind = JOURNAL_FAST_OFF, .what = why });
	else
		clear(watch);
	fast_state_forget(watch->hold.state);
	return !*why;
}

static int complain_file(const struct fast_state *state, int error)
{
	if (error == -EAGAIN)
		complain("somebody else is switching the fast path on at this moment");
	else
		complain("could not write %s: %s", state->path, strerror(-error));
	return EXIT_MODULE;
}

/* The file first: a table without one would be nobody's. */
static int make(struct watch *watch, const struct fast_devices *devices)
{
	struct fast_hold *hold = &watch->hold;
	int error = fast_state_watch(hold->state), code;

	if (error)
		return complain_file(hold->state, error);
	hold->state->devices = *devices;
	hold->state->watcher = getpid();
	hold->nft = nft_open();
	code = fast_follow_begin(hold->state);
	if (!code)
		error = fast_state_write(hold->state);
	if (!code && !error)
		error = fast_links_open(&watch->links, devices);
	if (error)
		code = complain_file(hold->state, error);
	if (!code)
		code = fast_table_make(hold->nft, &hold->state->plan, devices, &hold->owned);
	if (code)
		fast_state_forget(hold->state);
	return code;
}

/* From here on nobody hears us but the journal. */
static void detach(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), i;

	for (i = 0; null >= 0 && i < 3; i++)
		dup2(null, i);
}

/* With a table that nobody's end removes there is somebody who does. */
static int settle(struct watch *watch)
{
	watch->heir = -1;
	if (watch->hold.owned)
		return 0;
	watch->heir = fast_heir_begin(&watch->where, watch->hold.state, detach);
	if (watch->heir >= 0)
		return 0;
	complain("could not start the watcher's heir: %s", strerror(-watch->heir));
	fast_table_remove(watch->hold.nft);
	fast_state_forget(watch->hold.state);
	return EXIT_MODULE;
}

static int catch_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/* The table and all that keeps it: 0 or an exit code. @netns as the user called it. */
static int begin(struct watch *watch, const char *netns, const struct fast_devices *devices)
{
	int code;

	prctl(PR_SET_NAME, FAST_WATCHER);
	watch->signals = catch_signals();
	fast_netns_find(&watch->where, netns);
	watch->hold.state = fast_state_new();
	code = make(watch, devices);
	fast_netns_leave(&watch->where);
	return code ? code : settle(watch);
}

int fast_watch_run(const struct fast_devices *devices)
{
	struct watch watch = { 0 };
	int code = begin(&watch, NULL, devices);

	if (code)
		return code;
	fast_tell_on(devices);
	service_tell("READY=1");
	if (watch_until_told(&watch))
		journal_tell(&(struct journal_event){ .kind = JOURNAL_FAST_OFF, .what = "its service was told to end" });
	return 0;
}

/* Does not return. The code that the starter waits for goes through @ready. */
static void be_watcher(const char *netns, const struct fast_devices *devices, int ready)
{
	struct watch watch = { 0 };
	unsigned char answer;
	int code;

	/* The last reader of a pipe of our starter would wait for us. */
	ready = dup2(ready, 3);
	close_range(4, ~0u, 0);
	setsid();
	if (chdir("/"))
		_exit(EXIT_MODULE);
	code = begin(&watch, netns, devices);
	answer = code;
	if (write(ready, &answer, 1) != 1 || code)
		_exit(code);
	close(ready);
	detach();
	(void)watch_until_told(&watch);
	_exit(0);
}

int fast_watch_start(const char *netns, const struct fast_devices *devices)
{
	unsigned char answer = EXIT_MODULE;
	int ready[2];
	pid_t child;

	fflush(NULL);
	if (pipe2(ready, O_CLOEXEC)) {
		complain("could not start the watcher: %s", strerror(errno));
		return EXIT_MODULE;
	}
	child = fork();
	if (!child) {
		close(ready[0]);
		be_watcher(netns, devices, ready[1]);
	}
	close(ready[1]);
	if (child < 0)
		complain("could not start the watcher: %s", strerror(errno));
	/* No byte: it ended before, and said why. */
	else if (read(ready[0], &answer, 1) != 1)
		waitpid(child, NULL, 0);
	close(ready[0]);
	return answer;
}

static bool ends_within(const struct fast_state *state, unsigned int ms)
{
	u64 end = clock_ms() + ms;

	while (fast_state_watcher(state)) {
		if (clock_ms() >= end)
			return false;
		clock_sleep_ms(5);
	}
	return true;
}

static int complain_watcher(const struct fast_state *state, const char *what)
{
	complain("the fast path's watcher, process %d, %s", (int)fast_state_watcher(state), what);
	return EXIT_MODULE;
}

static int tell(const struct fast_state *state, int signal_number)
{
	pid_t watcher = fast_state_watcher(state);

	if (!watcher)
		return 0;
	if (watcher < 0) {
		complain("the fast path's watcher is in another process namespace: switch it off there");
		return EXIT_MODULE;
	}
	if (kill(watcher, signal_number) && errno != ESRCH)
		return complain_watcher(state, "may not be ended by you: run it as root or with sudo");
	return 0;
}

int fast_watch_kill(struct fast_state *state)
{
	int code = tell(state, SIGKILL);

	if (code)
		return code;
	if (!ends_within(state, KILLED_MS))
		return complain_watcher(state, "cannot even be killed: connections that the policy no longer admits "
					"may still pass");
	code = fast_table_remove(NULL);
	if (!code)
		fast_state_forget(state);
	return code;
}

int fast_watch_stop(struct fast_state *state)
{
	int code = tell(state, SIGTERM);

	if (code || ends_within(state, STOP_MS))
		return code;
	return fast_watch_kill(state);
}
