// SPDX-License-Identifier: GPL-2.0-only
#include "text_place.h"
#include "base/need.h"

#include <stdlib.h>

struct walk {
	text_place_visit visit;
	void *to;
	const char *at, *end;	/* where @line begins, and the text's end */
	u32 line;
	const char *wanted;	/* visit this setting, and no items; NULL: items */
};

/* The text of what was said, as it stands there. Listeners are told of the lines in their order. */
static const char *find_text(struct walk *walk, const struct og_said *said)
{
	const char *next;

	for (; walk->line < said->line; walk->line++) {
		next = memchr(walk->at, '\n', walk->end - walk->at);
		walk->at = next ? next + 1 : walk->end;
	}
	return walk->at + said->column - 1;
}

static void put_place(struct walk *walk, const struct og_said *said)
{
	struct text_place place = {
		.kind = said->kind, .line = said->line, .column = said->column, .length = said->length,
		.sign = said->sign,
		.chains = said->kind == OG_SAID_RESET ? OG_CHAIN_BOTH : said->chains,
	};
	u32 skip = place.sign != ' ';

	if (said->length <= OG_TOKEN_MAX)
		memcpy(place.text, find_text(walk, said) + skip, said->length - skip);
	if (said->kind == OG_SAID_ITEM)
		place.item = *said->item;
	if (said->kind == OG_SAID_ITEM || said->kind == OG_SAID_NONE || said->kind == OG_SAID_ANY)
		snprintf(place.zone, sizeof(place.zone), "%s", said->zone);
	walk->visit(walk->to, &place);
}

static void hear(void *to, const struct og_said *said)
{
	struct walk *walk = to;

	switch (said->kind) {
	case OG_SAID_SETTING:
		if (walk->wanted && !strcmp(walk->wanted, og_setting_name(said->setting)))
			put_place(walk, said);
		break;
	case OG_SAID_RESET:
	case OG_SAID_NONE:
	case OG_SAID_ANY:
	case OG_SAID_ITEM:
		if (!walk->wanted)
			put_place(walk, said);
		break;
	default:
		break;
	}
}

static void walk_text(const struct source *source, struct walk *walk)
{
	struct og_parser *parser = need(sizeof(*parser));

	walk->at = source->text;
	walk->end = source->text + source->size;
	walk->line = 1;
	og_parse_begin(parser);
	og_parse_listen(parser, hear, walk);
	if (og_parse_piece(parser, source->text, source->size))
		og_parse_end(parser);
	free(parser);
}

void text_places_each(const struct source *source, text_place_visit visit, void *to)
{
	struct walk walk = { .visit = visit, .to = to };

	walk_text(source, &walk);
}

/*
 * A chain of one item is asked, so that the judge alone knows what an item
 * means. It is kept, for a text may have very many items.
 */
bool text_place_admits(const struct text_place *place, const struct og_flow *flow)
{
	static struct og_chain *chain;
	bool admits;

	if (!chain)
		chain = need(sizeof(*chain));
	if (place->kind == OG_SAID_RESET)
		og_items_builtin(&chain->items);
	else if (place->kind == OG_SAID_ANY)
		chain->items.words = 1ull << OG_WORD_ANY;
	else if (place->kind == OG_SAID_ITEM)
		og_items_put(&chain->items, &place->item);
	og_chain_compile(chain);
	admits = !og_reason_drops(og_judge(chain, flow));
	if (place->kind == OG_SAID_RESET)
		memset(&chain->items, 0, sizeof(chain->items));
	else if (place->kind == OG_SAID_ANY)
		chain->items.words = 0;
	else if (place->kind == OG_SAID_ITEM)
		og_items_take(&chain->items, &place->item);
	return admits;
}

struct search {
	enum og_chain_id chain;
	const char *zone;
	const struct og_flow *flow;
	struct text_place *place;
	bool found;
};

static void look(void *to, const struct text_place *place)
{
	struct search *search = to;

	if (place->sign == '-' || !(place->chains & OG_CHAIN_BIT(search->chain)) ||
	    strcmp(place->zone, search->zone) || (search->flow && !text_place_admits(place, search->flow)))
		return;
	*search->place = *place;
	search->found = true;
}

bool text_places_find_from(const struct source *source, enum og_chain_id chain, const char *zone,
			   const struct og_flow *flow, struct text_place *place)
{
	struct search search = { chain, zone, flow, place, false };

	text_places_each(source, look, &search);
	return search.found;
}

bool text_places_find(const struct source *source, enum og_chain_id chain, const struct og_flow *flow,
		 struct text_place *place)
{
	return text_places_find_from(source, chain, "", flow, place);
}

void text_places_chain(const struct source *source, enum og_chain_id chain, struct text_place *place)
{
	if (!text_places_find(source, chain, NULL, place))
		*place = (struct text_place){ .line = 1, .column = 1, .length = 1 };
}

static void keep(void *to, const struct text_place *place)
{
	*(struct text_place *)to = *place;
}

void text_places_setting(const struct source *source, const char *setting, struct text_place *place)
{
	struct walk walk = { .visit = keep, .to = place, .wanted = setting };

	*place = (struct text_place){ .line = 1, .column = 1, .length = 1 };
	walk_text(source, &walk);
}

struct og_flow flow_to_port(enum og_transport transport, u16 port)
{
	return (struct og_flow){
		.state = OG_STATE_NEW, .family = OG_IPV4, .port = port, .readable = true,
		.proto = transport == OG_TCP ? OG_PROTO_TCP : OG_PROTO_UDP,
	};
}

bool chain_lists_port(const struct og_chain *chain, enum og_transport transport, u16 port)
{
	struct og_flow flow = flow_to_port(transport, port);

	return !og_reason_drops(og_judge(chain, &flow));
}
