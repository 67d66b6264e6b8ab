// SPDX-License-Identifier: GPL-2.0-only
#include "refuse.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/if_packet.h>
#include <linux/netfilter.h>
#include <net/netfilter/ipv4/nf_reject.h>
#include <net/netfilter/ipv6/nf_reject.h>

#include "flow.h"
#include "limit.h"
#include "state.h"
#include "stats.h"

/* As much as an office of mail clients asks for at once after a mistake of the gateway's. */
static const struct og_limit limit = { .rate = 200, .burst = 200 };

static bool is_answerable(const struct sk_buff *skb, const struct og_flow *flow)
{
	const u32 states = 1u << OG_STATE_NEW | 1u << OG_STATE_UNTRACKED |
			   1u << OG_STATE_ESTABLISHED | 1u << OG_STATE_ESTABLISHED_REPLY;

	return (states >> og_flow_state(skb) & 1) && !flow->fragment &&
	       skb->pkt_type == PACKET_HOST;
}

/* The zones of a source are looked for only where they matter. */
static bool is_told(const struct og_zones *zones, const struct og_source *source)
{
	return og_zones_refuse(zones, 0) ||
	       (zones->refuse == OG_REFUSE_ZONES &&
		og_zones_refuse(zones, og_zones_of(zones, source)));
}

static void answer(struct sk_buff *skb, const struct nf_hook_state *state,
		   const struct og_flow *flow)
{
	const bool tcp = flow->proto == OG_PROTO_TCP;

	if (flow->family == OG_IPV4 && tcp)
		nf_send_reset(state->net, state->sk, skb, state->hook);
	else if (flow->family == OG_IPV4)
		nf_send_unreach(skb, ICMP_PKT_FILTERED, state->hook);
	else if (tcp)
		nf_send_reset6(state->net, state->sk, skb, state->hook);
	else
		nf_send_unreach6(state->net, skb, ICMPV6_ADM_PROHIBITED, state->hook);
}

void og_refuse(struct og_net *og, const struct og_live *live, struct sk_buff *skb,
	       const struct nf_hook_state *state, const struct og_flow *flow,
	       const struct og_source *source)
{
	bool within;

	if (!is_answerable(skb, flow) || !is_told(&live->policy.zones, source))
		return;
	within = og_limit_take(&limit, &og->refuse_paid);
	og_stats_count_refuse(og->stats, within);
	if (within)
		answer(skb, state, flow);
}

bool og_refuse_would(struct og_net *og, const struct og_live *live,
		     const struct og_source *source)
{
	if (!is_told(&live->policy.zones, source))
		return false;
	if (og_limit_has(&limit, &og->refuse_paid))
		return true;
	og_stats_count_refuse(og->stats, false);
	return false;
}
