// SPDX-License-Identifier: GPL-2.0-only
/* What is said and done about a policy that locks out. */
#include "base/out.h"
#include "lockout.h"

static const char *const whens[] = {
	[LOCKOUT_AT_ONCE] = "",
	[LOCKOUT_AFTER_TRIAL] = "when the trial ends ",
	[LOCKOUT_AFTER_AUDIT] = "when the audit ends ",
	[LOCKOUT_BACK] = "with the old policy back ",
};

static void point(const struct lockout *lockout, const struct ssh_connection *connection)
{
	struct og_error place;

	fflush(stdout);
	if (lockout->source && lockout_find(lockout->source, lockout->before, connection, &place))
		source_point(lockout->source, &place, stderr);
}

static void advise(const struct lockout *lockout, const struct ssh_connection *connection, const char *lacking)
{
	switch (lockout->when) {
	case LOCKOUT_AT_ONCE:
		/* What a trial would put back shuts out as well. */
		if (!lockout_admits(lockout->before, connection))
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

/* Where @lacking is what the tunnel needs, a clause that says so; else "". Static. */
static const char *carried(const struct ssh_connection *connection, const char *lacking)
{
	const struct carrier *carrier = &connection->carrier;
	static char text[96];
	size_t i;

	*text = '\0';
	for (i = 0; i < carrier->count; i++)
		if (!strcmp(carrier->ways[i].item, lacking))
			snprintf(text, sizeof(text), ", by which the tunnel that you came through comes in: %s (%s)",
				 carrier->device, carrier->kind);
	return text;
}

/*
 * Of the tunnel that it came through only what was let in before is judged: a tunnel that is up
 * without is begun from this side, or held by its state.
 */
static void take_carrier(const struct lockout *lockout, struct ssh_connection *connection)
{
	struct carrier *carrier = &connection->carrier;
	size_t all = carrier->count;

	if (!*carrier->device || lockout->after->setting[OG_SET_MODE] != OG_MODE_ENFORCE)
		return;
	if (!all)
		note("careful: you came through a tunnel, %s (%s), and by which port or protocol it comes in is not known "
		     "here: whether input still lists it is not judged", carrier->device, carrier->kind);
	else if (carrier_keep_admitted(carrier, lockout->before) == all)
		note("careful: you came through a tunnel, %s (%s), which input did not let in before either: it is not "
		     "judged", carrier->device, carrier->kind);
}

int lockout_check(const struct lockout *lockout)
{
	struct ssh_connection connection = *lockout->connection;
	const char *lacking, *when = whens[lockout->when];

	if (connection.state == CONNECTION_NONE)
		lockout_warn_unseen(lockout, when);
	if (connection.state == CONNECTION_NONE || connection.state == CONNECTION_ELSEWHERE)
		return 0;
	take_carrier(lockout, &connection);
	lacking = lockout_missing(lockout->after, &connection);
	if (!lacking && ssh_connection_is_over_lo(&connection))
		lockout_warn_unseen(lockout, when);
	if (!lacking)
		return 0;
	point(lockout, &connection);
	if (lockout->only_said) {
		note("careful: %sno new ssh connection from %s gets in, for input would not list %s%s",
		     when, connection.from, lacking, carried(&connection, lacking));
		return 0;
	}
	complain("refused, nothing was changed: you came by ssh from %s to port %u, and %sa new connection "
		 "like this one would be dropped, for input would not list %s%s",
		 connection.from, connection.server.port, when, lacking, carried(&connection, lacking));
	advise(lockout, &connection, lacking);
	return EXIT_REFUSED;
}
