// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a case to an skb: first the bytes, flat, then the skb that holds them
 * the way the case says.
 */
#include "og_verdict.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <linux/string.h>
#include <net/ip.h>
#include <net/ipv6.h>

#define OG_HEADROOM	16

/* Lent to one skb at a time: cases are judged one after the other. */
static struct page *og_page;

struct og_bytes {
	u8 data[OG_PACKET_MAX];
	unsigned int len;
	unsigned int linear;	/* the IP header, which is never elsewhere */
};

static void put(struct og_bytes *b, const void *bytes, unsigned int n)
{
	if (WARN_ON_ONCE(n > sizeof(b->data) - b->len))
		return;
	memcpy(b->data + b->len, bytes, n);
	b->len += n;
}

/* A wrong look at these bytes finds a port, open or closed as the case wants. */
static void put_ports(struct og_bytes *b, u16 port, unsigned int bytes)
{
	__be16 word = htons(port);

	for (; bytes >= 2; bytes -= 2)
		put(b, &word, 2);
}

static u16 from_port(const struct og_case *c)
{
	return c->reversed ? c->dport : c->sport;
}

static u16 to_port(const struct og_case *c)
{
	return c->reversed ? c->sport : c->dport;
}

static bool is_icmp(u8 proto)
{
	return proto == IPPROTO_ICMP || proto == IPPROTO_ICMPV6;
}

/*
 * The transport header, cut off at c->body. Where a protocol has no ports,
 * there are two all the same, for whoever reads them without asking.
 */
static void put_body(struct og_bytes *b, const struct og_case *c)
{
	__be16 words[OG_BODY_MAX / 2] = {
		htons(from_port(c)), htons(to_port(c)),
		0, htons(1),			/* TCP: sequence number */
		0, htons(1),			/* TCP: acknowledged */
		htons(5 << 12 | c->flags),	/* TCP: header length, flags */
		htons(1024),			/* TCP: window, checksum, urgent */
		htons(0xffff), 0,
		0, 0,				/* four bytes of payload */
	};

	if (c->proto == IPPROTO_UDP || c->proto == IPPROTO_UDPLITE) {
		words[2] = htons(c->body);
		words[3] = htons(0xffff);	/* wrong, when it is looked at */
	} else if (is_icmp(c->proto)) {
		words[0] = htons(c->flags << 8 | c->code);
		words[1] = 0;
		words[2] = htons(c->sport);	/* echo identifier */
	}
	put(b, words, c->body);
}

/* Networks' edges and what is beside them: see the zones of tests/verdict/zones. */
const u8 og_sources_v4[OG_SOURCES][4] = {
	{ 10, 0, 0, 1 },
	{ 192, 0, 2, 0 }, { 192, 0, 2, 255 }, { 192, 0, 1, 255 }, { 192, 0, 3, 0 },
	{ 192, 0, 2, 7 }, { 198, 51, 100, 7 }, { 198, 51, 100, 6 },
	{ 127, 255, 255, 255 }, { 128, 0, 0, 0 }, { 255, 255, 255, 254 }, { 0, 0, 0, 1 },
};

/* The same; the last two are the sixth of IPv4 in IPv6's form. */
const u8 og_sources_v6[OG_SOURCES][16] = {
	{ [0] = 0xfd, [15] = 1 },
	{ 0x20, 1, 0x0d, 0xb8, 0, 1 },
	{ 0x20, 1, 0x0d, 0xb8, 0, 1, [6 ... 15] = 0xff },
	{ 0x20, 1, 0x0d, 0xb8, 0, 0, [6 ... 15] = 0xff },
	{ 0x20, 1, 0x0d, 0xb8, 0, 2 },
	{ 0x20, 1, 0x0d, 0xb8, 0, 1, [15] = 7 },
	{ 0x20, 1, 0x0d, 0xb8, 0, 9, [15] = 7 },
	{ 0x20, 1, 0x0d, 0xb8, 0, 9, [15] = 6 },
	{ 0x7f, [1 ... 15] = 0xff },
	{ 0x80 },
	{ [10] = 0xff, [11] = 0xff, [12] = 192, 0, 2, 7 },
	{ [12] = 192, 0, 2, 7 },
};

static void put_v4(struct og_bytes *b, const struct og_case *c, u8 proto, u16 behind)
{
	static const u8 two[] = { 10, 0, 0, 2 };
	const u8 *one = og_sources_v4[c->from];
	struct iphdr ip = {
		.version = 4,
		.ihl = c->ihl,
		.ttl = 64,
		.protocol = proto,
		.tot_len = htons(c->ihl * 4 + behind),
		.frag_off = htons(c->frag_off),
	};

	memcpy(&ip.saddr, c->reversed ? two : one, 4);
	memcpy(&ip.daddr, c->reversed ? one : two, 4);
	put(b, &ip, sizeof(ip));
	put_ports(b, c->fill, (c->ihl - 5) * 4);
	ip_send_check((struct iphdr *)(b->data + b->len - c->ihl * 4));
}

static void put_v6(struct og_bytes *b, const struct og_case *c, u8 proto, u16 behind)
{
	struct ipv6hdr ip = {
		.version = 6,
		.hop_limit = 64,
		.nexthdr = proto,
		.payload_len = htons(behind),
	};
	static const u8 two[16] = { [0] = 0xfd, [15] = 2 };
	const u8 *one = og_sources_v6[c->from];

	memcpy(&ip.saddr, c->reversed ? two : one, 16);
	memcpy(&ip.daddr, c->reversed ? one : two, 16);
	put(b, &ip, sizeof(ip));
}

/* The number by which the header before announces this kind, its size, and the size it claims. */
static const struct og_ext_form {
	u8 number, bytes, claims;
	u16 frag_off;
} ext_forms[OG_EXTS] = {
	[OG_EXT_HOP] = { NEXTHDR_HOP, 8, 0, 0 },
	[OG_EXT_ROUTING] = { NEXTHDR_ROUTING, 8, 0, 0 },
	[OG_EXT_DEST] = { NEXTHDR_DEST, 8, 0, 0 },
	[OG_EXT_DEST_24] = { NEXTHDR_DEST, 24, 2, 0 },
	[OG_EXT_DEST_LYING] = { NEXTHDR_DEST, 8, 255, 0 },
	[OG_EXT_AUTH] = { NEXTHDR_AUTH, 12, 1, 0 },
	[OG_EXT_FRAG_ATOMIC] = { NEXTHDR_FRAGMENT, 8, 0, 0 },
	[OG_EXT_FRAG_FIRST] = { NEXTHDR_FRAGMENT, 8, 0, IP6_MF },
	[OG_EXT_FRAG_SECOND] = { NEXTHDR_FRAGMENT, 8, 0, 8 | IP6_MF },
	[OG_EXT_FRAG_LAST] = { NEXTHDR_FRAGMENT, 8, 0, 1024 },
	[OG_EXT_NONE] = { NEXTHDR_NONE, 8, 0, 0 },
};

static void put_ext(struct og_bytes *b, const struct og_case *c, u8 kind, u8 next)
{
	const struct og_ext_form *form = &ext_forms[kind];

	put_ports(b, next << 8 | form->claims, 2);
	put_ports(b, form->number == NEXTHDR_FRAGMENT ? form->frag_off : c->fill, 2);
	put_ports(b, c->fill, form->bytes - 4);
}

/* Who comes after the i-th extension header: the next one present, or the transport. */
static u8 number_after(const struct og_case *c, int i)
{
	for (i++; i < OG_EXT_MAX; i++)
		if (c->ext[i] != OG_EXT_ABSENT)
			return ext_forms[c->ext[i]].number;
	return c->proto;
}

static unsigned int ext_bytes(const struct og_case *c)
{
	unsigned int i, bytes = 0;

	for (i = 0; i < OG_EXT_MAX; i++)
		bytes += ext_forms[c->ext[i]].bytes;
	return bytes;
}

static void put_packet(struct og_bytes *b, const struct og_case *c)
{
	unsigned int i, start = b->len, end;

	if (c->pf == NFPROTO_IPV4) {
		put_v4(b, c, c->proto, c->body);
		put_body(b, c);
		return;
	}
	put_v6(b, c, number_after(c, -1), ext_bytes(c) + c->body);
	for (i = 0; i < OG_EXT_MAX; i++)
		if (c->ext[i] != OG_EXT_ABSENT)
			put_ext(b, c, c->ext[i], number_after(c, i));
	put_body(b, c);
	end = start + sizeof(struct ipv6hdr) + c->cut;
	if (c->cut != OG_UNCUT && b->len > end)
		b->len = end;
}

/* "Port unreachable" about the packet that c describes, from its receiver. */
static void put_error(struct og_bytes *b, const struct og_case *c)
{
	static const u8 v4_head[8] = { ICMP_DEST_UNREACH, ICMP_PORT_UNREACH };
	static const u8 v6_head[8] = { ICMPV6_DEST_UNREACH, ICMPV6_PORT_UNREACH };
	struct og_case back = *c;
	bool v4 = c->pf == NFPROTO_IPV4;
	u16 behind = sizeof(v4_head) + (v4 ? c->ihl * 4 : sizeof(struct ipv6hdr)) + c->body;

	back.reversed = !c->reversed;
	if (v4)
		put_v4(b, &back, IPPROTO_ICMP, behind);
	else
		put_v6(b, &back, IPPROTO_ICMPV6, behind);
	put(b, v4 ? v4_head : v6_head, sizeof(v4_head));
	put_packet(b, c);
}

static int put_listed(struct sk_buff *skb, const u8 *data, unsigned int len)
{
	struct sk_buff *second;

	second = alloc_skb(len, GFP_ATOMIC);
	if (!second)
		return -ENOMEM;
	skb_put_data(second, data, len);
	skb_shinfo(skb)->frag_list = second;
	skb->len += len;
	skb->data_len += len;
	skb->truesize += second->truesize;
	return 0;
}

static int put_paged(struct sk_buff *skb, const u8 *data, unsigned int len)
{
	memcpy(page_address(og_page), data, len);
	get_page(og_page);
	skb_add_rx_frag(skb, 0, og_page, 0, len, PAGE_SIZE);
	return 0;
}

/* The bytes behind the IP header that are not linear go where the layout wants them. */
static int put_layout(struct sk_buff *skb, const struct og_case *c, const struct og_bytes *b)
{
	unsigned int linear = b->linear;

	if (c->layout == OG_LINEAR)
		linear = b->len;
	else if (c->layout == OG_SPLIT)
		linear += 2;
	linear = min(linear, b->len);
	skb_put_data(skb, b->data, linear);
	if (linear == b->len)
		return 0;
	if (c->layout == OG_LISTED)
		return put_listed(skb, b->data + linear, b->len - linear);
	return put_paged(skb, b->data + linear, b->len - linear);
}

/* As the receive path leaves it to the hooks behind routing. */
struct sk_buff *og_packet(const struct og_case *c, struct net_device *in)
{
	struct sk_buff *skb;
	struct og_bytes b;

	b.len = 0;
	b.linear = c->pf == NFPROTO_IPV4 ? c->ihl * 4 : sizeof(struct ipv6hdr);
	if (c->error)
		put_error(&b, c);
	else
		put_packet(&b, c);
	skb = alloc_skb(OG_HEADROOM + b.len, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb_reserve(skb, OG_HEADROOM);
	if (put_layout(skb, c, &b)) {
		kfree_skb(skb);
		return NULL;
	}
	skb_reset_mac_header(skb);
	skb_reset_network_header(skb);
	skb_set_transport_header(skb, b.linear);
	skb->protocol = htons(c->pf == NFPROTO_IPV4 ? ETH_P_IP : ETH_P_IPV6);
	skb->dev = in;
	skb->skb_iif = in->ifindex;
	skb->pkt_type = c->pkt_type;
	skb->ip_summed = c->bad_csum ? CHECKSUM_NONE : CHECKSUM_UNNECESSARY;
	return skb;
}

int og_packet_init(void)
{
	og_page = alloc_page(GFP_KERNEL);
	return og_page ? 0 : -ENOMEM;
}

void og_packet_exit(void)
{
	put_page(og_page);
}
