/* SPDX-License-Identifier: GPL-2.0-only */
/* Why the judge said so: by which line, or what would have to be written. */
#ifndef OGCTL_BECAUSE_H
#define OGCTL_BECAUSE_H

#include "text_place.h"

/*
 * The line to which @flow owes that it passes: "my.policy:6:43: 993/tcp". @text was laid over the
 * built-in policy. @zone: by the list of this zone; NULL: by its chain. Free it.
 */
char *because_line(const struct source *text, const char *zone, enum og_chain_id chain,
		   const struct og_flow *flow);

/* The item that would let it pass, as "allow" takes it: "143/tcp"; NULL: none is that narrow. Free it. */
char *because_item(enum og_reason reason, const struct og_flow *flow);

/*
 * How @item is added to @chains (OG_CHAIN_BIT()s) or taken off them, by @sign: a command for what is in
 * force, "ogctl allow --chain forward 143/tcp"; for a file a line of it, "add the line "forward +143/tcp"".
 * @zone: in the list of this zone, "ogctl allow --from admin 22/tcp"; NULL: in everybody's. Free it.
 */
char *because_edit(const struct source *text, const char *zone, char sign, unsigned int chains,
		   const char *item);

/* How @address is taken into a zone, in the same two ways. Free it. */
char *because_member(const struct source *text, const char *zone, const char *address);

#endif
