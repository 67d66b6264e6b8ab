// SPDX-License-Identifier: GPL-2.0-only
/* Packets to measure with, and what becomes of their connections. */
#include "og_bench.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>

#define OG_HEADROOM	64

static const u32 og_far4[] = {
	[OG_FAR_NONE] = 0x0a000002, [OG_FAR_SELF] = 0x0a0000fe, [OG_FAR_HOST] = 0x0a000101,
};

static const u8 og_far6[][2] = {	/* bytes 7 and 15 */
	[OG_FAR_NONE] = { 0, 0x02 }, [OG_FAR_SELF] = { 0, 0xfe }, [OG_FAR_HOST] = { 1, 0x01 },
};

static void put_ipv4(struct sk_buff *skb, const struct og_spec *spec, u16 behind)
{
	struct iphdr *ip = skb_put_zero(skb, sizeof(*ip));
	__be32 near = htonl(0x0a000001), far = htonl(og_far4[spec->far]);

	*ip = (struct iphdr){
		.version = 4, .ihl = 5, .ttl = 64, .protocol = spec->proto,
		.tot_len = htons(sizeof(*ip) + behind),
		.saddr = spec->answer ? far : near,
		.daddr = spec->answer ? near : far,
	};
	ip_send_check(ip);
}

static void put_ipv6(struct sk_buff *skb, const struct og_spec *spec, u16 behind)
{
	struct ipv6hdr *ip6 = skb_put_zero(skb, sizeof(*ip6));
	struct in6_addr near = { .s6_addr = { [0] = 0xfd, [15] = 1 } };
	struct in6_addr far = { .s6_addr = { [0] = 0xfd, [7] = og_far6[spec->far][0],
					     [15] = og_far6[spec->far][1] } };

	*ip6 = (struct ipv6hdr){
		.version = 6, .hop_limit = 64, .payload_len = htons(behind),
		.nexthdr = spec->proto == IPPROTO_ICMP ? IPPROTO_ICMPV6 : spec->proto,
		.saddr = spec->answer ? far : near,
		.daddr = spec->answer ? near : far,
	};
}

static void put_transport(struct sk_buff *skb, const struct og_spec *spec)
{
	struct tcphdr *tcp = skb_put_zero(skb, sizeof(*tcp));
	struct udphdr *udp = (struct udphdr *)tcp;
	struct icmphdr *icmp = (struct icmphdr *)tcp;

	skb_put_zero(skb, spec->payload);
	if (spec->proto == IPPROTO_ICMP) {
		icmp->type = spec->pf == NFPROTO_IPV4 ? ICMP_ECHO : ICMPV6_ECHO_REQUEST;
		return;
	}
	tcp->source = htons(spec->answer ? spec->dport : spec->sport);
	tcp->dest = htons(spec->answer ? spec->sport : spec->dport);
	if (spec->proto == IPPROTO_UDP) {
		udp->len = htons(sizeof(*tcp) + spec->payload);
		return;
	}
	tcp->doff = sizeof(*tcp) / 4;
	tcp->seq = htonl(spec->seq);
	tcp->ack_seq = htonl(spec->ack_seq);
	tcp->window = htons(60000);
	tcp->syn = spec->syn;
	tcp->ack = spec->ack;
	tcp->fin = spec->fin;
}

struct sk_buff *og_packet(const struct og_spec *spec, struct net_device *dev)
{
	u16 behind = sizeof(struct tcphdr) + spec->payload;
	struct sk_buff *skb;

	skb = alloc_skb(OG_HEADROOM + 128 + spec->payload, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb_reserve(skb, OG_HEADROOM);
	skb_reset_mac_header(skb);
	skb_reset_network_header(skb);
	if (spec->pf == NFPROTO_IPV4)
		put_ipv4(skb, spec, behind);
	else
		put_ipv6(skb, spec, behind);
	skb_set_transport_header(skb, skb->len);
	put_transport(skb, spec);
	skb->protocol = htons(spec->pf == NFPROTO_IPV4 ? ETH_P_IP : ETH_P_IPV6);
	skb->ip_summed = CHECKSUM_UNNECESSARY;
	skb->pkt_type = PACKET_HOST;
	skb->dev = dev;
	skb->skb_iif = dev->ifindex;
	return skb;
}

static int og_okfn(struct net *net, struct sock *sk, struct sk_buff *skb)
{
	kfree_skb(skb);
	return 0;
}

int og_hook(u8 pf, u8 hook, struct sk_buff *skb, struct net_device *dev)
{
	return nf_hook(pf, hook, &init_net, NULL, skb, dev,
		       hook == NF_INET_FORWARD ? dev : NULL, og_okfn);
}

void og_forget(struct sk_buff *skb)
{
	enum ip_conntrack_info info;
	struct nf_conn *ct = nf_ct_get(skb, &info);

	if (ct && nf_ct_is_confirmed(ct))
		nf_ct_kill(ct);
}
