// SPDX-License-Identifier: GPL-2.0-only
#include "packet.h"

#include <kunit/test.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <net/ip.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_conntrack_expect.h>
#include <net/netfilter/nf_conntrack_helper.h>
#include <net/netfilter/nf_conntrack_zones.h>

#include "early.h"
#include "hook.h"
#include "state.h"

/* The whole packet as bytes, before it becomes an skb. */
struct wire {
	unsigned int ip;	/* bytes of the IP header, without extensions */
	unsigned int size;
	u8 bytes[256];
};

static void put_transport(struct wire *wire, const struct og_packet *packet)
{
	u8 header[24] = { 0x30, 0x39, packet->port >> 8, packet->port & 0xff };

	if (packet->proto == IPPROTO_TCP) {
		header[12] = sizeof(struct tcphdr) / 4 << 4;
		header[13] = packet->flags ?: OG_PACKET_SYN;
	} else {
		header[5] = packet->transport;
	}
	memcpy(wire->bytes + wire->size, header, packet->transport);
	wire->size += packet->transport;
}

static void write_ipv4(struct wire *wire, const struct og_packet *packet)
{
	struct iphdr *ip = (struct iphdr *)wire->bytes;

	wire->ip = sizeof(*ip) + packet->options;
	wire->size = wire->ip;
	ip->version = 4;
	ip->ihl = wire->ip / 4;
	ip->ttl = packet->hops ?: 64;
	ip->protocol = packet->proto;
	ip->frag_off = htons(packet->offset | (packet->more ? IP_MF : 0));
	ip->saddr = htonl(0xc0000200 | (packet->from ?: 1));
	ip->daddr = htonl((packet->to ?: 0xc0) << 24 | 0x000202);
	/* options that look like an allowed port, for who forgets them */
	memset(ip + 1, 22, packet->options);
	put_transport(wire, packet);
	ip->tot_len = htons(wire->size);
}

static u8 extension(const struct og_packet *packet, unsigned int i)
{
	if (i >= OG_PACKET_EXTENSIONS || !packet->extensions[i])
		return packet->proto;
	return packet->extensions[i] == OG_PACKET_HOPOPTS ? IPPROTO_HOPOPTS : packet->extensions[i];
}

static void write_ipv6(struct wire *wire, const struct og_packet *packet)
{
	struct ipv6hdr *ip = (struct ipv6hdr *)wire->bytes;
	unsigned int i;

	wire->ip = sizeof(*ip);
	wire->size = wire->ip;
	ip->version = 6;
	ip->hop_limit = packet->hops ?: 64;
	ip->nexthdr = extension(packet, 0);
	ip->saddr.s6_addr[0] = 0x20;
	ip->saddr.s6_addr[15] = packet->from;
	ip->daddr.s6_addr[0] = packet->to ?: 0x20;
	for (i = 0; i < OG_PACKET_EXTENSIONS && packet->extensions[i]; i++) {
		struct frag_hdr *header = (struct frag_hdr *)(wire->bytes + wire->size);

		header->nexthdr = extension(packet, i + 1);
		if (packet->extensions[i] == IPPROTO_FRAGMENT)
			header->frag_off = htons(packet->offset << 3 | packet->more);
		wire->size += sizeof(*header);
	}
	put_transport(wire, packet);
	ip->payload_len = htons(wire->size - wire->ip);
}

static struct sk_buff *skb_of(struct kunit *test, const struct wire *wire, unsigned int linear)
{
	struct sk_buff *skb = alloc_skb(linear + 64, GFP_KERNEL);
	struct page *page;

	KUNIT_ASSERT_NOT_NULL(test, skb);
	skb_reserve(skb, 32);
	skb_put_data(skb, wire->bytes, linear);
	skb_reset_network_header(skb);
	if (linear == wire->size)
		return skb;
	page = alloc_page(GFP_KERNEL);
	if (!page)
		kfree_skb(skb);
	KUNIT_ASSERT_NOT_NULL(test, page);
	memcpy(page_address(page), wire->bytes + linear, wire->size - linear);
	skb_add_rx_frag(skb, 0, page, 0, wire->size - linear, PAGE_SIZE);
	return skb;
}

/* A template stands for a connection: the hook must not look inside. */
static void set_state(struct kunit *test, struct sk_buff *skb, enum og_state state)
{
	struct nf_conn *ct;

	if (state == OG_STATE_INVALID)
		return;
	if (state == OG_STATE_UNTRACKED) {
		nf_ct_set(skb, NULL, IP_CT_UNTRACKED);
		return;
	}
	ct = nf_ct_tmpl_alloc(&init_net, &nf_ct_zone_dflt, GFP_KERNEL);
	if (!ct)
		kfree_skb(skb);
	KUNIT_ASSERT_NOT_NULL(test, ct);
	nf_ct_set(skb, ct, (enum ip_conntrack_info)state);
}

static const struct nf_hook_ops *find_ops(const struct nf_hook_ops *ops, unsigned int number, u8 pf,
					  unsigned int hooknum)
{
	unsigned int i;

	for (i = 0; i < number; i++)
		if (ops[i].pf == pf && ops[i].hooknum == hooknum)
			return &ops[i];
	return NULL;
}

static u8 pf_of(const struct og_packet *packet)
{
	return packet->family == OG_IPV4 ? NFPROTO_IPV4 : NFPROTO_IPV6;
}

static struct sk_buff *build(struct kunit *test, const struct og_packet *packet)
{
	struct wire *wire = kunit_kzalloc(test, sizeof(*wire), GFP_KERNEL);
	struct sk_buff *skb;

	KUNIT_ASSERT_NOT_NULL(test, wire);
	if (packet->family == OG_IPV4)
		write_ipv4(wire, packet);
	else
		write_ipv6(wire, packet);
	skb = skb_of(test, wire, packet->paged ? wire->ip + packet->linear : wire->size);
	skb->protocol = packet->family == OG_IPV4 ? htons(ETH_P_IP) : htons(ETH_P_IPV6);
	skb->pkt_type = packet->link;
	/* nobody has computed one */
	skb->ip_summed = CHECKSUM_UNNECESSARY;
	kunit_kfree(test, wire);
	return skb;
}

static unsigned int call(struct kunit *test, struct og_net *og, const struct nf_hook_ops *ops,
			 const struct og_packet *packet)
{
	struct net_device *device = kunit_kzalloc(test, sizeof(*device), GFP_KERNEL);
	struct nf_hook_state state = { .net = og->net, .in = packet->nowhere ? NULL : device };
	struct sk_buff *skb;
	unsigned int verdict;

	KUNIT_ASSERT_NOT_NULL(test, ops);
	KUNIT_ASSERT_NOT_NULL(test, device);
	device->ifindex = packet->loopback ? LOOPBACK_IFINDEX : LOOPBACK_IFINDEX + 1;
	if (packet->device)
		strscpy(device->name, packet->device, sizeof(device->name));
	state.hook = ops->hooknum;
	state.pf = ops->pf;
	skb = build(test, packet);
	set_state(test, skb, packet->state);
	rcu_read_lock();
	verdict = ops->hook(og, skb, &state);
	rcu_read_unlock();
	kfree_skb(skb);
	kunit_kfree(test, device);
	return verdict;
}

unsigned int og_packet_verdict(struct kunit *test, struct og_net *og,
			       const struct og_packet *packet)
{
	unsigned int hooknum = packet->chain == OG_INPUT ? NF_INET_LOCAL_IN : NF_INET_FORWARD;

	return call(test, og, find_ops(og_hooks, OG_HOOKS, pf_of(packet), hooknum), packet);
}

unsigned int og_packet_early_verdict(struct kunit *test, struct og_net *og,
				     const struct og_packet *packet)
{
	return call(test, og, find_ops(og_early_hooks, OG_EARLY_HOOKS, pf_of(packet),
				       NF_INET_PRE_ROUTING), packet);
}

static void forget(void *ct)
{
	nf_ct_delete(ct, 0, 0);
	nf_ct_put(ct);
}

/* It need not be known to conntrack: only its expectations' timeout is asked for. */
static bool give_helper(struct nf_conn *ct)
{
	static const struct nf_conntrack_expect_policy policy = { .timeout = 60 };
	static struct nf_conntrack_helper helper = { .expect_policy = &policy };
	struct nf_conn_help *help = nf_ct_helper_ext_add(ct, GFP_ATOMIC);

	if (help)
		RCU_INIT_POINTER(help->helper, &helper);
	return help;
}

/* The connection that conntrack makes of the packet, kept until the test ends; @helped: as one with a helper. */
static struct nf_conn *track(struct kunit *test, struct og_net *og, const struct og_packet *packet,
			     bool helped)
{
	struct nf_hook_state state = {
		.net = og->net, .pf = pf_of(packet), .hook = NF_INET_PRE_ROUTING,
	};
	struct sk_buff *skb = build(test, packet);
	enum ip_conntrack_info info;
	unsigned int verdict;
	struct nf_conn *ct;

	verdict = nf_conntrack_in(skb, &state);
	ct = nf_ct_get(skb, &info);
	if (ct && helped && !give_helper(ct))
		verdict = NF_DROP;
	if (verdict == NF_ACCEPT)
		verdict = nf_conntrack_confirm(skb);
	ct = nf_ct_get(skb, &info);
	if (ct)
		nf_conntrack_get(&ct->ct_general);
	kfree_skb(skb);
	KUNIT_ASSERT_EQ(test, verdict, NF_ACCEPT);
	KUNIT_ASSERT_NOT_NULL(test, ct);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, forget, ct), 0);
	return ct;
}

void og_packet_make_known(struct kunit *test, struct og_net *og, const struct og_packet *packet)
{
	track(test, og, packet, false);
}

void og_packet_make_expected(struct kunit *test, struct og_net *og, const struct og_packet *packet,
			     const struct og_packet *master)
{
	struct nf_conn *ct = track(test, og, master, true);
	const struct nf_conntrack_tuple *tuple = &ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple;
	__be16 port = htons(packet->port);
	struct nf_conntrack_expect *expect = nf_ct_expect_alloc(ct);
	int err;

	KUNIT_ASSERT_NOT_NULL(test, expect);
	rcu_read_lock();
	nf_ct_expect_init(expect, NF_CT_EXPECT_CLASS_DEFAULT, tuple->src.l3num, &tuple->src.u3,
			  &tuple->dst.u3, packet->proto, NULL, &port);
	rcu_read_unlock();
	err = nf_ct_expect_related(expect, 0);
	nf_ct_expect_put(expect);
	KUNIT_ASSERT_EQ(test, err, 0);
}
