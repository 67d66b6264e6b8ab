/* SPDX-License-Identifier: GPL-2.0-only */
/* Ends the live connections that a policy would not admit any more. */
#ifndef OGCTL_REVOKE_H
#define OGCTL_REVOKE_H

#include "policy.h"

#include <jansson.h>

struct revoked_row {
	enum og_chain_id chain;
	u8 proto;
	u16 port;		/* 0 where the protocol has none */
	unsigned long count;
};

struct revoked {
	unsigned long count;
	size_t rows;
	struct revoked_row *list;	/* sorted */
};

/*
 * With @policy in force; for a @dry_run those that would end. 0, or an exit
 * code after a complaint; @revoked is what was done until then. Release it.
 */
int revoke_connections(struct revoked *revoked, const struct og_policy *policy, bool dry_run);
void revoked_release(struct revoked *revoked);

/* On stdout. */
void revoked_print(const struct revoked *revoked, bool dry_run);
json_t *revoked_json(const struct revoked *revoked);

#endif
