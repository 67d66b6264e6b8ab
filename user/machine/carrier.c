// SPDX-License-Identifier: GPL-2.0-only
#include "carrier.h"

#include <netinet/in.h>
#include <stdio.h>

void carrier_add(struct carrier *carrier, enum og_family family, u8 proto, u16 port)
{
	struct carrier_way *way = &carrier->ways[carrier->count];

	if (carrier->count == CARRIER_WAYS)
		return;
	carrier->count++;
	way->flow = (struct og_flow){
		.state = OG_STATE_NEW, .family = family, .proto = proto, .port = port, .readable = true,
	};
	if (port)
		snprintf(way->item, sizeof(way->item), "%u/%s", port, proto == IPPROTO_UDP ? "udp" : "tcp");
	else
		snprintf(way->item, sizeof(way->item), "proto:%u", proto);
}

/* Where its packets come from is not known here: what a zone lists may be let in. */
static bool lets_in(const struct og_policy *policy, const struct og_flow *flow)
{
	if (policy->setting[OG_SET_MODE] != OG_MODE_ENFORCE ||
	    (flow->family == OG_IPV6 && policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE))
		return true;
	return !og_reason_drops(og_judge(&policy->chain[OG_INPUT], flow)) ||
	       og_zones_listing(&policy->zones, OG_INPUT, flow);
}

const struct carrier_way *carrier_missing(const struct carrier *carrier, const struct og_policy *policy)
{
	size_t i;

	for (i = 0; i < carrier->count; i++)
		if (!lets_in(policy, &carrier->ways[i].flow))
			return &carrier->ways[i];
	return NULL;
}

size_t carrier_keep_admitted(struct carrier *carrier, const struct og_policy *policy)
{
	size_t all = carrier->count, i;

	carrier->count = 0;
	for (i = 0; i < all; i++)
		if (lets_in(policy, &carrier->ways[i].flow))
			carrier->ways[carrier->count++] = carrier->ways[i];
	return all - carrier->count;
}
