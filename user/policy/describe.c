// SPDX-License-Identifier: GPL-2.0-only
#include "describe.h"
#include "base/need.h"
#include "base/out.h"
#include "names.h"

#include <stdlib.h>

static const char *const word_meanings[OG_WORDS] = {
	[OG_WORD_ESTABLISHED] = "known connections, in both directions",
	[OG_WORD_RELATED] = "what known connections bring with them: ICMP errors, FTP data",
	[OG_WORD_REPLY] = "known connections, in the answering direction only",
	[OG_WORD_UNTRACKED] = "packets that conntrack was told not to look at",
	[OG_WORD_LOOPBACK] = "what comes in on lo",
	[OG_WORD_ICMP] = "ping, errors, and IPv6 neighbour discovery",
	[OG_WORD_ANY] = "everything",
};

static bool emit(void *to, const char *text, size_t size)
{
	return fwrite(text, 1, size, to) == size;
}

void items_each(const struct og_items *items, item_visit visit, void *to)
{
	char *text, *item, *rest;
	size_t size;
	FILE *out;

	if (og_items_empty(items))
		return;
	out = open_text(&text, &size);
	og_print_items(items, emit, out);
	close_text(out);
	for (item = strtok_r(text, " ", &rest); item; item = strtok_r(NULL, " ", &rest))
		visit(to, item);
	free(text);
}

/* The names of a port, one of them where tcp and udp agree. */
static size_t names_put(const char **names, size_t used, size_t room, u16 port, u8 transports)
{
	const char *last = NULL;
	unsigned int t;

	for (t = 0; t < OG_TRANSPORTS && used < room; t++) {
		const char *name;

		if (!(transports & OG_TRANSPORT_BIT(t)))
			continue;
		name = names_of_port(port, t);
		if (name && (!last || strcmp(name, last)))
			names[used++] = last = name;
	}
	return used;
}

static void take_ports_apart(const char *text, struct item_parts *parts)
{
	struct og_item *item = &parts->item;
	unsigned int low, high, port;
	size_t used = 0;
	const char *slash = strchr(text, '/');
	char *rest;

	low = strtoul(text, &rest, 10);
	high = *rest == '-' ? strtoul(rest + 1, NULL, 10) : low;
	*item = (struct og_item){
		.kind = OG_ITEM_PORTS, .low = low, .high = high, .transports = OG_TRANSPORT_BOTH,
	};
	if (slash)
		item->transports = OG_TRANSPORT_BIT(strcmp(slash, "/tcp") ? OG_UDP : OG_TCP);
	/* A wide range is meant as a range, not as what happens to lie in it. */
	if (high - low > 2)
		return;
	for (port = low; port <= high; port++)
		used = names_put(parts->names, used, 3, port, item->transports);
}

void item_take_apart(const char *text, struct item_parts *parts)
{
	static const char proto[] = "proto:";
	unsigned int w;

	memset(parts, 0, sizeof(*parts));
	if (!strncmp(text, proto, strlen(proto))) {
		parts->item.kind = OG_ITEM_PROTO;
		parts->item.proto = strtoul(text + strlen(proto), NULL, 10);
		parts->names[0] = names_of_protocol(parts->item.proto);
		return;
	}
	for (w = 0; w < OG_WORDS; w++) {
		if (strcmp(text, og_word_name(w)))
			continue;
		parts->item.kind = OG_ITEM_WORD;
		parts->item.word = w;
		return;
	}
	take_ports_apart(text, parts);
}

char *item_words(const char *text)
{
	struct item_parts parts;
	char *words = NULL;
	size_t size, i;
	FILE *out;

	item_take_apart(text, &parts);
	if (parts.item.kind == OG_ITEM_WORD)
		return need_copy(word_meanings[parts.item.word]);
	if (!parts.names[0])
		return NULL;
	out = open_text(&words, &size);
	for (i = 0; parts.names[i]; i++)
		fprintf(out, "%s%s", i ? " " : "", parts.names[i]);
	close_text(out);
	return words;
}

static void put_word(void *to, const char *item)
{
	char *words = item_words(item), *label;

	/* What a word means is the manual's to say; a protocol has only a number. */
	if (words && !strncmp(item, "proto:", 6)) {
		label = need_text("%s %s", item, words);
		list_put(to, label);
		free(label);
	} else {
		list_put(to, item);
	}
	free(words);
}

static void put_port(void *to, const char *item)
{
	char *words = item_words(item), *label;

	label = need_text("%.*s%s%s", (int)strcspn(item, "/"), item, words ? " " : "", words ? words : "");
	list_put(to, label);
	free(label);
	free(words);
}

/* Where the rows of a list are printed, and how far in. */
struct rows {
	FILE *out;
	unsigned int indent;
};

static void describe_row(const struct rows *rows, const char *label, const struct og_items *items,
			 item_visit put)
{
	struct flow_list list;

	if (og_items_empty(items))
		return;
	fprintf(rows->out, "%*s%-11s", rows->indent, "", label);
	list_begin(&list, rows->out, rows->indent + 11);
	items_each(items, put, &list);
	list_end(&list);
}

void describe_items(const struct og_items *items, unsigned int indent, FILE *out)
{
	const struct rows rows = { out, indent };
	struct og_items *part = need(sizeof(*part));
	const u64 states = 1 << OG_WORD_ESTABLISHED | 1 << OG_WORD_RELATED |
			   1 << OG_WORD_REPLY | 1 << OG_WORD_UNTRACKED;
	unsigned int t;

	if (og_items_empty(items))
		fprintf(out, "%*snothing\n", indent, "");
	if (og_has_word(items, OG_WORD_ANY))
		fprintf(out, "%*severything\n", indent, "");
	part->words = items->words & states;
	describe_row(&rows, "states", part, put_word);
	part->words = items->words & ~states & ~(1ull << OG_WORD_ANY);
	memcpy(part->protos, items->protos, sizeof(part->protos));
	describe_row(&rows, "whole", part, put_word);
	for (t = 0; t < OG_TRANSPORTS; t++) {
		memset(part, 0, sizeof(*part));
		memcpy(part->ports[t], items->ports[t], sizeof(part->ports[t]));
		describe_row(&rows, og_transport_name(t), part, put_port);
	}
	free(part);
}

const char *reason_sentence(enum og_reason reason)
{
	static const char *const sentences[] = {
#define SENTENCE(symbol, verdict, name, sentence) [OG_##symbol] = (sentence),
		OG_REASONS(SENTENCE)
#undef SENTENCE
	};

	return sentences[reason];
}
