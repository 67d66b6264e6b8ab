// SPDX-License-Identifier: GPL-2.0-only
#include "early_more.h"

#include <linux/netdevice.h>

#include "flow.h"
#include "refuse.h"
#include "state.h"

bool og_early_is_nobodys(struct og_net *og, const struct og_live *live,
			 const struct sk_buff *skb, const struct nf_hook_state *state,
			 enum og_family family)
{
	const struct og_zones *zones = &live->policy.zones;
	const struct og_flow flow = og_flow_again(skb, family);
	struct og_source source;

	if (og_zones_listing(zones, OG_INPUT, &flow) || og_zones_listing(zones, OG_FORWARD, &flow))
		return false;
	/* What comes by a VRF is of its device at the chains, and not yet here. */
	if (zones->refuse == OG_REFUSE_ZONES && state->in && netif_is_l3_slave(state->in))
		return false;
	source = og_flow_source(skb, state, family);
	return !og_refuse_would(og, live, &source);
}
