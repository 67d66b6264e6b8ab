// SPDX-License-Identifier: GPL-2.0-only
#include "trial_proof.h"
#include "duration.h"
#include "history.h"
#include "out.h"
#include "trial_wait.h"

#include <time.h>

static u64 now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * 1000ull + now.tv_nsec / 1000000;
}

/* The trial file was read before this, so it began then or a moment earlier: never is an old connection taken for new. */
static bool is_younger(u64 began, const struct guard_trial *trial)
{
	u64 now = now_ms();

	return trial->elapsed_ms < now && began > now - trial->elapsed_ms;
}

/* As the history has it. */
static bool applied_it(const struct guard_trial *trial, const struct connection *connection)
{
	struct history history;
	bool applied = false;
	size_t i;

	if (history_load(&history))
		return false;
	for (i = history.count; i-- && !applied;)
		applied = history.entries[i].kind == HISTORY_TRIAL &&
			  history.entries[i].generation == trial->generation &&
			  !strcmp(history.entries[i].connection, connection->text);
	history_free(&history);
	return applied;
}

static int refuse(const struct options *options, const struct guard_trial *trial, const char *why,
		  const char *from)
{
	char left[DURATION_SIZE];

	complain("refused: %s%s%s", why, *from ? " from " : "", from);
	note("open a NEW connection and say there: %s  (%s are left; --force keeps it without proof)",
	     trial_command(options, "keep"), duration_text(trial->left, left));
	return EXIT_REFUSED;
}

int trial_proof(const struct options *options, const struct guard_trial *trial,
		const struct connection *connection)
{
	u64 began;

	switch (connection->state) {
	case CONNECTION_NONE:
	case CONNECTION_ELSEWHERE:
		return 0;
	case CONNECTION_GONE:
		return refuse(options, trial, "this shell came by an ssh connection that is no more (tmux, screen?), "
			      "which proves nothing: it was", connection->from);
	case CONNECTION_LIVE:
		break;
	}
	if (!connection_began(connection, &began))
		return refuse(options, trial, "how old this ssh connection is cannot be seen: it is",
			      connection->from);
	if (is_younger(began, trial))
		return 0;
	if (applied_it(trial, connection))
		return refuse(options, trial, "this is the very ssh connection that applied the policy; it would have "
			      "survived a lock-out, and proves nothing", "");
	return refuse(options, trial, "this ssh connection is older than the trial; it would have survived a lock-out, "
		      "and proves nothing: it is", connection->from);
}
