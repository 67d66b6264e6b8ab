// SPDX-License-Identifier: GPL-2.0-only
#include "import.h"
#include "base/need.h"
#include "borne_out.h"
#include "policy/policy_text.h"
#include "remarks.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

static const enum hook hooks[OG_CHAINS] = { HOOK_INPUT, HOOK_FORWARD };

static bool find_passes(struct say *say, const char **why)
{
	unsigned int chain, family;
	bool good = true;

	for (chain = 0; chain < OG_CHAINS; chain++)
		for (family = 0; good && family < OG_FAMILIES; family++)
			if (say->families & BOX_FAMILY(family))
				good = passes_find(say->set, hooks[chain], family, &say->passes[chain][family], why);
	return good && passes_elsewhere(say->set, why);
}

/* Whether everybody who is dropped, by either chain, is told. */
static bool all_reject(const struct say *say)
{
	unsigned int chain, family;
	bool any = false;

	for (chain = 0; chain < OG_CHAINS; chain++) {
		for (family = 0; family < OG_FAMILIES; family++) {
			const struct passes *passes = &say->passes[chain][family];

			if (!(say->families & BOX_FAMILY(family)) || passes->open)
				continue;
			if (!passes->rejects)
				return false;
			any = true;
		}
	}
	return any;
}

static void say_notes(const struct say *say, FILE *out)
{
	unsigned int chain, family;

	for (chain = 0; chain < OG_CHAINS; chain++)
		for (family = 0; family < OG_FAMILIES; family++)
			if (say->families & BOX_FAMILY(family) && say->passes[chain][family].open)
				fprintf(out, "nothing is dropped by the rules at %s, %s: everything passes there, and the policy says so\n",
					og_chain_name(chain), family == OG_IPV4 ? "IPv4" : "IPv6");
	if (remarks_have_lists(say->set))
		fputs("comments tell of lists, but the rules are not just what such a policy is exported as: what passes was read of the rules alone\n", out);
	if (say->single)
		fprintf(out, "these are %s's rules alone: of the other family established connections, what is related, and loopback may pass, and nothing else; a second file would say it\n",
			say->families == BOX_FAMILY(OG_IPV4) ? "IPv4" : "IPv6");
	fputs(say->set->guessed ? say->set->guessed : "", out);
	if (say->relaxed)
		fprintf(out, "--any-state: what passes by %zu rules in some states, new connections among them, the policy lets pass in every state, INVALID and UNTRACKED too\n",
			say->relaxed);
}

static size_t count_left(const struct ruleset *set)
{
	size_t at, count = 0;

	for (at = 0; at < set->rule_count; at++)
		count += set->rules[at]->left != NULL;
	return count;
}

/* Put together, and read: what comes out is in the language's own form. */
static bool make_text(struct say *say, const char *remarks, struct imported *imported, struct og_error *error)
{
	bool says_refuse = say->known->zones.refuse != OG_REFUSE_DROP;
	struct og_policy *policy = need(sizeof(*policy));
	char *lists = say_text(say), *whole, *canonical;
	struct source source;
	bool good;

	whole = need_text("reset\n%s%s%s", remarks, lists, !says_refuse && all_reject(say) ? "refuse reject\n" : "");
	source_set(&source, "import", whole);
	good = policy_lay(&source, policy, error);
	/* its line is one of a text that nobody has seen */
	error->line = 0;
	if (good) {
		canonical = policy_text(policy);
		imported->text = need_text("reset\n%s", canonical);
		free(canonical);
	}
	source_free(&source);
	free(whole);
	free(lists);
	free(policy);
	return good;
}

/* Ranges that overlap between zones count more than once, so twice as many as there are is the most that can come of them. */
static bool make_text_that_fits(struct say *say, const char *remarks, struct imported *imported, struct og_error *error)
{
	say->ranges_max = OG_ZONE_RANGES;
	if (make_text(say, remarks, imported, error))
		return true;
	say->ranges_max = OG_ZONE_RANGES / 4;
	return make_text(say, remarks, imported, error);
}

static bool say_all(struct say *say, const char *remarks, struct imported *imported, struct og_error *error)
{
	size_t size;
	FILE *out;
	bool good;

	say_ways(say);
	say_lists(say);
	good = make_text_that_fits(say, remarks, imported, error);
	if (good) {
		say_unsaid(say);
		out = open_text(&imported->notes, &size);
		say_notes(say, out);
		close_text(out);
		imported->left = count_left(say->set);
		imported->relaxed = say->relaxed;
	}
	rows_free(&say->rows);
	return good;
}

static bool know(const struct ruleset *set, struct og_policy *known, const char *remarks, struct og_error *error, const char **place)
{
	char *text = need_text("reset\n%s", remarks);
	struct source source;
	bool good;

	source_set(&source, "comments", text);
	good = policy_lay(&source, known, error);
	if (!good) {
		/* behind "reset" */
		error->line -= error->line > 0;
		remarks_point(set, error, place);
	}
	source_free(&source);
	free(text);
	return good;
}

/* Whether @key is of an export's chain for what @chain sees: of nft's, or iptables'. */
static bool is_export(const char *key, unsigned int chain, bool *returns)
{
	static const char *const nft[OG_CHAINS] = { "inet outlook_guard input", "inet outlook_guard forward" };
	static const char *const iptables[OG_CHAINS] = { " filter ogctl_input", " filter ogctl_forward" };
	size_t length = strlen(key), behind = strlen(iptables[chain]);

	*returns = length > behind && !strcmp(key + length - behind, iptables[chain]);
	return *returns || !strcmp(key, nft[chain]);
}

/*
 * Off, or in an audit, an export's chains are called by nobody, or drop nothing: but what they list is what the policy does. In
 * these modes it drops nothing, so it is not more open for that.
 */
static void wake(struct ruleset *set, const struct og_policy *known)
{
	unsigned int c;
	bool returns;
	size_t i;

	for (i = 0; i < set->count && known->setting[OG_SET_MODE] != OG_MODE_ENFORCE; i++)
		for (c = 0; c < OG_CHAINS; c++) {
			if (!is_export(set->chains[i]->key, c, &returns))
				continue;
			set->chains[i]->hook = hooks[c];
			set->chains[i]->policy = VERDICT_DROP;
			set->chains[i]->returns = returns;
		}
}

/* The policy that was exported, whatever else would do the same. */
static void say_own(const struct og_policy *own, struct imported *imported)
{
	char *canonical = policy_text(own);

	imported->text = need_text("reset\n%s", canonical);
	imported->notes = need_text("%s", "");
	free(canonical);
}

static void free_passes(struct say *say)
{
	unsigned int chain, family;

	for (chain = 0; chain < OG_CHAINS; chain++)
		for (family = 0; family < OG_FAMILIES; family++)
			passes_free(&say->passes[chain][family]);
}

/* What comments say, without those that would open what the rules do not. Free it; NULL: @error, and perhaps @place, or @why. */
static char *known_remarks(struct say *say, struct og_policy *known, struct og_error *error, const char **place, const char **why)
{
	char *remarks = remarks_text(say->set, error, place);
	bool good = remarks && know(say->set, known, remarks, error, place);

	if (good && borne_out_asks(known)) {
		good = find_passes(say, why);
		if (good && borne_out_strike(say->set, known, say->families, say->passes)) {
			free(remarks);
			remarks = remarks_text(say->set, error, place);
			good = remarks && know(say->set, known, remarks, error, place);
		}
		free_passes(say);
	}
	if (good)
		return remarks;
	free(remarks);
	return NULL;
}

static bool import_rules(struct ruleset *set, bool any_state, struct imported *imported, struct og_error *error, const char **place)
{
	struct og_policy *known = need(sizeof(*known));
	struct say say = { .set = set, .known = known, .any_state = any_state, .families = set->families };
	const char *why = NULL;
	char *remarks = known_remarks(&say, known, error, place, &why);
	bool good = remarks;

	if (good && known->setting[OG_SET_IPV6] == OG_IPV6_IGNORE)
		say.families &= BOX_FAMILY(OG_IPV4);
	say.single = say.families != BOX_FAMILIES && good && known->setting[OG_SET_IPV6] != OG_IPV6_IGNORE;
	if (good)
		wake(set, known);
	good = good && find_passes(&say, &why) && say_all(&say, remarks, imported, error);
	if (why) {
		*error = (struct og_error){ 0 };
		snprintf(error->text, sizeof(error->text), "%s", why);
	}
	free_passes(&say);
	free(remarks);
	free(known);
	return good;
}

bool import_policy(struct ruleset *set, bool any_state, struct imported *imported, struct og_error *error, const char **place)
{
	*imported = (struct imported){ 0 };
	if (!set->own)
		return import_rules(set, any_state, imported, error, place);
	say_own(set->own, imported);
	return true;
}

void import_free(struct imported *imported)
{
	free(imported->text);
	free(imported->notes);
	*imported = (struct imported){ 0 };
}
