/* SPDX-License-Identifier: GPL-2.0-only */
/* Why the judge said so: by which line, or what would have to be written. */
#ifndef OGCTL_BECAUSE_H
#define OGCTL_BECAUSE_H

#include "text_place.h"

/*
 * The line to which @flow owes that it passes: "my.policy:6:43: 993/tcp". @text was laid over the
 * built-in policy. Free it.
 */
char *because_line(const struct source *text, enum og_chain_id chain, const struct og_flow *flow);

/* The item that would let it pass, as "allow" takes it: "143/tcp"; NULL: none is that narrow. Free it. */
char *because_item(enum og_reason reason, const struct og_flow *flow);

/*
 * How @item is added to @chains (OG_CHAIN_BIT()s) or taken off them, by @sign: a command for what is in
 * force, "ogctl allow --chain forward 143/tcp"; for a file a line of it, "add the line "forward +143/tcp"".
 * Free it.
 */
char *because_edit(const struct source *text, char sign, unsigned int chains, const char *item);

#endif
