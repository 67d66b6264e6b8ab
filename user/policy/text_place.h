/* SPDX-License-Identifier: GPL-2.0-only */
/* Where in a policy's text an item stands, and which one lets a packet pass. */
#ifndef OGCTL_TEXT_PLACE_H
#define OGCTL_TEXT_PLACE_H

#include "judge.h"
#include "source.h"

struct text_place {
	enum og_said_kind kind;		/* OG_SAID_ITEM, _ANY, _NONE, _RESET */
	u32 line, column, length;	/* as in struct og_error */
	unsigned int chains;		/* OG_CHAIN_BIT()s that it is for */
	char sign;			/* '+', '-', or ' ' for stated */
	char zone[OG_ZONE_NAME_SIZE];	/* whose list it is in; "": everybody's */
	struct og_item item;
	char text[OG_TOKEN_MAX + 1];	/* as it is written, without the sign */
};

/* Every item of a valid text, "any", "none" and "reset" too, in its order. */
typedef void (*text_place_visit)(void *to, const struct text_place *place);
void text_places_each(const struct source *source, text_place_visit visit, void *to);

/* Whether this item alone lets @flow pass the chain, or who comes from its zone. */
bool text_place_admits(const struct text_place *place, const struct og_flow *flow);

/*
 * The item to which @flow owes that it passes @chain, when it does: the last one that
 * admits it. False: none here does, so that it is what the text was laid over.
 */
bool text_places_find(const struct source *source, enum og_chain_id chain, const struct og_flow *flow,
		 struct text_place *place);

/* The same for the list of a zone: @zone is its name. */
bool text_places_find_from(const struct source *source, enum og_chain_id chain, const char *zone,
			   const struct og_flow *flow, struct text_place *place);

/* Where a chain is stated or edited last; line and column 1 when it is not. */
void text_places_chain(const struct source *source, enum og_chain_id chain, struct text_place *place);

/* Where a setting is said; line and column 1 when it is not. */
void text_places_setting(const struct source *source, const char *setting, struct text_place *place);

/* A first packet to this port; tcp from anywhere, to be judged. */
struct og_flow flow_to_port(enum og_transport transport, u16 port);
bool chain_lists_port(const struct og_chain *chain, enum og_transport transport, u16 port);

#endif
