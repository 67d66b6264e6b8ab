/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From an skb at an IP hook to what the judge sees of it. Softirq or process
 * context; reads nothing that the IP layer has not checked to be there: the
 * IP header is linear, all else may not be.
 */
#ifndef OG_FLOW_H
#define OG_FLOW_H

#include <linux/if.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/ip.h>
#include <net/netfilter/nf_conntrack.h>

#include "core/judge.h"

/* Bytes of the transport header that a port needs: as xt_multiport, four. */
#define OG_PORT_BYTES	4

/*
 * The slow ways, for what the fast ones below refuse: a later fragment, a
 * transport header that is short or not linear, IPv6 extension headers.
 */
struct og_flow og_flow_slow_ipv4(const struct sk_buff *skb);
struct og_flow og_flow_slow_ipv6(const struct sk_buff *skb);

/*
 * The connection's state without touching the connection: the low bits of
 * _nfct are its ctinfo. No pointer and info 0 is INVALID, not ESTABLISHED.
 */
static __always_inline unsigned int og_flow_state(const struct sk_buff *skb)
{
	unsigned long nfct = skb_get_nfct(skb);

	if (likely(nfct & NFCT_PTRMASK))
		return nfct & NFCT_INFOMASK;
	return nfct == IP_CT_UNTRACKED ? OG_STATE_UNTRACKED : OG_STATE_INVALID;
}

/*
 * "-i lo": the namespace's loopback device, whatever it is called. Nearly
 * whoever calls these hooks has an input device; a frame that was queued at a
 * bridge may have lost it, and SRv6 had none in some kernels.
 */
static __always_inline bool og_flow_loopback(const struct nf_hook_state *state)
{
	return state->in && state->in->ifindex == LOOPBACK_IFINDEX;
}

/* Reads the port of a transport header at @header if it is linear; false otherwise. */
static __always_inline bool og_flow_fast_port(const struct sk_buff *skb, const u8 *header,
					      struct og_flow *flow)
{
	if (unlikely(header + OG_PORT_BYTES > skb_tail_pointer(skb)))
		return false;
	flow->readable = true;
	flow->port = ntohs(((const __be16 *)header)[1]);
	return true;
}

/*
 * The fast ways fill in proto, fragment, readable and port, or return false.
 * A port is read whatever the protocol: the judge looks at it only where it
 * is one.
 */
static __always_inline bool og_flow_fast_ipv4(const struct sk_buff *skb, struct og_flow *flow)
{
	const struct iphdr *ip = ip_hdr(skb);

	if (unlikely(ip->frag_off & htons(IP_OFFSET)))
		return false;
	flow->proto = ip->protocol;
	flow->fragment = false;
	return og_flow_fast_port(skb, (const u8 *)ip + ip->ihl * 4, flow);
}

static __always_inline bool og_flow_fast_ipv6(const struct sk_buff *skb, struct og_flow *flow)
{
	const struct ipv6hdr *ip = ipv6_hdr(skb);

	if (ip->nexthdr != IPPROTO_TCP && ip->nexthdr != IPPROTO_UDP &&
	    ip->nexthdr != IPPROTO_ICMPV6)
		return false;
	flow->proto = ip->nexthdr;
	flow->fragment = false;
	return og_flow_fast_port(skb, (const u8 *)(ip + 1), flow);
}

#endif
