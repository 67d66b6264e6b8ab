// SPDX-License-Identifier: GPL-2.0-only
/*
 * A web console, telnet, cron, at, a unit, and the machine's own console: no ssh connection
 * from outside is to be seen. Whether anybody is locked out is not known, but whether
 * every server that lets people in is.
 */
#include "base/out.h"
#include "lockout.h"
#include "machine/process.h"
#include "other_doors.h"

#include <stdlib.h>

void lockout_warn_unseen(const struct lockout *lockout, const char *when)
{
	bool unseen = lockout->connection->state == CONNECTION_NONE && !console_is_ours();
	struct listeners listeners;
	struct doors doors;
	char *names, *items;

	if (lockout->after->setting[OG_SET_MODE] != OG_MODE_ENFORCE)
		return;
	listeners_read(&listeners);
	doors_find(&doors, &listeners);
	if (!doors_are_shut(&doors, lockout->before) && doors_are_shut(&doors, lockout->after)) {
		names = doors_names(&doors);
		items = doors_items(&doors);
		note("careful: %sno new connection gets in to %s on this machine, for input would not list %s%s",
		     when, names, items, unseen ? "; no ssh connection of yours is to be seen, nor a console, so it is "
		     "not refused" : "");
		free(items);
		free(names);
	}
	listeners_free(&listeners);
}
