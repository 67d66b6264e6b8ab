// SPDX-License-Identifier: GPL-2.0-only
#include "trial_proof.h"
#include "base/duration.h"
#include "base/need.h"
#include "base/out.h"
#include "cockpit.h"
#include "history/history.h"
#include "lockout.h"
#include "machine/process.h"
#include "trial_known.h"
#include "trial_wait.h"

#include <stdlib.h>

/* It began then or a moment earlier: never is an old connection taken for new. */
static bool is_younger(u64 began, const struct module_trial *trial)
{
	return trial->elapsed_ms < trial->read_ms && began > trial->read_ms - trial->elapsed_ms;
}

/* Whence the trial was begun, as the history has it: "" without ssh; free it. NULL: it does not know. */
static char *applied_over(const struct module_trial *trial)
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

/* Whoever is at this machine anyway is shut out by no policy; whoever came from outside gets to lo by the old connection. */
static bool began_here(const char *applier)
{
	struct ssh_connection connection;

	if (!applier)
		return false;
	return !*applier || (ssh_connection_parse(applier, &connection) && ssh_connection_is_over_lo(&connection));
}

static int refuse(const struct options *options, const struct module_trial *trial, const char *why,
		  const char *from)
{
	char left[DURATION_SIZE];

	complain("refused: %s%s%s", why, *from ? " from " : "", from);
	note("open a NEW connection and say there: %s  (%s are left; --force keeps it without proof)",
	     trial_command(options, "keep"), duration_text(trial->left, left));
	return EXIT_REFUSED;
}

static int refuse_old(const struct options *options, const struct module_trial *trial,
		      const struct ssh_connection *connection, const char *applier)
{
	if (applier && !strcmp(applier, connection->text))
		return refuse(options, trial, "this is the very ssh connection that applied the policy; it would "
			      "have survived a lock-out, and proves nothing", "");
	return refuse(options, trial, "this ssh connection is older than the trial; it would have survived a lock-out, "
		      "and proves nothing: it is", connection->from);
}

/* Both have to say so: what was written down may miss one that came in just then, a process may be younger than its connection. */
static int prove_age(const struct options *options, const struct module_trial *trial,
		     const struct ssh_connection *connection, const char *applier)
{
	u64 began;

	if (trial_known_find(trial, &connection->client, &connection->server) == TRIAL_KNOWN)
		return refuse_old(options, trial, connection, applier);
	if (!ssh_connection_began(connection, &began))
		return refuse(options, trial, "how old this ssh connection is cannot be seen: it is",
			      connection->from);
	return is_younger(began, trial) ? 0 : refuse_old(options, trial, connection, applier);
}

/* Inside a tunnel one comes in anew while the tunnel itself lives on by its state. */
static int prove_carrier(const struct options *options, const struct module_trial *trial,
			 const struct ssh_connection *connection, const struct og_policy *now)
{
	struct carrier carrier = connection->carrier;
	const struct carrier_way *missing;

	carrier_keep_admitted(&carrier, &trial->back);
	missing = carrier_missing(&carrier, now);
	if (!missing)
		return 0;
	complain("refused: this connection from %s came through the tunnel %s (%s), which lives on by its state: for a new "
		 "one input does not list %s", connection->from, carrier.device, carrier.kind, missing->item);
	note("list it first, which holds for good: ogctl allow --chain input %s; or end the trial: %s  (--force keeps it "
	     "without proof)", missing->item, trial_command(options, "revert"));
	return EXIT_REFUSED;
}

/*
 * It came in while this was on trial, which may have been changed since; over the tunnel that it came through, it
 * is asked of that.
 */
static int prove_admitted(const struct options *options, const struct ssh_connection *connection,
			  const struct og_policy *now)
{
	struct ssh_connection alone = *connection;
	struct lockout_missing missing;
	char *why;

	alone.carrier.count = 0;
	if (ssh_connection_is_over_lo(connection) || lockout_admits(now, &alone, &missing))
		return 0;
	why = lockout_words(now, &missing);
	complain("refused: what is on trial now would drop a new connection like this one, from %s%s%s: %s",
		 connection->from, *connection->device ? " by " : "", connection->device, why);
	note("list it first, which holds for good: ogctl allow --chain input %s; or end the trial: %s  (--force keeps it "
	     "without proof)", missing.item, trial_command(options, "revert"));
	free(why);
	return EXIT_REFUSED;
}

static int prove_live(const struct options *options, const struct module_trial *trial,
		      const struct ssh_connection *connection)
{
	char *applier = applied_over(trial);
	int code = prove_age(options, trial, connection, applier);

	if (!code && ssh_connection_is_over_lo(connection) && !began_here(applier))
		code = refuse(options, trial, "this ssh connection comes over loopback, by which a lock-out shuts out "
			      "nobody, and proves nothing: it is", connection->from);
	free(applier);
	return code;
}

/* A web console's: that it is new only what was written down can say, for one process serves all of them. */
static int prove_peer(const struct options *options, const struct module_trial *trial,
		      const struct ssh_connection *console, enum cockpit_peer peer)
{
	if (ssh_connection_is_over_lo(console))
		return refuse(options, trial, "this web console was reached over loopback (a proxy?), by which a lock-out "
			      "shuts out nobody: it is", console->from);
	if (peer == COCKPIT_NOT_TOLD)
		return refuse(options, trial, "which connections there were when the trial was begun was not written down, so "
			      "this web console proves nothing: it is", console->from);
	if (peer == COCKPIT_OLD)
		return refuse(options, trial, "every connection of this web console is older than the trial; it would have "
			      "survived a lock-out, and proves nothing: it is", console->from);
	return 0;
}

/* Cron, at, a unit, telnet: nobody is seen to have come in. */
static int prove_unseen(const struct options *options, const struct module_trial *trial,
			const struct og_policy *now)
{
	struct ssh_connection console;
	enum cockpit_peer peer;
	int code;

	if (console_is_ours() || ssh_connection_is_elsewhere())
		return 0;
	peer = cockpit_find(trial, &console);
	if (peer == COCKPIT_NONE)
		return refuse(options, trial, "there is no ssh connection to be seen, and this is no console of the machine, so "
			      "nothing proves that anybody still gets in", "");
	code = prove_peer(options, trial, &console, peer);
	if (!code)
		code = prove_admitted(options, &console, now);
	return code ? code : prove_carrier(options, trial, &console, now);
}

int trial_proof(const struct options *options, const struct module_trial *trial,
		const struct ssh_connection *connection, const struct og_policy *now)
{
	int code;

	switch (connection->state) {
	case CONNECTION_NONE:
		return prove_unseen(options, trial, now);
	case CONNECTION_ELSEWHERE:
		return 0;
	case CONNECTION_GONE:
		return refuse(options, trial, "this shell came by an ssh connection that is no more (tmux, screen?), "
			      "which proves nothing: it was", connection->from);
	case CONNECTION_LIVE:
		break;
	}
	code = prove_live(options, trial, connection);
	if (!code)
		code = prove_admitted(options, connection, now);
	return code ? code : prove_carrier(options, trial, connection, now);
}
