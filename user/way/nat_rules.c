// SPDX-License-Identifier: GPL-2.0-only
#include "nat_rules.h"
#include "base/letters.h"
#include "base/need.h"
#include "policy/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX	16u	/* the kernel's own limit of jumps */

void nat_rules_add(struct nat_rules *rules, const struct nat_rule *rule)
{
	rules->list = need_room(rules->list, &rules->room, rules->count, sizeof(*rule));
	rules->list[rules->count++] = *rule;
}

enum nat_fit nat_not(enum nat_fit fit, bool negated)
{
	return !negated || fit == NAT_MAY_FIT ? fit : fit == NAT_FITS ? NAT_FITS_NOT : NAT_FITS;
}

enum nat_fit nat_both(enum nat_fit a, enum nat_fit b)
{
	return a < b ? a : b;
}

enum nat_fit nat_fit_address(const char *prefix, const struct address *address)
{
	char text[ADDRESS_TEXT];
	const char *slash = strchr(prefix, '/');
	struct address wanted;
	unsigned int all, bits;

	snprintf(text, sizeof(text), "%.*s", (int)strcspn(prefix, "/"), prefix);
	if (!address || !address_parse(text, &wanted))
		return NAT_MAY_FIT;
	all = 8 * address_size(wanted.family);
	bits = slash && !strchr(slash, '.') ? strtoul(slash + 1, NULL, 10) : all;
	if (slash && (strchr(slash, '.') || bits > all))
		return NAT_MAY_FIT;
	return address_in(address, &wanted, bits) ? NAT_FITS : NAT_FITS_NOT;
}

/* "eth0", "eth+", "eth*" */
enum nat_fit nat_fit_device(const char *pattern, const char *device)
{
	size_t size = strlen(pattern);

	if (!device)
		return NAT_MAY_FIT;
	if (size && strchr("+*", pattern[size - 1]))
		return strncmp(pattern, device, size - 1) ? NAT_FITS_NOT : NAT_FITS;
	return strcmp(pattern, device) ? NAT_FITS_NOT : NAT_FITS;
}

enum nat_fit nat_fit_port(unsigned long low, unsigned long high, u16 port)
{
	if (!port)
		return NAT_MAY_FIT;
	return port >= low && port <= high ? NAT_FITS : NAT_FITS_NOT;
}

enum nat_fit nat_fit_protocol(const char *name, u8 proto)
{
	u8 wanted;

	if (!strcmp(name, "all"))
		return NAT_FITS;
	if (letter_is_digit(*name))
		wanted = atoi(name);
	else if (!names_find_protocol(name, &wanted))
		return NAT_MAY_FIT;
	return wanted == proto ? NAT_FITS : NAT_FITS_NOT;
}

void nat_target_parse(struct nat_target *target, const char *text)
{
	char address[ADDRESS_TEXT + 2];
	const char *port = strrchr(text, ':');
	bool bracket = *text == '[';

	target->unclear |= strchr(text, '-') != NULL;
	if (bracket)
		snprintf(address, sizeof(address), "%.*s", (int)strcspn(text + 1, "]-"), text + 1);
	else if (port && strchr(text, ':') != port)
		snprintf(address, sizeof(address), "%.*s", (int)strcspn(text, "-"), text);
	else
		snprintf(address, sizeof(address), "%.*s", (int)strcspn(text, ":-"), text);
	target->has_to = address_parse(address, &target->to);
	if (bracket ? port > strchr(text, ']') : port && strchr(text, ':') == port)
		target->port = strtoul(port + 1, NULL, 10);
}

/* A chain that is being walked. */
struct walk {
	const char *chain;
	enum nat_fit so_far;	/* whether the packet gets to its next rule */
	size_t next;		/* of all rules */
};

static const struct nat_rule *next_rule(const struct nat_rules *rules, const char *table, struct walk *walk)
{
	const struct nat_rule *rule;

	while (walk->next < rules->count) {
		rule = &rules->list[walk->next++];
		if (!strcmp(rule->table, table) && !strcmp(rule->chain, walk->chain) &&
		    nat_both(walk->so_far, rule->fit) != NAT_FITS_NOT)
			return rule;
	}
	return NULL;
}

/* The first that may do it is the one that is told. */
static void rewrite(struct nat_answer *answer, const struct nat_rule *rule, enum nat_fit fit)
{
	answer->rewrites = rule->target.unclear ? NAT_MAY_FIT : fit;
	answer->target = rule->target;
	answer->redirects = rule->verb == NAT_REDIRECTS;
	snprintf(answer->table, sizeof(answer->table), "%s", rule->table);
}

/* From one chain on, and through those that it jumps to, until it is decided. */
static void walk_chains(const struct nat_rules *rules, const char *table, const char *chain,
			struct nat_answer *answer)
{
	struct walk walks[DEPTH_MAX] = { { .chain = chain, .so_far = NAT_FITS } }, *walk;
	const struct nat_rule *rule;
	unsigned int depth = 1;
	enum nat_fit fit;

	while (depth) {
		walk = &walks[depth - 1];
		rule = next_rule(rules, table, walk);
		if (!rule) {
			depth--;
			continue;
		}
		fit = nat_both(walk->so_far, rule->fit);
		switch (rule->verb) {
		case NAT_GOES_ON:
			break;
		case NAT_GOES_TO:
			if (fit == NAT_FITS)
				walk->next = rules->count;
			/* fall through */
		case NAT_JUMPS:
			if (depth < DEPTH_MAX)
				walks[depth++] = (struct walk){ .chain = rule->jump, .so_far = fit };
			break;
		case NAT_STOPS:
			if (fit == NAT_FITS)
				return;
			/* fall through */
		case NAT_RETURNS:
			/* What may end it leaves all that follows in doubt. */
			walk->so_far = NAT_MAY_FIT;
			if (fit == NAT_FITS)
				walk->next = rules->count;
			break;
		case NAT_SENDS:
		case NAT_REDIRECTS:
			rewrite(answer, rule, fit);
			return;
		}
	}
}

/* A packet passes all tables' chains, until one of them rewrites it. */
void nat_decide(const struct nat_rules *rules, struct nat_answer *answer)
{
	size_t i, j;

	*answer = (struct nat_answer){ 0 };
	for (i = 0; i < rules->count && !answer->rewrites; i++) {
		const struct nat_rule *rule = &rules->list[i];
		bool seen = !rule->begins;

		for (j = 0; j < i && !seen; j++)
			seen = !strcmp(rules->list[j].table, rule->table) &&
			       !strcmp(rules->list[j].chain, rule->chain);
		if (!seen)
			walk_chains(rules, rule->table, rule->chain, answer);
	}
}
