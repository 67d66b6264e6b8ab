// SPDX-License-Identifier: GPL-2.0-only
#include "hook.h"

#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>

#include "flow.h"
#include "net.h"
#include "stats.h"

/*
 * A drop, unless the mode lets it pass: audit counts what it would have
 * dropped, and "off" is seen here only while hooks are being registered.
 */
static noinline unsigned int hook_drop(const struct og_net *og, const struct og_live *live,
				       enum og_chain_id chain, enum og_reason reason)
{
	if (likely(live->policy.mode == OG_MODE_ENFORCE)) {
		og_stats_count(og->stats, chain, reason);
		return NF_DROP;
	}
	if (live->policy.mode == OG_MODE_AUDIT)
		og_stats_count_would_drop(og->stats, chain, reason);
	return NF_ACCEPT;
}

/*
 * A packet that its connection's state does not let pass: out of line, so
 * that the others pay for no register that only this needs.
 */
static __always_inline unsigned int hook_judge(const struct og_net *og,
					       const struct og_live *live,
					       const struct sk_buff *skb,
					       const struct nf_hook_state *state,
					       enum og_chain_id id, enum og_family family)
{
	const struct og_chain *chain = &live->policy.chain[id];
	enum og_reason reason;
	struct og_flow flow;

	flow = family == OG_IPV4 ? og_flow_ipv4(skb) : og_flow_ipv6(skb);
	flow.state = og_flow_state(skb);
	flow.family = family;
	flow.loopback = og_flow_loopback(state);
	reason = og_judge(chain, &flow);
	if (og_reason_drops(reason))
		return hook_drop(og, live, id, reason);
	og_stats_count(og->stats, id, reason);
	return NF_ACCEPT;
}

/*
 * The way of every packet; netfilter calls it under rcu_read_lock(). Most
 * packets belong to a listed connection state and leave at the first test.
 */
#define HOOK(name, id, family) \
	static noinline unsigned int name##_judge(const struct og_net *og, \
						  const struct og_live *live, \
						  const struct sk_buff *skb, \
						  const struct nf_hook_state *state) \
	{ \
		return hook_judge(og, live, skb, state, id, family); \
	} \
	\
	static unsigned int name(void *priv, struct sk_buff *skb, \
				 const struct nf_hook_state *state) \
	{ \
		const struct og_net *og = priv; \
		const struct og_live *live = rcu_dereference(og->live); \
	\
		if (unlikely(!live)) \
			return NF_ACCEPT; \
		if (family == OG_IPV6 && unlikely(live->policy.ipv6 == OG_IPV6_IGNORE)) \
			return NF_ACCEPT; \
		if (likely(og_state_listed(&live->policy.chain[id], og_flow_state(skb)))) { \
			og_stats_count(og->stats, id, OG_ACCEPT_STATE); \
			return NF_ACCEPT; \
		} \
		return name##_judge(og, live, skb, state); \
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
static const struct nf_hook_ops hooks[OG_HOOKS] = {
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

void og_hook_prepare(struct og_net *og)
{
	unsigned int i;

	for (i = 0; i < OG_HOOKS; i++) {
		og->ops[i] = hooks[i];
		og->ops[i].priv = og;
	}
}

int og_hook_register(struct og_net *og)
{
	return nf_register_net_hooks(og->net, og->ops, OG_HOOKS);
}

void og_hook_unregister(struct og_net *og)
{
	nf_unregister_net_hooks(og->net, og->ops, OG_HOOKS);
}
