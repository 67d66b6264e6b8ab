// SPDX-License-Identifier: GPL-2.0-only
#include "hook.h"

#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>

#include "core/text.h"
#include "flow.h"
#include "hook_more.h"
#include "log.h"
#include "refuse.h"
#include "state.h"
#include "stats.h"
#include "tally.h"

/* What is to be judged, the fast way where there is one. */
static __always_inline struct og_flow read_flow(const struct sk_buff *skb, enum og_family family)
{
	struct og_flow flow = { .family = family };

	if (og_flow_fast(skb, family, &flow))
		return flow;
	return family == OG_IPV4 ? og_flow_slow_ipv4(skb) : og_flow_slow_ipv6(skb);
}

/* A drop, unless the mode lets it pass: audit counts what it would have dropped. */
static unsigned int hook_drop(struct og_net *og, const struct og_live *live,
			      const struct sk_buff *skb, const struct nf_hook_state *state,
			      enum og_chain_id chain, enum og_reason reason)
{
	const bool enforce = live->policy.setting[OG_SET_MODE] == OG_MODE_ENFORCE;

	if (enforce)
		og_stats_count(og->stats, chain, reason);
	else
		og_stats_count_would_drop(og->stats, chain, reason);
	if (live->policy.setting[OG_SET_LOG] != OG_LOG_OFF)
		og_log_drop(og, live, skb, state, og_chain_name(chain), reason);
	return enforce ? NF_DROP : NF_ACCEPT;
}

/* What its chain drops passes where a zone that it comes from lists it. */
static enum og_reason hook_zones(struct og_net *og, const struct og_live *live,
				 enum og_chain_id chain, const struct og_flow *flow,
				 const struct og_source *source, enum og_reason reason)
{
	u16 by;

	reason = og_judge_zones(&live->policy.zones, chain, flow, source, reason, &by);
	og_stats_count_zones(og->stats, by);
	return reason;
}

/*
 * A packet whose headers take more than a look, or one under a policy that
 * wants more than its verdict.
 */
static noinline unsigned int hook_slow(struct og_net *og, const struct og_live *live,
				       struct sk_buff *skb, const struct nf_hook_state *state,
				       enum og_chain_id chain, enum og_family family)
{
	struct og_source source;
	enum og_reason reason;
	unsigned int verdict;
	struct og_flow flow;

	/* The hooks of "off" wait for a policy that a transaction or a trial's end may bring. */
	if (live->policy.setting[OG_SET_MODE] == OG_MODE_OFF)
		return NF_ACCEPT;
	flow = read_flow(skb, family);
	flow.loopback = og_flow_loopback(state);
	reason = og_judge_unlisted(&live->policy.chain[chain], &flow);
	if (live->more && og_reason_drops(reason)) {
		source = og_flow_source(skb, state, family);
		reason = hook_zones(og, live, chain, &flow, &source, reason);
	}
	if (live->policy.setting[OG_SET_TALLY] == OG_TALLY_ON)
		og_tally_count(og, chain, flow, reason, skb);
	if (!og_reason_drops(reason)) {
		og_stats_count(og->stats, chain, reason);
		return NF_ACCEPT;
	}
	verdict = hook_drop(og, live, skb, state, chain, reason);
	if (live->more && verdict == NF_DROP && og_refuse_answers(reason))
		og_refuse(og, live, skb, state, &flow, &source);
	return verdict;
}

/* The end of the fast way. */
static __always_inline unsigned int hook_counted(const struct og_net *og, enum og_chain_id chain,
						 enum og_reason reason)
{
	og_stats_count(og->stats, chain, reason);
	return og_reason_drops(reason) ? NF_DROP : NF_ACCEPT;
}

/*
 * The way of every packet; netfilter calls it under rcu_read_lock(). Most
 * packets belong to a listed connection state and leave at the first test.
 * What is rare is called last, so that the rest needs no stack.
 */
static __always_inline unsigned int hook(struct og_net *og, struct sk_buff *skb,
					 const struct nf_hook_state *state,
					 enum og_chain_id chain, enum og_family family)
{
	const struct og_live *live = rcu_dereference(og->live);
	struct og_flow flow = { .family = family };
	enum og_reason reason;
	bool fast;

	if (family == OG_IPV6 && unlikely(live->policy.setting[OG_SET_IPV6] == OG_IPV6_IGNORE))
		return NF_ACCEPT;
	if (likely(og_state_listed(&live->policy.chain[chain], og_flow_state(skb)))) {
		og_stats_count(og->stats, chain, OG_ACCEPT_STATE);
		return NF_ACCEPT;
	}
	fast = og_flow_fast(skb, family, &flow);
	if (unlikely(!live->plain || !fast))
		return hook_slow(og, live, skb, state, chain, family);
	flow.loopback = og_flow_loopback(state);
	reason = og_judge_unlisted(&live->policy.chain[chain], &flow);
	/* Written out, so that each end counts at a constant place, straight from the judge. */
	switch (reason) {
	case OG_ACCEPT_ANY:
		return hook_counted(og, chain, OG_ACCEPT_ANY);
	case OG_ACCEPT_LOOPBACK:
		return hook_counted(og, chain, OG_ACCEPT_LOOPBACK);
	case OG_ACCEPT_PROTOCOL:
		return hook_counted(og, chain, OG_ACCEPT_PROTOCOL);
	case OG_ACCEPT_PORT:
		return hook_counted(og, chain, OG_ACCEPT_PORT);
	case OG_DROP_PORT:
		if (unlikely(live->more))
			break;
		return hook_counted(og, chain, OG_DROP_PORT);
	default:
		if (unlikely(live->more))
			break;
		return hook_counted(og, chain, reason);
	}
	return og_hook_more(og, live, skb, state, chain, family);
}

/* One function a chain and family, so that neither is looked up for a packet. */
#define HOOK(name, chain, family) \
	static unsigned int name(void *priv, struct sk_buff *skb, \
				 const struct nf_hook_state *state) \
	{ \
		return hook(priv, skb, state, chain, family); \
	}

HOOK(hook_input_ipv4, OG_INPUT, OG_IPV4)
HOOK(hook_input_ipv6, OG_INPUT, OG_IPV6)
HOOK(hook_forward_ipv4, OG_FORWARD, OG_IPV4)
HOOK(hook_forward_ipv6, OG_FORWARD, OG_IPV6)

/*
 * Filter priority, as iptables' filter table: behind NAT's rewriting of the
 * destination and before conntrack's confirm. For both families
 * NF_IP_PRI_FILTER and NF_IP6_PRI_FILTER are 0.
 */
const struct nf_hook_ops og_hooks[OG_HOOKS] = {
	{
		.hook = hook_input_ipv4,
		.pf = NFPROTO_IPV4,
		.hooknum = NF_INET_LOCAL_IN,
		.priority = NF_IP_PRI_FILTER,
	},
	{
		.hook = hook_input_ipv6,
		.pf = NFPROTO_IPV6,
		.hooknum = NF_INET_LOCAL_IN,
		.priority = NF_IP_PRI_FILTER,
	},
	{
		.hook = hook_forward_ipv4,
		.pf = NFPROTO_IPV4,
		.hooknum = NF_INET_FORWARD,
		.priority = NF_IP_PRI_FILTER,
	},
	{
		.hook = hook_forward_ipv6,
		.pf = NFPROTO_IPV6,
		.hooknum = NF_INET_FORWARD,
		.priority = NF_IP_PRI_FILTER,
	},
};
