// SPDX-License-Identifier: GPL-2.0-only
/* What is said and done about a policy that locks out. */
#include "lockout.h"
#include "out.h"

static const char *const whens[] = {
	[LOCKOUT_AT_ONCE] = "",
	[LOCKOUT_AFTER_TRIAL] = "when the trial ends ",
	[LOCKOUT_AFTER_AUDIT] = "when the audit ends ",
	[LOCKOUT_BACK] = "with the old policy back ",
};

static void point(const struct lockout *lockout)
{
	struct og_error place;

	fflush(stdout);
	if (lockout->source &&
	    lockout_find(lockout->source, lockout->before, lockout->connection, &place))
		source_point(lockout->source, &place, stderr);
}

static void advise(const struct lockout *lockout, const char *lacking)
{
	switch (lockout->when) {
	case LOCKOUT_AT_ONCE:
		/* What a trial would put back shuts out as well. */
		if (!lockout_admits(lockout->before, lockout->connection))
			note("either list %s in input; or insist with --force", lacking);
		else
			note("either list %s in input; or use --trial 120, then the kernel puts the old policy "
			     "back by itself; or insist with --force", lacking);
		break;
	case LOCKOUT_AFTER_TRIAL:
		note("either list %s in input, and not on trial; or first keep what is on trial: ogctl trial keep; "
		     "or insist with --force", lacking);
		break;
	case LOCKOUT_AFTER_AUDIT:
		note("either list %s in input; or insist with --force", lacking);
		break;
	case LOCKOUT_BACK:
		note("either list it there first: ogctl allow --chain input %s; or insist with --force",
		     lacking);
		break;
	}
}

int lockout_check(const struct lockout *lockout)
{
	const struct connection *connection = lockout->connection;
	const char *lacking, *when = whens[lockout->when];

	if (connection->state == CONNECTION_NONE)
		lockout_warn_unseen(lockout, when);
	if (connection->state == CONNECTION_NONE || connection->state == CONNECTION_ELSEWHERE)
		return 0;
	lacking = lockout_missing(lockout->after, connection);
	if (!lacking)
		return 0;
	point(lockout);
	if (lockout->only_said) {
		note("careful: %sno new ssh connection from %s gets in, for input would not list %s",
		     when, connection->from, lacking);
		return 0;
	}
	complain("refused, nothing was changed: you came by ssh from %s to port %u, and %sa new connection "
		 "like this one would be dropped, for input would not list %s",
		 connection->from, connection->server.port, when, lacking);
	advise(lockout, lacking);
	return EXIT_REFUSED;
}
