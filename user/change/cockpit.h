/* SPDX-License-Identifier: GPL-2.0-only */
/* Cockpit, the web console: whose browser it is that we were called for, and where it comes in. */
#ifndef OGCTL_COCKPIT_H
#define OGCTL_COCKPIT_H

#include "machine/ssh_connection.h"
#include "module/trial_file.h"

enum cockpit_peer {
	COCKPIT_NONE,		/* nobody handed on COCKPIT_REMOTE_PEER, or nobody is connected from there */
	COCKPIT_NOT_TOLD,	/* which connections a trial found was not written down */
	COCKPIT_OLD,		/* all were there when it was begun */
	COCKPIT_NEW,
};

/*
 * By COCKPIT_REMOTE_PEER, ours or that of an ancestor: the address that the browser has. @console: a connection from
 * there to a port of the web console, a new one if there is one; its tunnel is filled in too.
 */
enum cockpit_peer cockpit_find(const struct module_trial *trial, struct ssh_connection *console);

#endif
