// SPDX-License-Identifier: GPL-2.0-only
/*
 * og_bench: what the netfilter hooks cost a packet, by class of packet.
 * Reading /proc/og_bench measures; under QEMU's icount, where a nanosecond is
 * an instruction, it counts instructions.
 *
 * The method. One skb of the class goes through nf_hook() again and again, as
 * it would from ip_local_deliver(); what is timed is a batch of such calls,
 * and the best of several batches counts, since a timer tick hits only some.
 * The same loop with nothing but conntrack in it is the baseline, and the
 * difference is what a filter adds: its hook, and the core's call of it.
 * conntrack's confirm hook, which is at LOCAL_IN too, is in both, because this
 * module keeps conntrack on.
 *
 * A NEW connection can be confirmed once only. So the connection is a real one
 * that is confirmed already, and the packet has the state NEW on it: filters
 * go by the state, and the confirm hook has the same little to do every time.
 * The skb has so many users that a filter that drops it does not free it. A
 * dropped packet does not come to the confirm hook, yet the core's drop is in:
 * compare its figure with that of an empty hook that drops.
 *
 * The last class, syn-path, is not a difference: a fresh SYN, each time on its
 * own, from PRE_ROUTING to the drop at LOCAL_IN, with conntrack making its
 * entry on the way. What is freed is freed when the clock has stopped.
 */
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>

#define OG_CALLS	1000	/* in a batch; no more, a timer tick must not be in each */
#define OG_BATCHES	20
#define OG_ALONE	200	/* packets of syn-path */
#define OG_USERS	(1 << 24)
#define OG_HEADROOM	64

static bool empty;
module_param(empty, bool, 0444);
MODULE_PARM_DESC(empty, "measure with a hook of our own that does nothing but give the verdict");

static const struct og_class {
	const char *name;
	u8 proto;
	u8 state;
	u16 dport;
	bool dropped;		/* by the page; what the empty hook then says */
	bool alone;		/* each packet from PRE_ROUTING on, see above */
} og_classes[] = {
	{ "established", IPPROTO_TCP, IP_CT_ESTABLISHED, 40000, false, false },
	{ "tcp-8080", IPPROTO_TCP, IP_CT_NEW, 8080, false, false },
	{ "tcp-22", IPPROTO_TCP, IP_CT_NEW, 22, false, false },
	{ "udp-53", IPPROTO_UDP, IP_CT_NEW, 53, false, false },
	{ "icmp", IPPROTO_ICMP, IP_CT_NEW, 0, false, false },
	{ "drop-81", IPPROTO_TCP, IP_CT_NEW, 81, true, false },
	{ "syn-path", IPPROTO_TCP, IP_CT_NEW, 81, true, true },
};

static const struct og_way {
	const char *name;
	u8 pf, hook;
} og_ways[] = {
	{ "input.ipv4", NFPROTO_IPV4, NF_INET_LOCAL_IN },
	{ "input.ipv6", NFPROTO_IPV6, NF_INET_LOCAL_IN },
	{ "forward.ipv4", NFPROTO_IPV4, NF_INET_FORWARD },
	{ "forward.ipv6", NFPROTO_IPV6, NF_INET_FORWARD },
};

static struct net_device *og_dev;
static struct nf_conn *og_known;

static unsigned int og_accepting(void *priv, struct sk_buff *skb,
				 const struct nf_hook_state *state)
{
	return NF_ACCEPT;
}

static unsigned int og_dropping(void *priv, struct sk_buff *skb,
				const struct nf_hook_state *state)
{
	return NF_DROP;
}

static int og_okfn(struct net *net, struct sock *sk, struct sk_buff *skb)
{
	kfree_skb(skb);
	return 0;
}

static void put_ip(struct sk_buff *skb, u8 pf, u8 proto, u16 behind)
{
	struct iphdr *ip;
	struct ipv6hdr *ip6;

	if (pf == NFPROTO_IPV4) {
		ip = skb_put_zero(skb, sizeof(*ip));
		*ip = (struct iphdr){
			.version = 4, .ihl = 5, .ttl = 64, .protocol = proto,
			.tot_len = htons(sizeof(*ip) + behind),
			.saddr = htonl(0x0a000001), .daddr = htonl(0x0a000002),
		};
		ip_send_check(ip);
	} else {
		ip6 = skb_put_zero(skb, sizeof(*ip6));
		*ip6 = (struct ipv6hdr){
			.version = 6, .hop_limit = 64, .payload_len = htons(behind),
			.nexthdr = proto == IPPROTO_ICMP ? IPPROTO_ICMPV6 : proto,
			.saddr.s6_addr = { [0] = 0xfd, [15] = 1 },
			.daddr.s6_addr = { [0] = 0xfd, [15] = 2 },
		};
	}
	skb_set_transport_header(skb, skb->len);
}

static void put_transport(struct sk_buff *skb, u8 pf, u8 proto, u16 dport)
{
	struct tcphdr *tcp = skb_put_zero(skb, sizeof(*tcp));
	struct udphdr *udp = (struct udphdr *)tcp;
	struct icmphdr *icmp = (struct icmphdr *)tcp;

	if (proto == IPPROTO_ICMP) {
		icmp->type = pf == NFPROTO_IPV4 ? ICMP_ECHO : ICMPV6_ECHO_REQUEST;
		return;
	}
	tcp->source = htons(40000);
	tcp->dest = htons(dport);
	if (proto == IPPROTO_UDP) {
		udp->len = htons(sizeof(*tcp));
	} else {
		tcp->doff = sizeof(*tcp) / 4;
		tcp->syn = 1;
	}
}

static struct sk_buff *og_packet(u8 pf, u8 proto, u16 dport)
{
	struct sk_buff *skb;

	skb = alloc_skb(OG_HEADROOM + 128, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb_reserve(skb, OG_HEADROOM);
	skb_reset_mac_header(skb);
	skb_reset_network_header(skb);
	put_ip(skb, pf, proto, sizeof(struct tcphdr));
	put_transport(skb, pf, proto, dport);
	skb->protocol = htons(pf == NFPROTO_IPV4 ? ETH_P_IP : ETH_P_IPV6);
	skb->ip_summed = CHECKSUM_UNNECESSARY;
	skb->dev = og_dev;
	skb->skb_iif = og_dev->ifindex;
	return skb;
}

static int og_hook(u8 pf, u8 hook, struct sk_buff *skb)
{
	return nf_hook(pf, hook, &init_net, NULL, skb, og_dev,
		       hook == NF_INET_FORWARD ? og_dev : NULL, og_okfn);
}

/* Nanoseconds for a thousand calls. */
static u64 og_batch(const struct og_way *way, struct sk_buff *skb)
{
	u64 start, took;
	int i;

	local_bh_disable();
	start = ktime_get_ns();
	for (i = 0; i < OG_CALLS; i++)
		og_hook(way->pf, way->hook, skb);
	took = ktime_get_ns() - start;
	local_bh_enable();
	return took;
}

static int og_repeat(const struct og_way *way, const struct og_class *class, u64 *best)
{
	struct sk_buff *skb;
	int i;

	skb = og_packet(way->pf, class->proto, class->dport);
	if (!skb)
		return -ENOMEM;
	nf_conntrack_get(&og_known->ct_general);
	nf_ct_set(skb, og_known, class->state);
	refcount_set(&skb->users, OG_USERS);
	*best = U64_MAX;
	for (i = 0; i < OG_BATCHES; i++)
		*best = min(*best, og_batch(way, skb));
	refcount_set(&skb->users, 1);
	kfree_skb(skb);
	return 0;
}

/* Where nobody dropped it, its connection must not be known to the next one. */
static void og_forget(struct sk_buff *skb)
{
	enum ip_conntrack_info info;
	struct nf_conn *ct = nf_ct_get(skb, &info);

	if (ct && nf_ct_is_confirmed(ct))
		nf_ct_kill(ct);
	kfree_skb(skb);
}

static int og_syn(u8 pf, u16 dport, u64 *best)
{
	u64 start, hooked, clock;
	struct sk_buff *skb;

	skb = og_packet(pf, IPPROTO_TCP, dport);
	if (!skb)
		return -ENOMEM;
	refcount_set(&skb->users, OG_USERS);
	local_bh_disable();
	start = ktime_get_ns();
	clock = ktime_get_ns() - start;
	start = ktime_get_ns();
	if (og_hook(pf, NF_INET_PRE_ROUTING, skb) == 1)
		og_hook(pf, NF_INET_LOCAL_IN, skb);
	hooked = ktime_get_ns() - start;
	refcount_set(&skb->users, 1);
	og_forget(skb);
	local_bh_enable();
	*best = min(*best, (hooked - clock) * OG_CALLS);
	return 0;
}

static int og_alone(const struct og_way *way, const struct og_class *class, u64 *best)
{
	int i, err = 0;

	*best = U64_MAX;
	for (i = 0; i < OG_ALONE && !err; i++)
		err = og_syn(way->pf, class->dport, best);
	return err;
}

static int og_measure(const struct og_way *way, const struct og_class *class, u64 *best)
{
	struct nf_hook_ops ops = {
		.hook = class->dropped ? og_dropping : og_accepting,
		.pf = way->pf,
		.hooknum = way->hook,
		.priority = NF_IP_PRI_FILTER,
	};
	int err;

	if (empty) {
		err = nf_register_net_hook(&init_net, &ops);
		if (err)
			return err;
	}
	err = class->alone ? og_alone(way, class, best) : og_repeat(way, class, best);
	if (empty)
		nf_unregister_net_hook(&init_net, &ops);
	return err;
}

static int og_show(struct seq_file *m, void *v)
{
	const struct og_class *class;
	const struct og_way *way;
	u64 best;
	int err;

	for (way = og_ways; way < og_ways + ARRAY_SIZE(og_ways); way++) {
		for (class = og_classes; class < og_classes + ARRAY_SIZE(og_classes); class++) {
			if (class->alone && way->hook == NF_INET_FORWARD)
				continue;
			err = og_measure(way, class, &best);
			if (err)
				return err;
			seq_printf(m, "%s.%s %llu\n", way->name, class->name, best);
		}
	}
	return 0;
}

/* A connection that no class of packet belongs to by itself, confirmed. */
static int og_known_init(void)
{
	struct nf_hook_state state = {
		.hook = NF_INET_PRE_ROUTING, .pf = NFPROTO_IPV4,
		.in = og_dev, .net = &init_net,
	};
	enum ip_conntrack_info info;
	struct sk_buff *skb;

	skb = og_packet(NFPROTO_IPV4, IPPROTO_UDP, 4);
	if (!skb)
		return -ENOMEM;
	local_bh_disable();
	if (nf_conntrack_in(skb, &state) == NF_ACCEPT &&
	    nf_ct_get(skb, &info) && __nf_conntrack_confirm(skb) == NF_ACCEPT)
		og_known = nf_ct_get(skb, &info);
	if (og_known)
		nf_conntrack_get(&og_known->ct_general);
	local_bh_enable();
	kfree_skb(skb);
	return og_known ? 0 : -ENOENT;
}

static void og_known_exit(void)
{
	nf_ct_kill(og_known);
	nf_ct_put(og_known);
}

static int __init og_bench_init(void)
{
	int err;

	og_dev = dev_get_by_name(&init_net, "ogb0");
	if (!og_dev) {
		pr_err("og_bench: no interface ogb0; \"ip link add ogb0 type dummy\" makes one\n");
		return -ENODEV;
	}
	err = nf_ct_netns_get(&init_net, NFPROTO_INET);
	if (err)
		goto err_dev;
	err = og_known_init();
	if (err)
		goto err_conntrack;
	if (proc_create_single("og_bench", 0400, NULL, og_show))
		return 0;
	err = -ENOMEM;

	og_known_exit();
err_conntrack:
	nf_ct_netns_put(&init_net, NFPROTO_INET);
err_dev:
	dev_put(og_dev);
	return err;
}

static void __exit og_bench_exit(void)
{
	remove_proc_entry("og_bench", NULL);
	og_known_exit();
	nf_ct_netns_put(&init_net, NFPROTO_INET);
	dev_put(og_dev);
}

module_init(og_bench_init);
module_exit(og_bench_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("outlook_guard measurement: what the netfilter hooks cost a packet");
