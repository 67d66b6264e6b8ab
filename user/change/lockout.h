/* SPDX-License-Identifier: GPL-2.0-only */
/* Would whoever changes the policy over ssh get in again? */
#ifndef OGCTL_LOCKOUT_H
#define OGCTL_LOCKOUT_H

#include "base/request.h"
#include "machine/ssh_connection.h"
#include "policy/source.h"

/* What a policy does not let in from where a connection came. */
struct lockout_missing {
	char item[16];		/* "22/tcp", "icmp"; of the tunnel that it came through "51820/udp", "proto:47" */
	bool carried;		/* it is the tunnel's, whose packets may come from anywhere */
	bool discovery;		/* ... the link's, whose neighbours answer from addresses of their own */
	u16 zones;		/* that list it, bit by slot, and it comes from none of these; 0: nobody gets in by it */
};

/* Whether another connection from where this one came, to where it came, is let in; if not, @missing says why. */
bool lockout_admits(const struct og_policy *policy, const struct ssh_connection *connection,
		    struct lockout_missing *missing);

/* "22/tcp is let in only from zone admin", "input does not list icmp". Free it. */
char *lockout_words(const struct og_policy *policy, const struct lockout_missing *missing);
/* Those that do list what is missing: "zone admin", "zones admin and lab"; "": none. Free it. */
char *lockout_zones(const struct og_policy *policy, const struct lockout_missing *missing);

/*
 * The last statement of @source that takes that away, when laid over @before one by
 * one, and of it the item or member that is taken off, or all of a list that leaves it out.
 * False: none does; it was not admitted before either.
 */
bool lockout_find(const struct source *source, const struct og_policy *before,
		  const struct ssh_connection *connection, struct og_error *place);

/* When the policy would hold that may lock out. */
enum lockout_when {
	LOCKOUT_AT_ONCE,
	LOCKOUT_AFTER_TRIAL,	/* it waits behind one */
	LOCKOUT_AFTER_AUDIT,
	LOCKOUT_BACK,		/* at once, by ending what it waits behind */
};

struct lockout {
	enum lockout_when when;
	const struct og_policy *before, *after;
	const struct source *source;	/* laid over @before; NULL: there is no text */
	const struct ssh_connection *connection;
	bool only_said;			/* by --force, or for a trial */
};

/* 0, or EXIT_REFUSED after naming the line. */
int lockout_check(const struct lockout *lockout);

/* Without a connection from outside to judge: say so where it would shut all that lets people in. @when: "", or a clause. */
void lockout_warn_unseen(const struct lockout *lockout, const char *when);

#endif
