// SPDX-License-Identifier: GPL-2.0-only
/* The rule for what a chain drops and a zone may list. */
#include "zone_judge.h"

u16 og_zones_listing(const struct og_zones *zones, enum og_chain_id chain,
		     const struct og_flow *flow)
{
	return og_search_listing(zones, chain, flow);
}

enum og_reason og_judge_zones(const struct og_zones *zones, enum og_chain_id chain,
			      const struct og_flow *flow, const struct og_source *source,
			      enum og_reason reason, u16 *by)
{
	*by = og_zones_listing(zones, chain, flow);
	if (*by)
		*by &= og_zones_of(zones, source);
	return *by ? OG_ACCEPT_ZONE : reason;
}

enum og_reason og_judge_from(const struct og_policy *policy, enum og_chain_id chain,
			     const struct og_flow *flow, const struct og_source *source, u16 *by)
{
	enum og_reason reason = og_judge(&policy->chain[chain], flow);
	u16 zones = 0;

	if (source && og_reason_drops(reason))
		reason = og_judge_zones(&policy->zones, chain, flow, source, reason, &zones);
	if (by)
		*by = zones;
	return reason;
}
