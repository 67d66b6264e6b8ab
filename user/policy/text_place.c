// SPDX-License-Identifier: GPL-2.0-only
#include "text_place.h"
#include "base/need.h"
#include "describe.h"

#include <stdlib.h>

#define SEPARATORS	" \t,"

struct walk {
	text_place_visit visit;
	void *to;
	const char *wanted;	/* visit this setting, and no items; NULL: items */
	unsigned int chains;	/* of the statement at hand */
	unsigned int word;	/* its how manyeth word comes next */
	bool setting;		/* it says nothing of chains */
};

static bool is_setting(const char *word)
{
	unsigned int s;

	for (s = 0; s < OG_SETTINGS; s++)
		if (!strcmp(word, og_setting_name(s)))
			return true;
	/* No setting of a policy, but of a transaction. */
	return !strcmp(word, "trial");
}

static bool take_chain(struct walk *walk, const char *word)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		if (strcmp(word, og_chain_name(c)))
			continue;
		walk->chains = OG_CHAIN_BIT(c);
		return true;
	}
	return false;
}

static void take_word(struct walk *walk, const char *text, u32 length, u32 line, u32 column)
{
	bool is_first = !walk->word++;
	struct text_place place = { .line = line, .column = column, .length = length, .sign = ' ' };

	if (length > OG_TOKEN_MAX)
		return;
	memcpy(place.text, text, length);
	if (is_first) {
		walk->chains = OG_CHAIN_BOTH;
		walk->setting = is_setting(place.text);
		if (walk->wanted && !strcmp(place.text, walk->wanted))
			walk->visit(walk->to, &place);
		if (take_chain(walk, place.text))
			return;
	}
	if (walk->setting || walk->wanted || !strcmp(place.text, "none"))
		return;
	if (*text == '+' || *text == '-') {
		place.sign = *text;
		memmove(place.text, place.text + 1, length);
	}
	place.chains = walk->chains;
	walk->visit(walk->to, &place);
}

static void walk_line(struct walk *walk, const char *text, size_t size, u32 line)
{
	size_t at = 0, length;

	walk->word = 0;
	while (at < size && text[at] != '#') {
		if (text[at] == ';')
			walk->word = 0;
		if (text[at] == ';' || strchr(SEPARATORS, text[at])) {
			at++;
			continue;
		}
		for (length = 1; at + length < size && !strchr(SEPARATORS ";#", text[at + length]);)
			length++;
		take_word(walk, text + at, length, line, at + 1);
		at += length;
	}
}

static void walk_text(const struct source *source, struct walk *walk)
{
	const char *text = source->text, *end = text + source->size, *next;
	u32 line;

	for (line = 1; text < end; line++, text = next + 1) {
		next = memchr(text, '\n', end - text);
		if (!next)
			next = end;
		walk_line(walk, text, next - text, line);
	}
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
	struct item_parts parts;
	bool admits;

	if (!chain)
		chain = need(sizeof(*chain));
	if (!strcmp(place->text, "reset")) {
		og_items_builtin(&chain->items);
	} else {
		item_take_apart(place->text, &parts);
		og_items_put(&chain->items, &parts.item);
	}
	og_chain_compile(chain);
	admits = !og_reason_drops(og_judge(chain, flow));
	if (!strcmp(place->text, "reset"))
		memset(&chain->items, 0, sizeof(chain->items));
	else
		og_items_take(&chain->items, &parts.item);
	return admits;
}

struct search {
	enum og_chain_id chain;
	const struct og_flow *flow;
	struct text_place *place;
	bool found;
};

static void look(void *to, const struct text_place *place)
{
	struct search *search = to;

	if (place->sign == '-' || !(place->chains & OG_CHAIN_BIT(search->chain)) ||
	    (search->flow && !text_place_admits(place, search->flow)))
		return;
	*search->place = *place;
	search->found = true;
}

bool text_places_find(const struct source *source, enum og_chain_id chain, const struct og_flow *flow,
		 struct text_place *place)
{
	struct search search = { chain, flow, place, false };

	text_places_each(source, look, &search);
	return search.found;
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
