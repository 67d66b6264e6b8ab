/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known of a port: what it is for, whose word that is, what the risk is. The
 * profiles say it of the ports that they list; a table here of others that turn up.
 */
#ifndef OGCTL_PORT_KNOWLEDGE_H
#define OGCTL_PORT_KNOWLEDGE_H

#include "text_place.h"

struct known_profile {
	char *name;
	struct source source;
	struct og_policy policy;	/* of it alone: laid over nothing */
};

struct knowledge {
	struct known_profile *profiles;	/* sorted by name */
	size_t count;
};

/* One's word on a port. Empty: it does not say. */
struct port_note {
	const struct known_profile *profile;	/* NULL: the table's */
	struct text_place place;			/* in the profile */
	char why[512], source[256], risk[512];
};

void knowledge_read(struct knowledge *knowledge);
void knowledge_free(struct knowledge *knowledge);

/* What this profile says of a port in this chain, for everybody or for a zone; false: it does not list it. */
bool knowledge_of_profile(const struct known_profile *profile, enum og_chain_id chain,
			  enum og_transport transport, u16 port, struct port_note *note);

/* The same of a whole protocol, by whatever profile lists it, or the table. */
bool knowledge_of_protocol(const struct knowledge *knowledge, enum og_chain_id chain, u8 proto,
			   struct port_note *note);

/* The word most to the point; false: nobody here knows this port. */
bool knowledge_of_port(const struct knowledge *knowledge, enum og_chain_id chain,
		       enum og_transport transport, u16 port, struct port_note *note);

/* The table's word alone. */
bool knowledge_of_table(enum og_transport transport, u16 port, struct port_note *note);

#endif
