// SPDX-License-Identifier: GPL-2.0-only
#include "fast_heir.h"
#include "fast_table.h"
#include "journal/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/* After a watcher that ended by itself there is no state, and after its successor came there is another. */
static bool is_orphan(struct fast_state *state)
{
	pid_t dead = state->watcher;

	return !fast_state_read(state) && state->watcher == dead && !fast_state_watcher(state);
}

/* Does not return. */
static void wait_and_inherit(const struct fast_netns *where, struct fast_state *state, int fd)
{
	char none;

	prctl(PR_SET_NAME, "ogctl-fast-end");
	/* What ends the watcher by a signal to its whole group would end us first. */
	setsid();
	while (read(fd, &none, 1) < 0 && errno == EINTR)
		;
	if (fast_netns_enter(where) && is_orphan(state)) {
		fast_table_remove(NULL);
		fast_state_forget(state);
		journal_tell(&(struct journal_event){ .kind = JOURNAL_FAST_OFF, .what = "its watcher was killed" });
	}
	_exit(0);
}

int fast_heir_begin(const struct fast_netns *where, const struct fast_state *state, void (*detach)(void))
{
	struct fast_state own = *state;
	int ends[2];
	pid_t child;

	if (pipe2(ends, O_CLOEXEC))
		return -errno;
	child = fork();
	if (!child) {
		close(ends[1]);
		close(own.lock);
		own.lock = -1;
		detach();
		wait_and_inherit(where, &own, ends[0]);
	}
	close(ends[0]);
	if (child > 0)
		return ends[1];
	close(ends[1]);
	return -errno;
}
