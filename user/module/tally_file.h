/* SPDX-License-Identifier: GPL-2.0-only */
/* The tally: for each port what was tried, by the module's file "ports". */
#ifndef OGCTL_TALLY_FILE_H
#define OGCTL_TALLY_FILE_H

#include "policy.h"

/* First packets only: connections and datagrams, not what follows on them. */
struct port_seen {
	enum og_chain_id chain;
	enum og_transport transport;
	u16 port;
	u64 accepted, dropped;	/* in audit, dropped is what would be */
	u64 seconds;		/* since it was last seen */
	u32 sources;		/* a sketch: each source address sets one bit */
};

struct ports_seen {
	bool on;		/* whether the tally is */
	u64 seconds;		/* ... and for how long */
	struct port_seen *rows;	/* by chain, transport, port; one a place */
	size_t count;
};

/* 0 or a negative errno. With the tally off: no rows. */
int guard_read_ports(struct ports_seen *seen);
void ports_seen_free(struct ports_seen *seen);

/* From the file's text: 0, or -EPROTO. */
int guard_parse_ports(const char *text, struct ports_seen *seen);

/* The row of a port, or NULL: it was not seen. */
const struct port_seen *ports_seen_find(const struct ports_seen *seen, enum og_chain_id chain,
					enum og_transport transport, u16 port);

/* How many sources a sketch stands for; SOURCES_MANY: so many, or more. */
#define SOURCES_MANY	100u
unsigned int sources_of(u32 sketch);

#endif
