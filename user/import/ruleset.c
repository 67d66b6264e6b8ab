// SPDX-License-Identifier: GPL-2.0-only
#include "ruleset.h"
#include "base/need.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	const struct chain *one = a, *other = b;

	return strcmp(one->key, other->key);
}

static void keep(struct ruleset *set, struct rule *rule)
{
	set->rules = need_room(set->rules, &set->rule_room, set->rule_count, sizeof(struct rule *));
	set->rules[set->rule_count++] = rule;
}

struct chain *ruleset_chain(struct ruleset *set, const char *key, const char *name)
{
	struct chain asked = { .key = key }, *chain, **found = tfind(&asked, &set->by_key, compare);

	if (found)
		return *found;
	chain = arena_take(&set->arena, sizeof(*chain));
	chain->key = arena_text(&set->arena, key, strlen(key));
	chain->name = arena_text(&set->arena, name, strlen(name));
	box_everything(&chain->end.box, BOX_FAMILIES);
	chain->end.text = "";
	chain->end.in = chain;
	keep(set, &chain->end);
	set->chains = need_room(set->chains, &set->room, set->count, sizeof(struct chain *));
	set->chains[set->count++] = chain;
	tsearch(chain, &set->by_key, compare);
	return chain;
}

struct rule *ruleset_rule(struct ruleset *set, struct chain *chain)
{
	struct rule *rule = arena_take(&set->arena, sizeof(*rule));

	box_everything(&rule->box, chain->families);
	rule->in = chain;
	keep(set, rule);
	chain->rules = need_room(chain->rules, &chain->room, chain->count, sizeof(struct rule *));
	chain->rules[chain->count++] = rule;
	return rule;
}

void ruleset_remark(struct ruleset *set, const char *text, const char *place, const struct og_error *error)
{
	struct remark *remark;

	set->remarks = need_room(set->remarks, &set->remark_room, set->remark_count, sizeof(*remark));
	remark = &set->remarks[set->remark_count++];
	*remark = (struct remark){ .text = text, .place = place, .error = *error };
}

void ruleset_strike(struct ruleset *set, struct remark *remark, const char *why, const char *todo)
{
	struct rule *rule = arena_take(&set->arena, sizeof(*rule));

	remark->struck = true;
	rule->place = remark->place;
	rule->text = arena_format(&set->arena, "ogctl: %s", remark->text);
	rule_left(rule, why, todo);
	keep(set, rule);
}

static void in_arena(void *chain)
{
	(void)chain;
}

void ruleset_free(struct ruleset *set)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		free(set->chains[i]->rules);
	tdestroy(set->by_key, in_arena);
	free(set->chains);
	free(set->remarks);
	free(set->rules);
	free(set->own);
	arena_free(&set->arena);
	*set = (struct ruleset){ 0 };
}

void rule_left(struct rule *rule, const char *why, const char *todo)
{
	if (rule && rule->first)
		rule = rule->first;
	if (!rule || rule->left)
		return;
	rule->left = why;
	rule->todo = todo;
}
