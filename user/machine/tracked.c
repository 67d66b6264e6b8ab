// SPDX-License-Identifier: GPL-2.0-only
#include "tracked.h"

enum og_chain_id tracked_chain(const struct tracked *tracked, const struct locals *locals)
{
	bool here = locals_deliver(locals, &tracked->destination);

	/* To ourselves by the loopback device: that, input does judge. */
	if (locals_own(locals, &tracked->source) && !here)
		return OG_CHAINS;
	return here ? OG_INPUT : OG_FORWARD;
}

struct tracked tracked_swapped(const struct tracked *tracked)
{
	struct tracked swapped = *tracked;

	swapped.source = tracked->destination;
	memcpy(swapped.source_device, tracked->device, sizeof(swapped.source_device));
	memcpy(swapped.device, tracked->source_device, sizeof(swapped.device));
	swapped.source_port = tracked->port;
	swapped.destination = tracked->source;
	swapped.port = tracked->source_port;
	swapped.expected = false;
	return swapped;
}

/* Of a source whose device is not known: what a zone lists that has devices may be let in, and ends by no guess. */
static bool may_be_let_in(const struct og_policy *policy, enum og_chain_id chain, const struct og_flow *flow)
{
	u16 listing = og_zones_listing(&policy->zones, chain, flow);
	unsigned int i;

	for (i = 0; i < policy->zones.device_count; i++)
		if (policy->zones.device[i].zones & listing)
			return true;
	return false;
}

/* With its packet in @state. Where nothing is dropped, nothing is refused. */
static bool passes(const struct tracked *tracked, const struct locals *locals,
		   const struct og_policy *policy, enum og_state state)
{
	enum og_chain_id chain = tracked_chain(tracked, locals);
	const struct og_source source = {
		.family = tracked->family, .address = address_number(&tracked->source),
		.device = *tracked->source_device ? tracked->source_device : NULL,
	};
	const struct og_flow flow = {
		.state = state,
		.family = tracked->family,
		.proto = tracked->proto,
		.loopback = locals_own(locals, &tracked->source),
		.readable = true,
		.port = tracked->port,
	};

	if (chain == OG_CHAINS || policy->setting[OG_SET_MODE] != OG_MODE_ENFORCE)
		return true;
	if (flow.family == OG_IPV6 && policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE)
		return true;
	return !og_reason_drops(og_judge_from(policy, chain, &flow, &source, NULL)) ||
	       (!source.device && may_be_let_in(policy, chain, &flow));
}

bool tracked_admitted(const struct tracked *tracked, const struct locals *locals,
		    const struct og_policy *policy)
{
	return passes(tracked, locals, policy,
		      tracked->expected ? OG_STATE_RELATED : OG_STATE_NEW);
}

bool tracked_stopped(const struct tracked *tracked, const struct locals *locals,
		   const struct og_policy *policy)
{
	return !passes(tracked, locals, policy, OG_STATE_ESTABLISHED);
}

bool tracked_reopens(const struct tracked *tracked, const struct locals *locals,
		   const struct og_policy *policy)
{
	const struct tracked answer = tracked_swapped(tracked);

	return tracked_admitted(&answer, locals, policy) &&
	       passes(tracked, locals, policy, OG_STATE_ESTABLISHED_REPLY);
}
