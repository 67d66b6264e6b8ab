// SPDX-License-Identifier: GPL-2.0-only
#include "fast_watch.h"
#include "fast_follow.h"
#include "fast_place.h"
#include "fast_table.h"
#include "ogctl.h"
#include "out.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define STOP_MS		10000	/* an nft transaction under way, on a slow machine */

/* Why the watcher ends, with the table gone; NULL while it need not. */
static const char *look(const struct fast_place *place, struct fast_state *state)
{
	const char *why = NULL;
	int code;

	if (!fast_place_enter(place))
		return "its network namespace is gone";
	code = fast_follow(state);
	if (code) {
		why = code == -ENOENT ? "the module, or the table, was removed" :
		      "the fast path could not follow a change of the policy";
		/* Without a policy to follow nothing may stay in it. */
		fast_table_remove();
	}
	fast_place_leave(place);
	return why;
}

static void clear(const struct fast_place *place, const struct fast_state *state)
{
	if (!fast_place_enter(place))
		return;
	fast_state_lock(state);
	fast_table_remove();
	fast_place_leave(place);
}

static void watch(const struct fast_place *place, struct fast_state *state, int signals)
{
	struct pollfd wait = { .fd = signals, .events = POLLIN };
	const char *why = NULL;		/* "": told to */

	while (!why) {
		int n = poll(&wait, 1, FAST_WATCH_MS);

		if (!n)
			why = look(place, state);
		else if (n > 0 || errno != EINTR)
			why = "";
	}
	if (*why)
		syslog(LOG_NOTICE, "the fast path is off: %s", why);
	else
		clear(place, state);
	fast_state_forget(state);
}

/* The file first: a table without one would be nobody's. */
static int make(struct fast_state *state, const struct fast_devices *devices)
{
	int code, error = fast_state_watch(state);

	if (error == -EAGAIN) {
		complain("somebody else is switching the fast path on at this moment");
		return EXIT_GUARD;
	}
	if (!error)
		error = fast_state_lock(state);
	state->devices = *devices;
	code = error ? 0 : fast_follow_begin(state);
	if (!error && !code)
		error = fast_state_write(state);
	if (error) {
		complain("could not write %s: %s", state->path, strerror(-error));
		code = EXIT_GUARD;
	}
	if (!code)
		code = fast_table_make(&state->plan, devices);
	if (code)
		fast_state_forget(state);
	fast_state_unlock(state);
	return code;
}

/* From here on nobody hears us but the system's log. */
static void detach(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), i;

	for (i = 0; null >= 0 && i < 3; i++)
		dup2(null, i);
	openlog("ogctl fast", LOG_PID, LOG_DAEMON);
}

static int catch_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Does not return. The code that the starter waits for goes through @ready. */
static void be_watcher(const char *netns, const struct fast_devices *devices, int ready)
{
	struct fast_place place;
	struct fast_state *state;
	int signals, error, code;
	unsigned char answer;

	/* The last reader of a pipe of our starter would wait for us. */
	ready = dup2(ready, 3);
	close_range(4, ~0u, 0);
	setsid();
	if (chdir("/"))
		_exit(EXIT_GUARD);
	prctl(PR_SET_NAME, "ogctl-fast");
	signals = catch_signals();
	fast_place_find(&place, netns);
	error = fast_state_create(&state);
	if (error) {
		complain("could not keep the state of the fast path in /run: %s", strerror(-error));
		_exit(EXIT_GUARD);
	}
	code = make(state, devices);
	fast_place_leave(&place);
	answer = code;
	if (write(ready, &answer, 1) != 1 || code)
		_exit(code);
	close(ready);
	detach();
	watch(&place, state, signals);
	_exit(0);
}

int fast_watch_start(const char *netns, const struct fast_devices *devices)
{
	unsigned char answer = EXIT_GUARD;
	int ready[2];
	pid_t child;

	fflush(NULL);
	if (pipe2(ready, O_CLOEXEC)) {
		complain("could not start the watcher: %s", strerror(errno));
		return EXIT_GUARD;
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

int fast_watch_stop(struct fast_state *state)
{
	const struct timespec moment = { 0, 5000000 };
	pid_t watcher = fast_state_watcher(state);
	int waited;

	if (!watcher)
		return 0;
	if (watcher < 0) {
		complain("the fast path's watcher is in another process namespace: switch it off there");
		return EXIT_GUARD;
	}
	if (kill(watcher, SIGTERM) && errno != ESRCH) {
		complain("not permitted to end the fast path's watcher, process %d: run it as root or "
			 "with sudo", (int)watcher);
		return EXIT_GUARD;
	}
	for (waited = 0; fast_state_watcher(state); waited += 5) {
		if (waited > STOP_MS) {
			complain("the fast path's watcher, process %d, does not end", (int)watcher);
			return EXIT_GUARD;
		}
		nanosleep(&moment, NULL);
	}
	return 0;
}
