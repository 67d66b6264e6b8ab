// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "nft_effect.h"
#include "nft_rule.h"

#include <stdlib.h>
#include <string.h>

void nft_ways_add(struct nft_ways *ways, const struct nft_way *way)
{
	ways->way = need_room(ways->way, &ways->room, ways->count, sizeof(*way));
	ways->way[ways->count++] = *way;
}

struct statement {
	const char *name;
	enum verdict verdict;
};

/* What ends a rule. To be translated is to pass the chain that does it. */
static const struct statement ends[] = {
	{ "accept", VERDICT_ACCEPT }, { "drop", VERDICT_DROP }, { "reject", VERDICT_REJECT },
	{ "return", VERDICT_RETURN }, { "jump", VERDICT_JUMP }, { "goto", VERDICT_GOTO },
	{ "queue", VERDICT_UNKNOWN }, { "masquerade", VERDICT_ACCEPT }, { "snat", VERDICT_ACCEPT },
	{ "dnat", VERDICT_ACCEPT }, { "redirect", VERDICT_ACCEPT }, { "continue", VERDICT_NONE },
};

/* It is one thing; else nobody knows it. */
static const char *name_of(const json_t *statement)
{
	const char *name = json_object_iter_key(json_object_iter((json_t *)statement));

	return name && json_object_size(statement) == 1 ? name : "";
}

/* The verdict in {"accept": null} or {"jump": {"target": "a"}}; false: it is none. */
static bool verdict_of(const struct nft_names *names, const json_t *statement, struct nft_way *way)
{
	const char *name = name_of(statement), *target;
	char *key;
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (!strcmp(name, ends[i].name))
			break;
	if (i == sizeof(ends) / sizeof(ends[0]))
		return false;
	way->verdict = ends[i].verdict;
	if (way->verdict != VERDICT_JUMP && way->verdict != VERDICT_GOTO)
		return true;
	target = json_string_value(json_object_get(json_object_get(statement, name), "target"));
	key = need_text("%s %s", names->table, target ? target : "");
	way->to = ruleset_chain(names->set, key, target ? target : "");
	free(key);
	return true;
}

/* It may decide, or what the next rules ask for may be another thing than before. */
static void may_decide(const struct nft_ways *open, struct nft_ways *done, const char *why)
{
	size_t i;

	for (i = 0; i < open->count; i++) {
		struct nft_way way = open->way[i];

		way.verdict = VERDICT_UNKNOWN;
		box_wider(&way.box, why);
		nft_ways_add(done, &way);
	}
}

/* Each key of a map with its verdict; what none fits goes on. */
static void map(const struct nft_names *names, const json_t *said, struct nft_ways *open, struct nft_ways *done)
{
	const json_t *rows = json_object_size(said) == 2 ? nft_members(names, json_object_get(said, "data")) : NULL;
	size_t i, j;

	if (!json_is_array(rows))
		may_decide(open, done, "its map of verdicts comes and goes");
	for (i = 0; i < open->count; i++) {
		for (j = 0; j < json_array_size(rows); j++) {
			const json_t *row = json_array_get(rows, j);
			struct nft_way way = open->way[i];

			nft_narrow(names, &way.box, json_object_get(said, "key"), json_array_get(row, 0), false);
			if (!verdict_of(names, json_array_get(row, 1), &way))
				way.verdict = VERDICT_UNKNOWN;
			if (!box_is_nothing(&way.box))
				nft_ways_add(done, &way);
		}
		box_wider(&open->way[i].box, rows ? "it is behind a map of verdicts" : "its map of verdicts comes and goes");
	}
}

/* "jump { ... }" is a text of nft's own language, in the midst of JSON. */
static const char *why_unknown(const struct nft_names *names, const json_t *statement, const char *name)
{
	if (!strcmp(name, "xt"))
		return "iptables-nft keeps something in it that nft does not know: give what iptables-save writes";
	if (json_is_string(statement))
		return "a chain is written inside it, of which nft says nothing in JSON: give that chain a name, and have the rule jump to it";
	return arena_format(&names->set->arena, "it asks for \"%s\"", name);
}

static void unknown(const struct nft_names *names, const json_t *statement, const char *name, struct nft_ways *open, struct nft_ways *done)
{
	const char *why = why_unknown(names, statement, name);
	size_t i;

	if (nft_effect(name, json_object_get(statement, name)) == EFFECT_ANY)
		may_decide(open, done, why);
	for (i = 0; i < open->count; i++)
		box_wider(&open->way[i].box, why);
}

/* Whom "reject with icmp" and "tcp reset" are for nft leaves out: they are taken to be for all that gets there. */
static void reject(const json_t *said, struct box *box)
{
	const char *type = json_string_value(json_object_get(json_object_get(said, "reject"), "type"));
	struct box only;

	if (!type || !strcmp(type, "icmpx"))
		return;
	box_everything(&only, !strcmp(type, "icmp") ? BOX_FAMILY(OG_IPV4) : !strcmp(type, "icmpv6") ? BOX_FAMILY(OG_IPV6) : BOX_FAMILIES);
	if (!strcmp(type, "tcp reset"))
		box_only_protocol(&only, OG_PROTO_TCP);
	if (!box_holds(&only, box))
		box_wider(box, "nft does not tell whom it rejects alone: the family, or tcp, that it implies");
}

/* False: it ends the rule, for all ways that are open. */
static bool statement(const struct nft_names *names, const json_t *said, struct nft_ways *open, struct nft_ways *done)
{
	const char *name = name_of(said);
	const json_t *what = json_object_get(said, name);
	struct nft_way verdict = { 0 };
	size_t i;

	if (nft_effect(name, what) == EFFECT_NONE)
		return true;
	if (!strcmp(name, "match")) {
		nft_match(names, what, open);
	} else if (!strcmp(name, "vmap")) {
		map(names, what, open, done);
	} else if (verdict_of(names, said, &verdict)) {
		for (i = 0; i < open->count; i++) {
			open->way[i].verdict = verdict.verdict;
			open->way[i].to = verdict.to;
			reject(said, &open->way[i].box);
		}
		return false;
	} else {
		unknown(names, said, name, open, done);
	}
	return true;
}

/* What has ports, and no later piece of it. */
static void only_with_ports(struct box *box)
{
	struct box ported;

	box_everything(&ported, BOX_FAMILIES);
	memset(ported.protos, 0, sizeof(ported.protos));
	ported.protos[0] = 1ull << OG_PROTO_TCP | 1ull << OG_PROTO_UDP;
	if (box_holds(&ported, box))
		box->pieces &= BOX_FIRST;
	else
		box_wider(box, "it asks for bytes that may not be there");
}

void nft_rule_ways(const struct nft_names *names, const json_t *expr, const struct box *box, struct nft_ways *ways)
{
	struct nft_way way = { .box = *box };
	struct nft_ways open = { 0 };
	size_t i;

	nft_ways_add(&open, &way);
	for (i = 0; i < json_array_size(expr); i++)
		if (!statement(names, json_array_get(expr, i), &open, ways))
			break;
	for (i = 0; i < open.count; i++)
		if (!box_is_nothing(&open.way[i].box))
			nft_ways_add(ways, &open.way[i]);
	for (i = 0; i < ways->count; i++)
		if (ways->way[i].ported)
			only_with_ports(&ways->way[i].box);
	free(open.way);
}
