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
	return og_flow_fast_port(skb, (const u8 *)((const __be32 *)ip + ip->ihl), flow);
}

static __always_inline bool og_flow_fast_ipv6(const struct sk_buff *skb, struct og_flow *flow)
{
	const struct ipv6hdr *ip = ipv6_hdr(skb);

	if (!og_flow_fast_port(skb, (const u8 *)(ip + 1), flow))
		return false;
	flow->proto = ip->nexthdr;
	flow->fragment = false;
	return ip->nexthdr == IPPROTO_TCP || ip->nexthdr == IPPROTO_UDP ||
	       ip->nexthdr == IPPROTO_ICMPV6;
}

static __always_inline bool og_flow_fast(const struct sk_buff *skb, enum og_family family,
					 struct og_flow *flow)
{
	return family == OG_IPV4 ? og_flow_fast_ipv4(skb, flow) : og_flow_fast_ipv6(skb, flow);
}

/* What og_flow_fast() has read, once more: without its doubts. */
static __always_inline struct og_flow og_flow_again(const struct sk_buff *skb,
						    enum og_family family)
{
	const struct ipv6hdr *ip6 = ipv6_hdr(skb);
	const struct iphdr *ip = ip_hdr(skb);
	const bool ipv4 = family == OG_IPV4;
	const __be16 *ports = ipv4 ? (const __be16 *)((const __be32 *)ip + ip->ihl) :
				     (const __be16 *)(ip6 + 1);

	return (struct og_flow){
		.family = family, .proto = ipv4 ? ip->protocol : ip6->nexthdr,
		.readable = true, .port = ntohs(ports[1]),
	};
}

/*
 * Where it comes from: its source's address, and the device that it came in by,
 * by the name of the moment, as "-i" sees it. Good while @state is.
 */
static __always_inline struct og_source og_flow_source(const struct sk_buff *skb,
						       const struct nf_hook_state *state,
						       enum og_family family)
{
	struct og_source source = {
		.family = family, .device = state->in ? state->in->name : NULL,
	};
	const __be32 *words;

	if (family == OG_IPV4) {
		source.address.low = ntohl(ip_hdr(skb)->saddr);
		return source;
	}
	words = ipv6_hdr(skb)->saddr.s6_addr32;
	source.address.high = (u64)ntohl(words[0]) << 32 | ntohl(words[1]);
	source.address.low = (u64)ntohl(words[2]) << 32 | ntohl(words[3]);
	return source;
}

#endif
