// SPDX-License-Identifier: GPL-2.0-only
#include "trial_proof.h"
#include "duration.h"
#include "history.h"
#include "out.h"
#include "trial_wait.h"

#include <stdlib.h>
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

/* Whence the trial was begun, as the history has it: "" without ssh; free it. NULL: it does not know. */
static char *applied_over(const struct guard_trial *trial)
{
	struct history history;
	char *text = NULL;
	size_t i;

	if (history_load(&history))
		return NULL;
	for (i = history.count; i-- && !text;)
		if (history.entries[i].kind == HISTORY_TRIAL &&
		    history.entries[i].generation == trial->generation)
			text = need_copy(history.entries[i].connection);
	history_free(&history);
	return text;
}

static bool is_over_lo(const struct connection *connection)
{
	struct og_flow flow;

	connection_flow(connection, &flow);
	return flow.loopback;
}

/* Whoever is at this machine anyway is shut out by no policy; whoever came from outside gets to lo by the old connection. */
static bool began_here(const char *applier)
{
	struct connection connection;

	if (!applier)
		return false;
	return !*applier || (connection_parse(applier, &connection) && is_over_lo(&connection));
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

static int refuse_old(const struct options *options, const struct guard_trial *trial,
		      const struct connection *connection, const char *applier)
{
	if (applier && !strcmp(applier, connection->text))
		return refuse(options, trial, "this is the very ssh connection that applied the policy; it would "
			      "have survived a lock-out, and proves nothing", "");
	return refuse(options, trial, "this ssh connection is older than the trial; it would have survived a lock-out, "
		      "and proves nothing: it is", connection->from);
}

static int prove_live(const struct options *options, const struct guard_trial *trial,
		      const struct connection *connection)
{
	char *applier = applied_over(trial);
	int code = 0;
	u64 began;

	if (!connection_began(connection, &began))
		code = refuse(options, trial, "how old this ssh connection is cannot be seen: it is",
			      connection->from);
	else if (!is_younger(began, trial))
		code = refuse_old(options, trial, connection, applier);
	else if (is_over_lo(connection) && !began_here(applier))
		code = refuse(options, trial, "this ssh connection comes over loopback, by which a lock-out shuts out "
			      "nobody, and proves nothing: it is", connection->from);
	free(applier);
	return code;
}

int trial_proof(const struct options *options, const struct guard_trial *trial,
		const struct connection *connection)
{
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
	return prove_live(options, trial, connection);
}
