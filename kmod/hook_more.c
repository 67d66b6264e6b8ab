// SPDX-License-Identifier: GPL-2.0-only
#include "hook_more.h"

#include <linux/netfilter.h>

#include "core/zone_judge.h"
#include "flow.h"
#include "refuse.h"
#include "state.h"
#include "stats.h"

/* What no zone passes; why its chain drops it is asked again, for whoever passes does without. */
static noinline unsigned int drop(struct og_net *og, const struct og_live *live,
				  struct sk_buff *skb, const struct nf_hook_state *state,
				  enum og_chain_id chain, enum og_family family)
{
	const struct og_source source = og_flow_source(skb, state, family);
	struct og_flow flow = og_flow_again(skb, family);
	enum og_reason reason;

	flow.loopback = og_flow_loopback(state);
	reason = og_judge_unlisted(&live->policy.chain[chain], &flow);
	og_stats_count(og->stats, chain, reason);
	if (og_refuse_answers(reason))
		og_refuse(og, live, skb, state, &flow, &source);
	return NF_DROP;
}

static __always_inline unsigned int judge(struct og_net *og, const struct og_live *live,
					  struct sk_buff *skb, const struct nf_hook_state *state,
					  enum og_chain_id chain, enum og_family family,
					  bool devices)
{
	const struct og_zones *zones = &live->policy.zones;
	const struct og_flow flow = og_flow_again(skb, family);
	u16 by = og_search_listing(zones, chain, &flow);

	if (by) {
		const struct og_source source = og_flow_source(skb, state, family);

		by &= og_search_source(zones, &source, devices);
	}
	if (!by)
		return drop(og, live, skb, state, chain, family);
	og_stats_count_zones(og->stats, by);
	og_stats_count(og->stats, chain, OG_ACCEPT_ZONE);
	return NF_ACCEPT;
}

static noinline unsigned int judge_devices(struct og_net *og, const struct og_live *live,
					   struct sk_buff *skb, const struct nf_hook_state *state,
					   enum og_chain_id chain, enum og_family family)
{
	return judge(og, live, skb, state, chain, family, true);
}

/* To look for a device needs a stack, which networks are to do without. */
unsigned int og_hook_more(struct og_net *og, const struct og_live *live, struct sk_buff *skb,
			  const struct nf_hook_state *state, enum og_chain_id chain,
			  enum og_family family)
{
	if (live->policy.zones.device_count)
		return judge_devices(og, live, skb, state, chain, family);
	return judge(og, live, skb, state, chain, family, false);
}
