// SPDX-License-Identifier: GPL-2.0-only
#include "nft.h"
#include "base/need.h"
#include "nft_remark.h"
#include "nft_rule.h"
#include "own.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN		200	/* bytes of a rule that are shown */
#define SCHEMA_VERSION	1

struct reader {
	struct ruleset *set;
	struct og_error *error;
	json_t *sets, *updated;		/* by "inet filter NAME" */
	json_t *dormant;		/* by "inet filter" */
	struct nft_remarks remarks;
	size_t object;			/* of the array, from 1 on */
};

__attribute__((format(printf, 2, 3)))
static bool wrong(struct reader *reader, const char *format, ...)
{
	struct og_error *error = reader->error;
	int before = 0;
	va_list args;

	*error = (struct og_error){ 0 };
	if (reader->object)
		before = snprintf(error->text, sizeof(error->text), "object %zu of \"nftables\": ", reader->object);
	va_start(args, format);
	vsnprintf(error->text + before, sizeof(error->text) - before, format, args);
	va_end(args);
	return false;
}

static const char *word(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static unsigned int families_of(const char *family)
{
	return !strcmp(family, "ip") ? BOX_FAMILY(OG_IPV4) : !strcmp(family, "ip6") ? BOX_FAMILY(OG_IPV6) : BOX_FAMILIES;
}

/* "inet filter", or with a name behind it; in the arena. NULL: it lacks one. */
static const char *key_of(struct reader *reader, const json_t *said, const char *name)
{
	const char *family = word(said, "family"), *table = word(said, "table");

	if (!*family || !*table || (name && !*name)) {
		wrong(reader, "it does not say of which table it is, or has no name");
		return NULL;
	}
	return arena_format(&reader->set->arena, "%s %s%s%s", family, table, name ? " " : "", name ? name : "");
}

static enum hook hook_of(const char *family, const char *hook)
{
	if (!*hook || !strcmp(hook, "output") || !strcmp(hook, "egress") || !strcmp(family, "arp"))
		return HOOK_NONE;
	if (!strcmp(family, "bridge") || !strcmp(family, "netdev"))
		return HOOK_ELSEWHERE;
	return !strcmp(hook, "input") ? HOOK_INPUT : !strcmp(hook, "forward") ? HOOK_FORWARD : HOOK_ELSEWHERE;
}

static bool is_one_of(const char *text, const char *const *known, size_t count)
{
	while (count && strcmp(text, known[count - 1]) != 0)
		count--;
	return count;
}

/* What decides and is there has to be known. */
static bool check_chain(struct reader *reader, const json_t *said)
{
	static const char *const families[] = { "ip", "ip6", "inet", "arp", "bridge", "netdev" };
	static const char *const the_hooks[] = { "prerouting", "input", "forward", "output", "postrouting", "ingress", "egress" };
	static const char *const policies[] = { "accept", "drop" };

	if (!is_one_of(word(said, "family"), families, 6))
		return wrong(reader, "the family of the chain %s is not known", word(said, "name"));
	if (json_object_get(said, "hook") && !is_one_of(word(said, "hook"), the_hooks, 7))
		return wrong(reader, "the hook of the chain %s is not known", word(said, "name"));
	if (json_object_get(said, "policy") && !is_one_of(word(said, "policy"), policies, 2))
		return wrong(reader, "the policy of the chain %s is neither accept nor drop", word(said, "name"));
	return true;
}

static bool read_chain(struct reader *reader, const json_t *said)
{
	const char *name = word(said, "name"), *policy = word(said, "policy"), *key = key_of(reader, said, name), *table;
	struct chain *chain;

	if (!key || !check_chain(reader, said))
		return false;
	chain = ruleset_chain(reader->set, key, name);
	if (chain->defined)
		return wrong(reader, "the chain %s is there already", name);
	chain->defined = true;
	chain->families = families_of(word(said, "family"));
	table = key_of(reader, said, NULL);
	if (!json_object_get(reader->dormant, table))
		chain->hook = hook_of(word(said, "family"), word(said, "hook"));
	chain->nat = !strcmp(word(said, "type"), "nat");
	chain->policy = !strcmp(policy, "drop") ? VERDICT_DROP : VERDICT_ACCEPT;
	chain->end.place = key;
	chain->end.text = arena_format(&reader->set->arena, "policy %s", *policy ? policy : "accept");
	return true;
}

static const char *text_of(struct reader *reader, const json_t *expr)
{
	char *text = json_dumps(expr, JSON_COMPACT);
	const char *kept = arena_format(&reader->set->arena, "%.*s%s", SHOWN, text ? text : "",
					text && strlen(text) > SHOWN ? "..." : "");

	free(text);
	return kept;
}

static void keep_ways(struct reader *reader, struct chain *chain, const struct nft_ways *ways, const char *place, const char *text)
{
	struct rule *rule, *first = NULL;
	size_t i;

	for (i = 0; i < ways->count; i++) {
		rule = ruleset_rule(reader->set, chain);
		rule->box = ways->way[i].box;
		rule->verdict = ways->way[i].verdict;
		rule->to = ways->way[i].to;
		rule->place = place;
		rule->text = text;
		rule->first = first;
		if (!first)
			first = rule;
	}
}

static bool read_rule(struct reader *reader, const json_t *said)
{
	const char *name = word(said, "chain"), *key = key_of(reader, said, name);
	struct nft_names names = { .set = reader->set, .sets = reader->sets, .updated = reader->updated };
	const json_t *expr = json_object_get(said, "expr");
	struct nft_ways ways = { 0 };
	struct chain *chain;
	const char *place;
	struct box box;

	if (!key)
		return false;
	chain = ruleset_chain(reader->set, key, name);
	if (!chain->defined)
		return wrong(reader, "its chain %s is not there", name);
	if (!json_is_array(expr))
		return wrong(reader, "a rule of %s has no \"expr\"", name);
	names.table = key_of(reader, said, NULL);
	place = arena_format(&reader->set->arena, "%s, handle %lld", key,
			     (long long)json_integer_value(json_object_get(said, "handle")));
	if (!nft_remark(&reader->remarks, reader->set, word(said, "comment"), place))
		return wrong(reader, "a comment of ogctl's lacks a piece before it");
	box_everything(&box, chain->families);
	nft_rule_ways(&names, expr, &box, &ways);
	keep_ways(reader, chain, &ways, place, text_of(reader, expr));
	free(ways.way);
	return true;
}

static bool read_table(struct reader *reader, const json_t *said)
{
	char *key = need_text("%s %s", word(said, "family"), word(said, "name"));

	/* nft 1.0.6 writes the table's name in place of a flag */
	if (nft_flag(said, "dormant") && strcmp(word(said, "name"), "dormant") != 0)
		json_object_set_new(reader->dormant, key, json_true());
	free(key);
	return true;
}

static bool read_set(struct reader *reader, const json_t *said)
{
	const char *key = key_of(reader, said, word(said, "name"));

	if (key)
		json_object_set(reader->sets, key, (json_t *)said);
	return key;
}

/* "add @blocked { ... }", of a set or of a map. */
static void note_update(struct reader *reader, const json_t *rule, const json_t *statement, const char *kind)
{
	const char *name = word(json_object_get(statement, kind), kind), *key;

	if (*name != '@')
		return;
	key = key_of(reader, rule, name + 1);
	if (key)
		json_object_set_new(reader->updated, key, json_true());
}

static bool read_updates(struct reader *reader, const json_t *said)
{
	const json_t *expr = json_object_get(said, "expr");
	size_t i;

	for (i = 0; i < json_array_size(expr); i++) {
		note_update(reader, said, json_array_get(expr, i), "set");
		note_update(reader, said, json_array_get(expr, i), "map");
	}
	return true;
}

static bool read_meta(struct reader *reader, const json_t *said)
{
	const json_t *version = json_object_get(said, "json_schema_version");

	if (json_is_integer(version) && json_integer_value(version) == SCHEMA_VERSION)
		return true;
	return wrong(reader, "its json_schema_version is not %u: this nft writes another JSON than the one known here", SCHEMA_VERSION);
}

/* They decide nothing by themselves. */
static bool read_nothing(struct reader *reader, const json_t *said)
{
	(void)reader;
	(void)said;
	return true;
}

struct kind {
	const char *name;
	bool (*read)(struct reader *reader, const json_t *said);
	unsigned int round;
};

/* A rule may speak of what stands behind it, so the whole is read several times. */
static const struct kind kinds[] = {
	{ "metainfo", read_meta, 0 }, { "table", read_table, 0 }, { "set", read_set, 0 }, { "map", read_set, 0 },
	{ "rule", read_updates, 0 }, { "chain", read_chain, 1 }, { "rule", read_rule, 2 },
	{ "flowtable", read_nothing, 0 }, { "counter", read_nothing, 0 }, { "quota", read_nothing, 0 }, { "limit", read_nothing, 0 },
	{ "meter", read_nothing, 0 }, { "ct helper", read_nothing, 0 }, { "ct timeout", read_nothing, 0 },
	{ "ct expectation", read_nothing, 0 }, { "secmark", read_nothing, 0 }, { "synproxy", read_nothing, 0 }, { "tunnel", read_nothing, 0 },
};

/* What is not known may open or close. */
static bool read_object(struct reader *reader, const json_t *object, unsigned int round)
{
	const char *name = json_object_iter_key(json_object_iter((json_t *)object));
	bool known = false;
	size_t k;

	if (json_object_size(object) != 1 || !json_is_object(json_object_get(object, name)))
		return wrong(reader, "it is no table, chain, set or rule, as \"nft -j list ruleset\" writes them");
	for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		if (strcmp(name, kinds[k].name) != 0)
			continue;
		known = true;
		if (kinds[k].round == round && !kinds[k].read(reader, json_object_get(object, name)))
			return false;
	}
	return known || wrong(reader, "\"%.40s\" is nothing that \"nft -j list ruleset\" writes, as far as is known here", name);
}

static bool read_all(struct reader *reader, const json_t *whole)
{
	const json_t *all = json_object_get(whole, "nftables");
	unsigned int round;
	size_t i;

	if (!json_is_array(all) || !json_object_get(json_array_get(all, 0), "metainfo"))
		return wrong(reader, "\"nft -j list ruleset\" writes \"nftables\", \"metainfo\" first: this is none of it");
	for (round = 0; round < 3; round++) {
		for (i = 0; i < json_array_size(all); i++) {
			reader->object = i + 1;
			if (!read_object(reader, json_array_get(all, i), round))
				return false;
		}
	}
	reader->object = 0;
	return nft_remarks_whole(&reader->remarks) || wrong(reader, "a comment of ogctl's lacks its last piece");
}

bool nft_read(struct ruleset *set, const struct source *source, struct og_error *error)
{
	struct reader reader = {
		.set = set, .error = error, .sets = json_object(), .updated = json_object(), .dormant = json_object(),
	};
	json_error_t where;
	json_t *whole = json_loadb(source->text, source->size, JSON_REJECT_DUPLICATES, &where);
	bool good;

	*error = (struct og_error){ .line = where.line > 0 ? where.line : 1, .column = where.column > 0 ? where.column : 1, .length = 1 };
	if (!whole)
		snprintf(error->text, sizeof(error->text), "no JSON, or cut: %.80s; \"nft -j list ruleset\" writes it", where.text);
	good = whole && read_all(&reader, whole);
	if (good)
		set->own = own_of_nft(set, json_object_get(whole, "nftables"));
	set->families = BOX_FAMILIES;
	set->diverts = memmem(source->text, source->size, "\"tproxy\"", 8) || memmem(source->text, source->size, "\"socket\"", 8);
	json_decref(reader.sets);
	json_decref(reader.updated);
	json_decref(reader.dormant);
	json_decref(whole);
	nft_remarks_free(&reader.remarks);
	return good;
}
