// SPDX-License-Identifier: GPL-2.0-only
#include "nft_effect.h"

#include <stdbool.h>
#include <string.h>

static bool is_one_of(const char *text, const char *const *known)
{
	for (; *known; known++)
		if (!strcmp(text, *known))
			return true;
	return false;
}

/* Nothing of a packet, and no map: what a map does not have ends the rule. */
static bool is_constant(const json_t *value)
{
	size_t i;

	for (i = 0; i < json_array_size(value); i++)
		if (json_is_object(json_array_get(value, i)) || json_is_array(json_array_get(value, i)))
			return false;
	return !json_is_object(value);
}

static bool is_plain(const json_t *what)
{
	json_t *object = (json_t *)what;
	void *at;

	for (at = json_object_iter(object); at; at = json_object_iter_next(object, at))
		if (!is_constant(json_object_iter_value(at)))
			return false;
	return json_is_object(what) || is_constant(what);
}

/* The word @name of {"@kind": {...}}, where these are all that it says. */
static const char *only_word(const json_t *key, const char *kind, const char *name)
{
	const json_t *said = json_object_size(key) == 1 ? json_object_get(key, kind) : NULL;
	const char *text = json_object_size(said) == 1 ? json_string_value(json_object_get(said, name)) : NULL;

	return text ? text : "";
}

/* "meta mark set 5", "ip dscp set cs1": what is put in, and whether it can be. */
static enum nft_effect mangle(const json_t *what)
{
	static const char *const metas[] = { "mark", "priority", "nftrace", NULL };
	static const char *const fields[] = { "dscp", "ecn", "ttl", "hoplimit", "flowlabel", NULL };
	const json_t *key = json_object_get(what, "key"), *said = json_object_get(key, "payload");
	const char *field = json_string_value(json_object_get(said, "field"));

	if (json_object_size(what) != 2 || json_object_size(key) != 1)
		return EFFECT_ANY;
	if (is_one_of(only_word(key, "meta", "key"), metas) || !strcmp(only_word(key, "ct", "key"), "mark"))
		return is_constant(json_object_get(what, "value")) ? EFFECT_NONE : EFFECT_ENDS;
	if (json_object_get(key, "tcp option") || (field && json_object_size(said) == 2 && is_one_of(field, fields)))
		return EFFECT_ENDS;
	return EFFECT_ANY;
}

enum nft_effect nft_effect(const char *name, const json_t *what)
{
	static const char *const nothing[] = {
		"counter", "log", "last", "notrack", "ct helper", "secmark", "dup", "continue", "comment", NULL,
	};
	static const char *const ends[] = {
		"limit", "quota", "ct count", "flow", "tproxy", "ct timeout", "set", "map", "meter", NULL,
	};
	const char *type = json_string_value(json_object_get(what, "type"));

	if (!strcmp(name, "mangle"))
		return mangle(what);
	if (!strcmp(name, "xt"))
		return type && !strcmp(type, "match") ? EFFECT_ENDS : EFFECT_ANY;
	if (is_one_of(name, nothing))
		return is_plain(what) ? EFFECT_NONE : EFFECT_ENDS;
	return is_one_of(name, ends) ? EFFECT_ENDS : EFFECT_ANY;
}
