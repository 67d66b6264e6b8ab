/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a first packet is that nothing acts on between PRE_ROUTING and the
 * chains. Of packets that og_flow_fast_ipv4() or og_flow_fast_ipv6() read; in
 * softirq; inline, for early.c alone.
 */
#ifndef OG_ORDINARY_H
#define OG_ORDINARY_H

#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>

#include "compat.h"
#include "core/judge.h"

/* The first packet of a connection, as far as one packet tells. */
static __always_inline bool og_begins(const struct sk_buff *skb, const struct og_flow *flow,
				      const void *transport)
{
	const struct tcphdr *tcp = transport;

	if (flow->proto == IPPROTO_UDP)
		return true;
	if ((const u8 *)(tcp + 1) > skb_tail_pointer(skb))
		return false;
	return (tcp_flag_word(tcp) & (TCP_FLAG_SYN | TCP_FLAG_ACK | TCP_FLAG_RST | TCP_FLAG_FIN)) ==
	       TCP_FLAG_SYN;
}

/*
 * Whether nothing acts on it between here and the chains but the route that it
 * takes. Of groups multicast routing tells its daemon, and what came to a
 * group's or everybody's link address is not forwarded; a router alert, which
 * is an option, is for raw sockets; a bridge learns by what crosses it, and has
 * chains of its own before ours.
 */
static __always_inline bool is_ordinary(const struct sk_buff *skb)
{
	return skb->pkt_type == PACKET_HOST && !og_is_bridged(skb);
}

/* From 224.0.0.0 on there are groups, what is reserved, and everybody. */
static __always_inline bool og_is_ordinary_ipv4(const struct sk_buff *skb)
{
	const struct iphdr *ip = ip_hdr(skb);

	return is_ordinary(skb) && ip->ihl == sizeof(*ip) / 4 && *(const u8 *)&ip->daddr < 224;
}

/* Its options would be in a header between, which og_flow_fast_ipv6() refuses. */
static __always_inline bool og_is_ordinary_ipv6(const struct sk_buff *skb)
{
	return is_ordinary(skb) && ipv6_hdr(skb)->daddr.s6_addr[0] != 0xff;
}

#endif
