// SPDX-License-Identifier: GPL-2.0-only
#include "borne_out.h"
#include "remarks.h"

static bool opens_all(const struct og_policy *known)
{
	return known->setting[OG_SET_MODE] != OG_MODE_ENFORCE;
}

static bool opens_ipv6(const struct og_policy *known)
{
	return known->setting[OG_SET_IPV6] == OG_IPV6_IGNORE;
}

bool borne_out_asks(const struct og_policy *known)
{
	return opens_all(known) || opens_ipv6(known);
}

static bool is_all(const struct box *box)
{
	return !box->why && box_is_wide(box) && box->states == BOX_STATES;
}

/* By one rule, for what several make together is seldom meant so. */
static bool all_pass(const struct passes *passes)
{
	size_t i;

	for (i = 0; !passes->open && i < passes->ways.count; i++)
		if (is_all(&passes->ways.way[i].box))
			return true;
	return passes->open;
}

bool borne_out_strike(struct ruleset *set, const struct og_policy *known, unsigned int families,
		      const struct passes passes[OG_CHAINS][OG_FAMILIES])
{
	bool open = families == BOX_FAMILIES, ipv6 = families & BOX_FAMILY(OG_IPV6), struck = false;
	unsigned int chain;

	for (chain = 0; chain < OG_CHAINS; chain++) {
		open = open && passes[chain][OG_IPV4].open && passes[chain][OG_IPV6].open;
		ipv6 = ipv6 && all_pass(&passes[chain][OG_IPV6]);
	}
	if (opens_all(known) && !open) {
		remarks_strike(set, "mode", "the policy would drop nothing in this mode, and the rules drop something");
		struck = true;
	}
	if (opens_ipv6(known) && !ipv6) {
		remarks_strike(set, "ipv6", "the policy would let all of IPv6 pass, and the rules do not");
		struck = true;
	}
	return struck;
}
