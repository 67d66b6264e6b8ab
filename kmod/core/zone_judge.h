/* SPDX-License-Identifier: GPL-2.0-only */
/* What zones list of a flow, inline: see zone_search.h. */
#ifndef OG_CORE_ZONE_JUDGE_H
#define OG_CORE_ZONE_JUDGE_H

#include "judge.h"
#include "zone_search.h"

/* As og_zones_listing(). */
static __always_inline u16 og_search_listing(const struct og_zones *zones,
					     enum og_chain_id chain,
					     const struct og_flow *flow)
{
	u16 listing = zones->any[chain];

	/* IPv6 whose headers end before there is one; no list has it. */
	if (!flow->proto)
		return listing;
	listing |= zones->protos[chain][flow->proto];
	if (flow->proto == (flow->family == OG_IPV4 ? OG_PROTO_ICMP : OG_PROTO_ICMPV6))
		listing |= zones->protos[chain][OG_ZONE_ICMP];
	if (flow->fragment || !flow->readable)
		return listing;
	if (flow->proto == OG_PROTO_TCP)
		return listing | og_search_port(zones, chain, OG_TCP, flow->port);
	if (flow->proto == OG_PROTO_UDP)
		return listing | og_search_port(zones, chain, OG_UDP, flow->port);
	return listing;
}

#endif
