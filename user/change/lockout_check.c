// SPDX-License-Identifier: GPL-2.0-only
/* What is said and done about a policy that locks out. */
#include "base/need.h"
#include "base/out.h"
#include "lockout.h"

#include <stdlib.h>

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

/* What would let it in: to be of a zone that may anything is more than is missing. Free it. */
static char *remedy(const struct lockout *lockout, const struct ssh_connection *connection,
		    const struct lockout_missing *missing)
{
	const struct og_zones *zones = &lockout->after->zones;
	u16 join = missing->discovery ? 0 : missing->zones & ~zones->any[OG_INPUT];
	const char *zone;

	if (!join)
		return need_text("list %s in input", missing->item);
	zone = zones->name[__builtin_ctz(join)];
	return need_text("list %s in input, or put yourself into %s (zone %s +%s)", missing->item, zone, zone,
			 connection->from);
}

static void advise(const struct lockout *lockout, const struct ssh_connection *connection,
		   const struct lockout_missing *lacking)
{
	char *either = remedy(lockout, connection, lacking);
	struct lockout_missing before;

	switch (lockout->when) {
	case LOCKOUT_AT_ONCE:
		/* What a trial would put back shuts out as well. */
		if (!lockout_admits(lockout->before, connection, &before))
			note("either %s; or insist with --force", either);
		else
			note("either %s; or use --trial 120, then the kernel puts the old policy "
			     "back by itself; or insist with --force", either);
		break;
	case LOCKOUT_AFTER_TRIAL:
		note("either %s, and not on trial; or first keep what is on trial: ogctl trial keep; "
		     "or insist with --force", either);
		break;
	case LOCKOUT_AFTER_AUDIT:
		note("either %s; or insist with --force", either);
		break;
	case LOCKOUT_BACK:
		note("either list it there first: ogctl allow --chain input %s; or insist with --force",
		     lacking->item);
		break;
	}
	free(either);
}

/* Why it would be dropped. Free it. */
static char *reason(const struct lockout *lockout, const struct ssh_connection *connection,
		    const struct lockout_missing *lacking)
{
	const struct carrier *carrier = &connection->carrier;
	char *zones = lockout_zones(lockout->after, lacking), *text;

	if (lacking->zones && lacking->discovery)
		text = need_text("%s would be let in only from %s, and neighbour discovery, without which IPv6 finds no way, "
				 "comes from fe80::/10%s%s", lacking->item, zones, *connection->link ? " by " : "",
				 connection->link);
	else if (lacking->zones)
		text = need_text("%s would be let in only from %s, and you come from %s%s%s", lacking->item, zones,
				 connection->from, *connection->device ? " by " : "", connection->device);
	else if (lacking->carried)
		text = need_text("input would not list %s, by which the tunnel that you came through comes in: %s (%s)",
				 lacking->item, carrier->device, carrier->kind);
	else
		text = need_text("input would not list %s", lacking->item);
	free(zones);
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
	const char *when = whens[lockout->when];
	struct lockout_missing lacking;
	bool admitted;
	char *why;

	if (connection.state == CONNECTION_NONE)
		lockout_warn_unseen(lockout, when);
	if (connection.state == CONNECTION_NONE || connection.state == CONNECTION_ELSEWHERE)
		return 0;
	take_carrier(lockout, &connection);
	admitted = lockout_admits(lockout->after, &connection, &lacking);
	if (admitted && ssh_connection_is_over_lo(&connection))
		lockout_warn_unseen(lockout, when);
	if (admitted)
		return 0;
	point(lockout, &connection);
	why = reason(lockout, &connection, &lacking);
	if (lockout->only_said) {
		note("careful: %sno new ssh connection from %s gets in, for %s", when, connection.from, why);
	} else {
		complain("refused, nothing was changed: you came by ssh from %s to port %u, and %sa new connection "
			 "like this one would be dropped, for %s", connection.from, connection.server.port, when, why);
		advise(lockout, &connection, &lacking);
	}
	free(why);
	return lockout->only_said ? 0 : EXIT_REFUSED;
}
