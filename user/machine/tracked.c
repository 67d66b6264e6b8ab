// SPDX-License-Identifier: GPL-2.0-only
#include "tracked.h"

enum og_chain_id entry_chain(const struct entry *entry, const struct locals *locals)
{
	bool here = locals_deliver(locals, &entry->destination);

	/* To ourselves by the loopback device: that, input does judge. */
	if (locals_own(locals, &entry->source) && !here)
		return OG_CHAINS;
	return here ? OG_INPUT : OG_FORWARD;
}

struct entry entry_swapped(const struct entry *entry)
{
	struct entry swapped = *entry;

	swapped.source = entry->destination;
	swapped.source_port = entry->port;
	swapped.destination = entry->source;
	swapped.port = entry->source_port;
	swapped.expected = false;
	return swapped;
}

/* With its packet in @state. Where nothing is dropped, nothing is refused. */
static bool passes(const struct entry *entry, const struct locals *locals,
		   const struct og_policy *policy, enum og_state state)
{
	enum og_chain_id chain = entry_chain(entry, locals);
	const struct og_flow flow = {
		.state = state,
		.family = entry->family,
		.proto = entry->proto,
		.loopback = locals_own(locals, &entry->source),
		.readable = true,
		.port = entry->port,
	};

	if (chain == OG_CHAINS || policy->mode != OG_MODE_ENFORCE)
		return true;
	if (flow.family == OG_IPV6 && policy->ipv6 == OG_IPV6_IGNORE)
		return true;
	return !og_reason_drops(og_judge(&policy->chain[chain], &flow));
}

bool entry_admitted(const struct entry *entry, const struct locals *locals,
		    const struct og_policy *policy)
{
	return passes(entry, locals, policy,
		      entry->expected ? OG_STATE_RELATED : OG_STATE_NEW);
}

bool entry_stopped(const struct entry *entry, const struct locals *locals,
		   const struct og_policy *policy)
{
	return !passes(entry, locals, policy, OG_STATE_ESTABLISHED);
}

bool entry_reopens(const struct entry *entry, const struct locals *locals,
		   const struct og_policy *policy)
{
	const struct entry answer = entry_swapped(entry);

	return entry_admitted(&answer, locals, policy) &&
	       passes(entry, locals, policy, OG_STATE_ESTABLISHED_REPLY);
}
