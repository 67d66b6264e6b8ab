/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether conntrack knows a tcp or udp packet of the default zone before it
 * has seen it. @ports: its transport header, which is linear. Under RCU, in
 * softirq; inline, for early.c alone.
 */
#ifndef OG_KNOWN_H
#define OG_KNOWN_H

#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/skbuff.h>
#include <linux/string.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_conntrack_expect.h>
#include <net/netfilter/nf_conntrack_zones.h>

#include "core/policy.h"

/*
 * The packet's tuple as nf_ct_get_tuplepr() would find it, from what is known
 * to be linear. Its padding is hashed too, so it is cleared.
 */
static __always_inline void og_read_tuple(const struct sk_buff *skb, enum og_family family,
					  const __be16 *ports, struct nf_conntrack_tuple *tuple)
{
	memset(tuple, 0, sizeof(*tuple));
	if (family == OG_IPV4) {
		const struct iphdr *ip = ip_hdr(skb);

		tuple->src.l3num = NFPROTO_IPV4;
		tuple->src.u3.ip = ip->saddr;
		tuple->dst.u3.ip = ip->daddr;
		tuple->dst.protonum = ip->protocol;
	} else {
		const struct ipv6hdr *ip = ipv6_hdr(skb);

		tuple->src.l3num = NFPROTO_IPV6;
		tuple->src.u3.in6 = ip->saddr;
		tuple->dst.u3.in6 = ip->daddr;
		tuple->dst.protonum = ip->nexthdr;
	}
	tuple->src.u.all = ports[0];
	tuple->dst.u.all = ports[1];
	tuple->dst.dir = IP_CT_DIR_ORIGINAL;
}

/* A connection, or the expectation of one, which would make it RELATED. */
static __always_inline bool og_may_be_known(struct net *net, const struct sk_buff *skb,
					    enum og_family family, const __be16 *ports)
{
	struct nf_conntrack_tuple_hash *found;
	struct nf_conntrack_tuple tuple;

	og_read_tuple(skb, family, ports, &tuple);
	if (__nf_ct_expect_find(net, &nf_ct_zone_dflt, &tuple))
		return true;
	found = nf_conntrack_find_get(net, &nf_ct_zone_dflt, &tuple);
	if (!found)
		return false;
	nf_ct_put(nf_ct_tuplehash_to_ctrack(found));
	return true;
}

#endif
