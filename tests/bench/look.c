// SPDX-License-Identifier: GPL-2.0-only
/*
 * The least that a drop before conntrack can cost: look=1. A hook where "early
 * on" has its own asks conntrack whether it knows the packet, or expects it,
 * and does nothing else; what to ask for is known beforehand. A drop that did
 * not ask could take a packet that the chains accept.
 */
#include "og_bench.h"

#include <linux/module.h>
#include <linux/netfilter_ipv4.h>
#include <linux/skbuff.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_conntrack_expect.h>
#include <net/netfilter/nf_conntrack_zones.h>

static bool look;
module_param(look, bool, 0444);
MODULE_PARM_DESC(look, "drop before conntrack what it does not know, and do nothing else");

static struct nf_conntrack_tuple og_tuples[2];

static unsigned int og_looking(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct nf_conntrack_tuple_hash *found;

	if (__nf_ct_expect_find(state->net, &nf_ct_zone_dflt, priv))
		return NF_ACCEPT;
	found = nf_conntrack_find_get(state->net, &nf_ct_zone_dflt, priv);
	if (!found)
		return NF_DROP;
	nf_ct_put(nf_ct_tuplehash_to_ctrack(found));
	return NF_ACCEPT;
}

static const struct nf_hook_ops og_look_hooks[] = {
	{
		.hook = og_looking,
		.priv = &og_tuples[0],
		.pf = NFPROTO_IPV4,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_CONNTRACK - 1,
	},
	{
		.hook = og_looking,
		.priv = &og_tuples[1],
		.pf = NFPROTO_IPV6,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_CONNTRACK - 1,
	},
};

static int og_look_for(u8 pf, struct nf_conntrack_tuple *tuple)
{
	struct og_spec spec = og_first_to(pf, IPPROTO_TCP, OG_FAR_SELF);
	struct sk_buff *skb = og_packet(&spec, og_dev);
	bool read;

	if (!skb)
		return -ENOMEM;
	read = nf_ct_get_tuplepr(skb, 0, pf, &init_net, tuple);
	kfree_skb(skb);
	return read ? 0 : -EINVAL;
}

int og_look_start(void)
{
	int err;

	if (!look)
		return 0;
	err = og_look_for(NFPROTO_IPV4, &og_tuples[0]) ?: og_look_for(NFPROTO_IPV6, &og_tuples[1]);
	return err ?: nf_register_net_hooks(&init_net, og_look_hooks, ARRAY_SIZE(og_look_hooks));
}

void og_look_stop(void)
{
	if (look)
		nf_unregister_net_hooks(&init_net, og_look_hooks, ARRAY_SIZE(og_look_hooks));
}

bool og_look_only(void)
{
	return look;
}
