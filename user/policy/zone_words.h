/* SPDX-License-Identifier: GPL-2.0-only */
/* Zones in words: who is in them, their names, and who is let in where not everybody is. */
#ifndef OGCTL_ZONE_WORDS_H
#define OGCTL_ZONE_WORDS_H

#include "policy.h"

/* A member in its canonical spelling: "eth*", "192.0.2.0/24". Returns @text. */
const char *member_text(const struct og_member *member, char text[OG_NETWORK_TEXT_SIZE]);

/* Visit the members of the zone in @slot, in the order of the canonical form. */
typedef void (*member_visit)(void *to, const struct og_member *member);
void zone_members_each(const struct og_zones *zones, unsigned int slot, member_visit visit, void *to);

/*
 * Zones, bit by slot, by their names: "admin", "admin and office", "admin, lab
 * and office"; NULL: none. Free it.
 */
char *zones_names(const struct og_zones *zones, u16 mask);

/* Which zones list a first packet to a port of a chain, in whatever way. */
u16 zones_listing(const struct og_policy *policy, enum og_chain_id chain, enum og_transport transport,
		  u16 port);

/* Whether a first packet to a port of a chain passes, from whomever or from some zone. */
bool somebody_may(const struct og_policy *policy, enum og_chain_id chain, enum og_transport transport,
		  u16 port);

/*
 * For a port that not everybody may use, but somebody: "from admin only", "from
 * admin and office only". NULL: everybody, or nobody. Free it.
 */
char *zones_only(const struct og_policy *policy, enum og_chain_id chain, enum og_transport transport,
		 u16 port);

/* Who is told of a drop, as a policy says it: "drop", "reject", "reject admin office". Free it. */
char *refuse_text(const struct og_zones *zones);

#endif
