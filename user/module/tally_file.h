/* SPDX-License-Identifier: GPL-2.0-only */
/* The tally: for each port what was tried, by the module's file "ports". */
#ifndef OGCTL_TALLY_FILE_H
#define OGCTL_TALLY_FILE_H

#include "policy.h"

/* First packets only: connections and datagrams, not what follows on them. */
struct tally_row {
	enum og_chain_id chain;
	enum og_transport transport;
	u16 port;
	u64 accepted, dropped;	/* in audit, dropped is what would be */
	u64 seconds;		/* since it was last seen */
	u32 sources;		/* a sketch: each source address sets one bit */
};

struct tally {
	bool on;		/* whether the tally is */
	u64 seconds;		/* ... and for how long */
	struct tally_row *rows;	/* by chain, transport, port; one a place */
	size_t count;
};

/* 0 or a negative errno. With the tally off: no rows. */
int module_read_tally(struct tally *seen);
void tally_free(struct tally *seen);

/* From the file's text: 0, or -EPROTO. */
int module_parse_tally(const char *text, struct tally *seen);

/* The row of a port, or NULL: it was not seen. */
const struct tally_row *tally_find(const struct tally *seen, enum og_chain_id chain,
					enum og_transport transport, u16 port);

/* How many sources a sketch stands for; SOURCES_MANY: so many, or more. */
#define SOURCES_MANY	100u
unsigned int sources_of(u32 sketch);

#endif
