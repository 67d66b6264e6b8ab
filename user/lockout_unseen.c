// SPDX-License-Identifier: GPL-2.0-only
/*
 * A web console, telnet, cron, at, a unit: no ssh connection is to be seen, and
 * nobody sits at the console. Whether anybody is locked out is not known, but
 * whether sshd is.
 */
#include "console.h"
#include "lint_system.h"
#include "lockout.h"
#include "out.h"

/* sshd itself, or systemd in its place: only the port tells. */
static bool is_served(const struct listeners *listeners, u16 port)
{
	const struct listener *row;

	for (row = listeners->rows; row < listeners->rows + listeners->count; row++)
		if (row->transport == OG_TCP && row->port == port && !row->local)
			return true;
	return false;
}

static bool shuts(const struct og_policy *policy, const struct listeners *listeners, u16 *port)
{
	bool certain;

	return policy->mode == OG_MODE_ENFORCE &&
	       system_ssh_is_shut(listeners, policy, port, &certain) && is_served(listeners, *port);
}

void lockout_warn_unseen(const struct lockout *lockout, const char *when)
{
	struct listeners listeners;
	u16 port;

	if (lockout->after->mode != OG_MODE_ENFORCE || console_is_ours())
		return;
	listeners_read(&listeners);
	if (!shuts(lockout->before, &listeners, &port) && shuts(lockout->after, &listeners, &port))
		note("careful: %sno new ssh connection gets in to sshd on this machine, for input would not list "
		     "%u/tcp; no ssh connection of yours is to be seen, nor a console, so it is not refused",
		     when, port);
	listeners_free(&listeners);
}
