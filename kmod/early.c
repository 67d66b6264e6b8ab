// SPDX-License-Identifier: GPL-2.0-only
#include "early.h"

#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>

#include "early_more.h"
#include "flow.h"
#include "known.h"
#include "log.h"
#include "ordinary.h"
#include "state.h"
#include "stats.h"
#include "tally.h"

/*
 * A packet is dropped here only when the chains would drop it as it is and
 * nothing at PRE_ROUTING could make it another. Every doubt leaves it to them.
 * Two things cannot be known here, and the guide tells whoever turns this on:
 * rules of others that come before ours at LOCAL_IN and FORWARD, and routes
 * that make it another packet in between (seg6, bpf, ILA).
 */

/*
 * Neither chain lists its port. Whichever it goes to, the answer is the same.
 * Loopback's was tracked when it went out; what was not is the chains'.
 */
static __always_inline bool unlisted(const struct og_policy *policy, const struct og_flow *flow)
{
	return !flow->loopback &&
	       og_judge_unlisted(&policy->chain[OG_INPUT], flow) == OG_DROP_PORT &&
	       og_judge_unlisted(&policy->chain[OG_FORWARD], flow) == OG_DROP_PORT;
}

/* Under RCU. */
static __always_inline const struct nf_hook_entries *hooks_of(const struct net *net,
							      enum og_family family)
{
	return family == OG_IPV4 ? rcu_dereference(net->nf.hooks_ipv4[NF_INET_PRE_ROUTING]) :
				   rcu_dereference(net->nf.hooks_ipv6[NF_INET_PRE_ROUTING]);
}

/*
 * Whether anybody but conntrack comes behind @ours: NAT, iptables' table mangle
 * or a chain of nft could make the packet another, or wants to see it. What
 * comes before has done so already. Conntrack is there as long as we are, with
 * one hook, so ours is the last but one; nothing of anybody else's is read.
 */
static __always_inline bool is_followed(const struct nf_hook_entries *entries,
					const struct nf_hook_ops *ours)
{
	unsigned int n;

	if (!entries)
		return true;
	n = entries->num_hook_entries;
	return n < 2 || READ_ONCE(nf_hook_entries_get_hook_ops(entries)[n - 2]) != ours;
}

/* Whether to look at all; a policy that does not want it costs this much. */
static __always_inline bool wanted(const struct og_policy *policy, const struct sk_buff *skb)
{
	if (policy->setting[OG_SET_EARLY] != OG_EARLY_ON)
		return false;
	/* a template chooses a zone, "notrack" a state; loopback's was tracked going out */
	return !skb_get_nfct(skb);
}

/*
 * What is left to ask of a first packet to a port that nobody lists. Functions
 * of their own, so that all other packets need no stack.
 */
static __always_inline bool is_lonely(const struct og_net *og, const struct sk_buff *skb,
				      const struct nf_hook_state *state,
				      enum og_family family, const void *transport)
{
	return (family == OG_IPV4 ? og_is_ordinary_ipv4(skb) : og_is_ordinary_ipv6(skb)) &&
	       !is_followed(hooks_of(state->net, family), &og->early_ops[family]) &&
	       !og_may_be_known(state->net, skb, family, transport);
}

static __always_inline unsigned int answer(const struct og_net *og, const struct sk_buff *skb,
					   const struct nf_hook_state *state,
					   enum og_family family, const void *transport)
{
	if (!is_lonely(og, skb, state, family, transport))
		return NF_ACCEPT;
	og_stats_count_early(og->stats);
	return NF_DROP;
}

static noinline unsigned int answer_ipv4(const struct og_net *og, const struct sk_buff *skb,
					 const struct nf_hook_state *state, const void *transport)
{
	return answer(og, skb, state, OG_IPV4, transport);
}

static noinline unsigned int answer_ipv6(const struct og_net *og, const struct sk_buff *skb,
					 const struct nf_hook_state *state, const void *transport)
{
	return answer(og, skb, state, OG_IPV6, transport);
}

/* The same under a policy that has more to say than its chains, asked last. */
static noinline unsigned int answer_more(struct og_net *og, const struct og_live *live,
					 const struct sk_buff *skb,
					 const struct nf_hook_state *state,
					 enum og_family family, const void *transport)
{
	if (!is_lonely(og, skb, state, family, transport) ||
	    !og_early_is_nobodys(og, live, skb, state, family))
		return NF_ACCEPT;
	og_stats_count_early(og->stats);
	return NF_DROP;
}

/* Where its hops end, forwarding answers before any chain sees it: not ours. */
static __always_inline unsigned int early_ipv4(struct og_net *og, const struct og_live *live,
					       const struct sk_buff *skb,
					       const struct nf_hook_state *state)
{
	const struct iphdr *ip = ip_hdr(skb);
	struct og_flow flow = { .family = OG_IPV4 };
	const void *transport;

	if (!wanted(&live->policy, skb) || ip->ttl <= 1 || !og_flow_fast_ipv4(skb, &flow))
		return NF_ACCEPT;
	flow.loopback = og_flow_loopback(state);
	transport = (const __be32 *)ip + ip->ihl;
	if (!unlisted(&live->policy, &flow) || !og_begins(skb, &flow, transport))
		return NF_ACCEPT;
	if (unlikely(live->more))
		return answer_more(og, live, skb, state, OG_IPV4, transport);
	return answer_ipv4(og, skb, state, transport);
}

static __always_inline unsigned int early_ipv6(struct og_net *og, const struct og_live *live,
					       const struct sk_buff *skb,
					       const struct nf_hook_state *state)
{
	const struct ipv6hdr *ip = ipv6_hdr(skb);
	struct og_flow flow = { .family = OG_IPV6 };

	if (!wanted(&live->policy, skb) || live->policy.setting[OG_SET_IPV6] == OG_IPV6_IGNORE ||
	    ip->hop_limit <= 1 || !og_flow_fast_ipv6(skb, &flow))
		return NF_ACCEPT;
	flow.loopback = og_flow_loopback(state);
	if (!unlisted(&live->policy, &flow) || !og_begins(skb, &flow, ip + 1))
		return NF_ACCEPT;
	if (unlikely(live->more))
		return answer_more(og, live, skb, state, OG_IPV6, ip + 1);
	return answer_ipv6(og, skb, state, ip + 1);
}

/* Under a policy that is not enforced, or wants more of a drop than its count. */
static noinline unsigned int early_slow(struct og_net *og, const struct og_live *live,
					const struct sk_buff *skb,
					const struct nf_hook_state *state, enum og_family family)
{
	struct og_flow flow = { .family = family };

	if (live->policy.setting[OG_SET_MODE] != OG_MODE_ENFORCE)
		return NF_ACCEPT;
	if ((family == OG_IPV4 ? early_ipv4(og, live, skb, state) :
				 early_ipv6(og, live, skb, state)) != NF_DROP)
		return NF_ACCEPT;
	og_flow_fast(skb, family, &flow);
	if (live->policy.setting[OG_SET_TALLY] == OG_TALLY_ON)
		og_tally_count(og, OG_TALLY_EARLY, flow, OG_DROP_PORT, skb);
	if (live->policy.setting[OG_SET_LOG] != OG_LOG_OFF)
		og_log_drop(og, live, skb, state, "early", OG_DROP_PORT);
	return NF_DROP;
}

static unsigned int hook_ipv4(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct og_net *og = priv;
	const struct og_live *live = rcu_dereference(og->live);

	if (unlikely(!live->plain))
		return early_slow(og, live, skb, state, OG_IPV4);
	return early_ipv4(og, live, skb, state);
}

static unsigned int hook_ipv6(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct og_net *og = priv;
	const struct og_live *live = rcu_dereference(og->live);

	if (unlikely(!live->plain))
		return early_slow(og, live, skb, state, OG_IPV6);
	return early_ipv6(og, live, skb, state);
}

static bool is_wanted(const struct og_policy *policy, enum og_family family)
{
	return policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE &&
	       policy->setting[OG_SET_EARLY] == OG_EARLY_ON &&
	       (family == OG_IPV4 || policy->setting[OG_SET_IPV6] == OG_IPV6_FILTER);
}

const char *og_early_work(const struct og_net *og, enum og_family family)
{
	/* Set before the policy that wants it; no more than its address is of interest. */
	const struct nf_hook_ops *ours = READ_ONCE(og->early_ops);
	const struct og_live *live;
	const char *work = "off";

	rcu_read_lock();
	live = rcu_dereference(og->live);
	if (live && ours && is_wanted(&live->policy, family))
		work = is_followed(hooks_of(og->net, family), &ours[family]) ? "followed" :
									       "at-work";
	rcu_read_unlock();
	return work;
}

/* Behind defragmentation and the raw table, before conntrack. */
const struct nf_hook_ops og_early_hooks[OG_EARLY_HOOKS] = {
	[OG_IPV4] = {
		.hook = hook_ipv4,
		.pf = NFPROTO_IPV4,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_CONNTRACK - 1,
	},
	[OG_IPV6] = {
		.hook = hook_ipv6,
		.pf = NFPROTO_IPV6,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_CONNTRACK - 1,
	},
};
