// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "nft_rule.h"

#include <stdlib.h>
#include <string.h>

/* Ways that one rule may have: more are said to be one that nobody can say. */
#define WAYS_MAX	70000u

/* ... and members that none may be: each is taken off all that the others left. */
#define NOT_MAX		2048u

/* Both ports, at the begin of what tcp and udp carry. */
#define PORTS_BITS	32

/* For people: "tcp dport", "ct mark". */
static const char *name_of(const struct nft_names *names, const json_t *left)
{
	const char *kind = json_object_iter_key(json_object_iter((json_t *)left));
	const json_t *said = kind ? json_object_get(left, kind) : NULL;
	const char *of = json_string_value(json_object_get(said, "protocol"));
	const char *what = json_string_value(json_object_get(said, "field"));

	if (!what)
		what = json_string_value(json_object_get(said, "key"));
	if (!of)
		of = kind ? kind : "something";
	return arena_format(&names->set->arena, "it asks for \"%s%s%s\"", of, what ? " " : "", what ? what : "");
}

/* Of a member of a set; what else it says makes it one for some packets, or for a while. */
static bool is_always_there(const json_t *element)
{
	static const char *const known[] = { "val", "comment", "counter", "last" };
	json_t *said = (json_t *)element;
	size_t i, count = 0;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		count += json_object_get(said, known[i]) != NULL;
	return count == json_object_size(said);
}

void nft_narrow(const struct nft_names *names, struct box *box, const json_t *left, const json_t *value, bool not)
{
	const json_t *lefts = json_object_get(left, "concat"), *values = json_object_get(value, "concat");
	const json_t *inner = json_object_get(json_object_get(value, "elem"), "val");
	size_t i;

	if (inner) {
		if (json_object_size(value) != 1 || !is_always_there(json_object_get(value, "elem")))
			box_wider(box, "members of a set have a limit, or leave it by themselves");
		value = inner;
		values = json_object_get(value, "concat");
	}
	if (!lefts) {
		if (!nft_value(&names->set->arena, box, left, value, not))
			box_wider(box, name_of(names, left));
		return;
	}
	if (not || json_array_size(lefts) != json_array_size(values)) {
		box_wider(box, "it asks for several things at once");
		return;
	}
	for (i = 0; i < json_array_size(lefts); i++)
		if (!nft_value(&names->set->arena, box, json_array_get(lefts, i), json_array_get(values, i), false))
			box_wider(box, name_of(names, json_array_get(lefts, i)));
}

/* A single flag may be a text. */
static const char *flag_at(const json_t *flags, size_t i)
{
	const char *flag = json_string_value(json_is_array(flags) ? json_array_get(flags, i) : flags);

	return flag ? flag : "";
}

bool nft_flag(const json_t *said, const char *flag)
{
	const json_t *flags = json_object_get(said, "flags");
	size_t i, count = json_is_array(flags) ? json_array_size(flags) : 1;

	for (i = 0; i < count; i++)
		if (!strcmp(flag_at(flags, i), flag))
			return true;
	return false;
}

/* What each of its members does besides: to count is nothing, and a quota or a limit means some packets. */
static bool only_counts(const json_t *statements)
{
	size_t i;

	for (i = 0; i < json_array_size(statements); i++) {
		const json_t *statement = json_array_get(statements, i);

		if (json_object_size(statement) != 1 || (!json_object_get(statement, "counter") && !json_object_get(statement, "last")))
			return false;
	}
	return !statements || json_is_array(statements);
}

/* Nothing is said of it but this. */
static bool is_known_set(const json_t *set)
{
	static const char *const known[] = {
		"family", "name", "table", "type", "map", "handle", "comment", "policy", "flags", "elem", "size", "stmt", "auto-merge",
		"gc-interval",
	};
	const json_t *flags = json_object_get(set, "flags");
	size_t i, count = 0;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		count += json_object_get(set, known[i]) != NULL;
	for (i = 0; i < (json_is_array(flags) ? json_array_size(flags) : flags != NULL); i++)
		if (strcmp(flag_at(flags, i), "constant") != 0 && strcmp(flag_at(flags, i), "interval") != 0)
			return false;
	return count == json_object_size(set) && only_counts(json_object_get(set, "stmt"));
}

/* Its members come and go while nobody reads the rules. nft 1.0.6 does not say "dynamic", and a terse list has no members. */
static bool changes(const struct nft_names *names, const char *key, const json_t *set)
{
	return !is_known_set(set) || json_object_get(names->updated, key) || !json_array_size(json_object_get(set, "elem"));
}

const json_t *nft_members(const struct nft_names *names, const json_t *right)
{
	const char *text = json_string_value(right);
	const json_t *set;
	bool known;
	char *key;

	set = json_object_get(right, "set");
	if (set)
		return json_is_array(set) && !json_array_size(set) ? NULL : set;
	if (!text || *text != '@')
		return right;
	key = need_text("%s %s", names->table, text + 1);
	set = json_object_get(names->sets, key);
	known = set && !changes(names, key, set);
	free(key);
	return known ? json_object_get(set, "elem") : NULL;
}

/* Each way and each member make one. */
static void multiply(const struct nft_names *names, const json_t *left, const json_t *members, struct nft_ways *ways)
{
	struct nft_ways all = { 0 };
	size_t i, j;

	for (i = 0; i < ways->count; i++)
		for (j = 0; j < json_array_size(members); j++) {
			struct nft_way way = ways->way[i];

			nft_narrow(names, &way.box, left, json_array_get(members, j), false);
			if (!box_is_nothing(&way.box))
				nft_ways_add(&all, &way);
		}
	free(ways->way);
	*ways = all;
}

static void wider(struct nft_ways *ways, const char *why)
{
	size_t i;

	for (i = 0; i < ways->count; i++)
		box_wider(&ways->way[i].box, why);
}

/* Bytes that are there wherever ports are: these alone, for what is not there ends the rule. */
static bool is_always(const json_t *left, const char *op, const json_t *right)
{
	const json_t *said = json_object_get(left, "payload");
	const json_t *offset = json_object_get(said, "offset"), *length = json_object_get(said, "len");
	const char *base = json_string_value(json_object_get(said, "base"));

	return op && json_object_size(left) == 1 && json_object_size(said) == 3 && !strcmp(op, ">=") && json_is_integer(right) && !json_integer_value(right) && base && !strcmp(base, "th") &&
	       json_is_integer(offset) && json_is_integer(length) && json_integer_value(offset) >= 0 && json_integer_value(length) > 0 &&
	       json_integer_value(offset) <= PORTS_BITS && json_integer_value(length) <= PORTS_BITS - json_integer_value(offset);
}

/* No member may fit. */
static void none_of(const struct nft_names *names, const json_t *left, const json_t *members, struct nft_ways *ways)
{
	size_t i, j;

	if (json_array_size(members) > NOT_MAX) {
		wider(ways, "it asks for too many things");
		return;
	}
	for (i = 0; i < ways->count; i++)
		for (j = 0; j < json_array_size(members); j++)
			nft_narrow(names, &ways->way[i].box, left, json_array_get(members, j), true);
}

/* Bits of one value together: all of them have to be there, but for "in". */
static bool is_bits(const char *op, const json_t *right)
{
	return json_is_array(right) && strcmp(op, "in") != 0;
}

/* "@lan" in what nft writes may be the name of a device as well as that of a set. */
static bool names_device(const json_t *left, const json_t *right)
{
	const char *key = json_string_value(json_object_get(json_object_get(left, "meta"), "key")), *text = json_string_value(right);

	return key && text && *text == '@' && (!strcmp(key, "iifname") || !strcmp(key, "iif"));
}

void nft_match(const struct nft_names *names, const json_t *match, struct nft_ways *ways)
{
	const json_t *left = json_object_get(match, "left"), *right = json_object_get(match, "right");
	const char *op = json_string_value(json_object_get(match, "op"));
	const json_t *members = nft_members(names, right);
	bool not = op && !strcmp(op, "!=");
	size_t i;

	if (names_device(left, right)) {
		wider(ways, "it asks for a device called with an @, or for a set: nft does not tell which");
	} else if (left && is_always(left, op, right)) {
		/* nft says the protocol behind it, or by the name of what comes then */
		for (i = 0; i < ways->count; i++)
			ways->way[i].ported = true;
	} else if (json_object_size(match) != 3 || !op || !left || !right || (!not && strcmp(op, "==") != 0 && strcmp(op, "in") != 0) || is_bits(op, right)) {
		wider(ways, name_of(names, left));
	} else if (!members) {
		wider(ways, "it asks a set whose members come and go, or are not told");
	} else if (!json_is_array(members)) {
		for (i = 0; i < ways->count; i++)
			nft_narrow(names, &ways->way[i].box, left, members, not);
	} else if (not) {
		none_of(names, left, members, ways);
	} else if (json_array_size(members) * ways->count > WAYS_MAX) {
		wider(ways, "it asks for too many things");
	} else {
		multiply(names, left, members, ways);
	}
}
