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
 * The slow ways, out of line so that the fast one needs no stack: the port
 * from a header that is not linear (-1: too short), and an IPv6 packet with
 * extension headers.
 */
int og_flow_copy_port(const struct sk_buff *skb, int offset);
struct og_flow og_flow_ipv6_extended(const struct sk_buff *skb);

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

/* "-i lo": the namespace's loopback device, whatever it is called. */
static __always_inline bool og_flow_loopback(const struct nf_hook_state *state)
{
	return state->in && state->in->ifindex == LOOPBACK_IFINDEX;
}

/* Destination port behind @offset, or -1. */
static __always_inline int og_flow_port(const struct sk_buff *skb, int offset)
{
	const __be16 *ports = (const __be16 *)(skb->data + offset);

	if (likely((int)skb_headlen(skb) - offset >= OG_PORT_BYTES))
		return ntohs(ports[1]);
	return og_flow_copy_port(skb, offset);
}

static __always_inline bool og_flow_has_ports(u8 proto)
{
	return proto == IPPROTO_TCP || proto == IPPROTO_UDP;
}

/* Fills in all but state, family and loopback. @offset: of the transport header. */
static __always_inline struct og_flow og_flow_transport(const struct sk_buff *skb, u8 proto,
							bool fragment, int offset)
{
	struct og_flow flow = { .proto = proto, .fragment = fragment, .readable = true };
	int port;

	if (!og_flow_has_ports(proto) || fragment)
		return flow;
	port = og_flow_port(skb, offset);
	flow.readable = port >= 0;
	flow.port = port;
	return flow;
}

static __always_inline struct og_flow og_flow_ipv4(const struct sk_buff *skb)
{
	const struct iphdr *ip = ip_hdr(skb);

	return og_flow_transport(skb, ip->protocol, ip->frag_off & htons(IP_OFFSET),
				 skb_network_offset(skb) + ip->ihl * 4);
}

static __always_inline struct og_flow og_flow_ipv6(const struct sk_buff *skb)
{
	u8 proto = ipv6_hdr(skb)->nexthdr;

	if (likely(og_flow_has_ports(proto) || proto == IPPROTO_ICMPV6))
		return og_flow_transport(skb, proto, false,
					 skb_network_offset(skb) + sizeof(struct ipv6hdr));
	return og_flow_ipv6_extended(skb);
}

#endif
