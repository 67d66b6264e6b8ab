/* SPDX-License-Identifier: GPL-2.0-only */
/* What became of live connections that a policy does not admit, in words and in JSON. */
#ifndef OGCTL_REVOKED_H
#define OGCTL_REVOKED_H

#include "policy.h"

#include <jansson.h>

struct revoked_row {
	enum og_chain_id chain;
	u8 proto;
	u16 port;		/* 0 where the protocol has none */
	unsigned long count;
	unsigned long again;	/* of these, open again a moment later */
};

struct revoked_list {
	unsigned long count, again;
	size_t rows, room;
	struct revoked_row *list;	/* sorted */
};

struct revoked {
	bool known;			/* conntrack's table could be looked at, to the end */
	struct revoked_list ended;
	struct revoked_list stopped;	/* left alone: what their clients send is dropped already */
	struct revoked_list not_ended;	/* taken out of conntrack, but whoever answers here may open them again */
};

/* One connection more; @again: it is open again. */
void revoked_count(struct revoked_list *list, struct revoked_row row, bool again);
void revoked_release(struct revoked *revoked);

/* On stdout, what to do on stderr. Where nothing is known, nothing is said. */
void revoked_print(const struct revoked *revoked, bool dry_run);
/* The journal, where any ended. */
void revoked_tell(const struct revoked *revoked);
/* null where nothing is known. */
json_t *revoked_json(const struct revoked *revoked);

#endif
