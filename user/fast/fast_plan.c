// SPDX-License-Identifier: GPL-2.0-only
#include "fast_plan.h"
#include "judge.h"

/* A later fragment shows no port: what is accepted of it, any port is. */
static bool passes_any_port(const struct og_chain *chain, u8 family, u8 transport, u8 state)
{
	const struct og_flow flow = {
		.state = state,
		.family = family,
		.proto = transport == OG_TCP ? OG_PROTO_TCP : OG_PROTO_UDP,
		.fragment = true,
	};

	return !og_reason_drops(og_judge(chain, &flow));
}

static enum fast_level level_of(const struct og_policy *policy, u8 family, u8 transport)
{
	const struct og_chain *chain = &policy->chain[OG_FORWARD];

	/*
	 * Nothing is judged when off, nor IPv6 when ignored; and an audit is
	 * there to see packets.
	 */
	if (policy->setting[OG_SET_MODE] != OG_MODE_ENFORCE)
		return FAST_NONE;
	if (family == OG_IPV6 && policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE)
		return FAST_NONE;
	if (!passes_any_port(chain, family, transport, OG_STATE_ESTABLISHED_REPLY))
		return FAST_NONE;
	return passes_any_port(chain, family, transport, OG_STATE_ESTABLISHED) ?
	       FAST_ALL : FAST_JUDGED;
}

void fast_plan_make(struct fast_plan *plan, const struct og_policy *policy)
{
	unsigned int f, t;

	for (f = 0; f < OG_FAMILIES; f++)
		for (t = 0; t < OG_TRANSPORTS; t++)
			plan->level[f][t] = level_of(policy, f, t);
}

bool fast_plan_empty(const struct fast_plan *plan)
{
	static const struct fast_plan empty;

	return !memcmp(plan, &empty, sizeof(empty));
}

static bool level_replaces(enum fast_level before, enum fast_level after)
{
	if (before == FAST_NONE)
		return after != FAST_NONE;
	return after != FAST_ALL;
}

bool fast_plan_replaces(const struct fast_plan *before, const struct fast_plan *after)
{
	unsigned int f, t;

	for (f = 0; f < OG_FAMILIES; f++)
		for (t = 0; t < OG_TRANSPORTS; t++)
			if (level_replaces(before->level[f][t], after->level[f][t]))
				return true;
	return false;
}

const char *fast_level_name(enum fast_level level)
{
	static const char *const names[FAST_LEVELS] = {
		[FAST_NONE] = "none", [FAST_JUDGED] = "by port", [FAST_ALL] = "all",
	};

	return names[level];
}

const char *fast_family_name(enum og_family family)
{
	return family == OG_IPV4 ? "ipv4" : "ipv6";
}

void fast_plan_print(const struct fast_plan *plan, char text[FAST_PLAN_TEXT])
{
	unsigned int i;

	for (i = 0; i < FAST_PLAN_TEXT - 1; i++)
		text[i] = '0' + plan->level[i / OG_TRANSPORTS][i % OG_TRANSPORTS];
	text[i] = '\0';
}

bool fast_plan_parse(struct fast_plan *plan, const char *text)
{
	unsigned int i;

	for (i = 0; i < FAST_PLAN_TEXT - 1; i++) {
		if (text[i] < '0' || text[i] >= '0' + FAST_LEVELS)
			return false;
		plan->level[i / OG_TRANSPORTS][i % OG_TRANSPORTS] = text[i] - '0';
	}
	return !text[i];
}
