// SPDX-License-Identifier: GPL-2.0-only
#include "base/clock.h"
#include "base/out.h"
#include "base/request.h"
#include "fast_follow.h"
#include "fast_table.h"
#include "fast_watch.h"
#include "module/module_files.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

/* Nobody who watches: the kernel, or who stands in for it, has removed the table; else we do. */
static int watcher_is_gone(struct fast_state *state)
{
	int code = fast_state_read(state);

	/* It was switched off at this moment. */
	if (code == -ENOENT)
		return code;
	code = fast_table_remove(NULL);
	if (code)
		return code;
	fast_state_forget(state);
	note("the fast path is off: its watcher has ended. \"ogctl fast on\" switches it on again");
	return 0;
}

/* The policy holds, and no connection may stay where it is not judged: better no fast path. */
static int watcher_stands(struct fast_state *state)
{
	int watcher = fast_state_watcher(state), code = fast_watch_kill(state);

	if (!code)
		complain("the fast path is off: its watcher, process %d, did not follow the change within %d "
			 "seconds, and was ended. \"ogctl fast on\" switches it on again", watcher,
			 FAST_FOLLOW_MS / 1000);
	return EXIT_MODULE;
}

/* 1: it has; 0: not yet; or a negative errno. */
static int has_followed(struct fast_state *state, u64 load, u64 generation)
{
	int error = fast_state_read(state);

	if (error)
		return error;
	return state->load == load && state->generation >= generation;
}

static int wait_for(struct fast_state *state, u64 load, u64 generation)
{
	u64 end = clock_ms() + FAST_FOLLOW_MS;
	bool called = false;
	pid_t watcher;
	int done;

	while (!(done = has_followed(state, load, generation))) {
		watcher = fast_state_watcher(state);
		if (!watcher)
			return watcher_is_gone(state);
		if (clock_ms() >= end)
			return watcher_stands(state);
		/* It would look by itself in a moment. */
		if (watcher > 0 && !called)
			kill(watcher, SIGUSR1);
		called = true;
		clock_sleep_ms(2);
	}
	return done < 0 ? done : 0;
}

int fast_follow_change(void)
{
	struct fast_state *state = fast_state_new();
	struct module_stats stats;
	u64 load = fast_load_id();
	int code = fast_state_read(state);

	if (!code)
		code = module_read_stats(&stats);
	if (!code)
		code = wait_for(state, load, stats.generation);
	fast_state_free(state);
	/* There is none; or its watcher has ended since, and the table with it. */
	if (code == -ENOENT)
		return 0;
	if (code >= 0)
		return code;
	complain("the policy was changed, but whether connections in the fast path still fit it "
		 "cannot be said: %s. \"ogctl fast off\" ends that", strerror(-code));
	return EXIT_MODULE;
}
