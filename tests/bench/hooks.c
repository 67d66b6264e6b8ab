// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the netfilter hooks cost a packet, by class of packet: /proc/og_bench.
 *
 * The method. One skb of the class goes through nf_hook() again and again, as
 * it would from ip_local_deliver(); what is timed is a batch of such calls,
 * and the best of several batches counts, since a timer tick hits only some
 * (or the median, where a batch is never the same twice).
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
 * The syn classes are not differences: a fresh SYN, each time on its own, from
 * PRE_ROUTING to the drop at LOCAL_IN, with conntrack making its entry on the
 * way. In syn-path what is freed is freed when the clock has stopped, in
 * syn-free before that.
 */
#include "og_bench.h"

#include <linux/in.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/netfilter_ipv4.h>
#include <linux/seq_file.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>

#define OG_BATCH_NS	2000000	/* so few calls that a timer tick, each 4 ms, is not in every batch */
#define OG_BATCHES	20
#define OG_ALONE	200	/* packets of the syn classes */
#define OG_USERS	BIT(24)

static bool empty;
module_param(empty, bool, 0444);
MODULE_PARM_DESC(empty, "measure with a hook of our own that does nothing but give the verdict");

static ushort port;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "measure nothing but a first packet to this tcp port at LOCAL_IN, class tcp-port");

static uint calls = 1000;
module_param(calls, uint, 0444);
MODULE_PARM_DESC(calls, "the most calls in a batch");

static bool native;
module_param(native, bool, 0444);
MODULE_PARM_DESC(native, "LOCAL_IN of IPv4 alone, and of the batches the median: where the clock is a real one");

static const struct og_class {
	const char *name;
	u8 proto;
	u8 state;
	u16 dport;
	bool dropped;		/* by the page; what the empty hook then says */
	bool alone;		/* each packet from PRE_ROUTING on, see above */
	bool freed;		/* alone: the clock runs until it is freed */
} og_classes[] = {
	{ "established", IPPROTO_TCP, IP_CT_ESTABLISHED, 40000 },
	{ "tcp-22", IPPROTO_TCP, IP_CT_NEW, 22 },
	{ "tcp-953", IPPROTO_TCP, IP_CT_NEW, 953 },
	{ "tcp-8080", IPPROTO_TCP, IP_CT_NEW, 8080 },
	{ "udp-53", IPPROTO_UDP, IP_CT_NEW, 53 },
	{ "udp-953", IPPROTO_UDP, IP_CT_NEW, 953 },
	{ "icmp", IPPROTO_ICMP, IP_CT_NEW, 0 },
	{ "drop-81", IPPROTO_TCP, IP_CT_NEW, 81, .dropped = true },
	{ "drop-udp-81", IPPROTO_UDP, IP_CT_NEW, 81, .dropped = true },
	{ "syn-path", IPPROTO_TCP, IP_CT_NEW, 81, .dropped = true, .alone = true },
	{ "syn-free", IPPROTO_TCP, IP_CT_NEW, 81, .dropped = true, .alone = true, .freed = true },
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

static struct sk_buff *og_class_packet(u8 pf, const struct og_class *class)
{
	struct og_spec spec = {
		.pf = pf, .proto = class->proto, .sport = OG_SPORT, .dport = class->dport, .syn = true,
	};

	return og_packet(&spec, og_dev);
}

int og_by_size(const void *a, const void *b)
{
	const u64 *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* What counts of so many measurements, which it sorts. */
static u64 og_chosen(u64 *took, unsigned int n)
{
	sort(took, n, sizeof(*took), og_by_size, NULL);
	return took[native ? n / 2 : 0];
}

/* Nanoseconds for a batch of @n. */
static u64 og_batch(const struct og_way *way, struct sk_buff *skb, unsigned int n)
{
	u64 start, took;
	unsigned int i;

	local_bh_disable();
	start = og_now();
	for (i = 0; i < n; i++)
		og_hook(way->pf, way->hook, skb, og_dev);
	took = og_now() - start;
	local_bh_enable();
	return took;
}

/* For a thousand calls, of whatever number fits between two timer ticks; at least one. */
static u64 og_batches(const struct og_way *way, struct sk_buff *skb)
{
	u64 once, took[OG_BATCHES];
	unsigned int n = calls;
	int i;

	og_batch(way, skb, 1);
	once = max(og_batch(way, skb, 1), 1ULL);
	while (n > 1 && once * n > OG_BATCH_NS)
		n /= 2;
	for (i = 0; i < OG_BATCHES; i++)
		took[i] = og_batch(way, skb, n);
	return div_u64(og_chosen(took, OG_BATCHES) * 1000, n);
}

static int og_repeat(const struct og_way *way, const struct og_class *class, u64 *figure)
{
	struct sk_buff *skb = og_class_packet(way->pf, class);

	if (!skb)
		return -ENOMEM;
	nf_conntrack_get(&og_known->ct_general);
	nf_ct_set(skb, og_known, class->state);
	refcount_set(&skb->users, OG_USERS);
	*figure = og_batches(way, skb);
	refcount_set(&skb->users, 1);
	kfree_skb(skb);
	return 0;
}

static int og_syn(u8 pf, const struct og_class *class, u64 *took)
{
	u64 start, hooked, clock;
	struct sk_buff *skb;
	int left;

	skb = og_class_packet(pf, class);
	if (!skb)
		return -ENOMEM;
	if (!class->freed)
		refcount_set(&skb->users, OG_USERS);
	local_bh_disable();
	clock = og_clock();
	start = og_now();
	left = og_hook(pf, NF_INET_PRE_ROUTING, skb, og_dev);
	if (left == 1)
		left = og_hook(pf, NF_INET_LOCAL_IN, skb, og_dev);
	hooked = og_now() - start;
	/* Where nobody dropped it, its connection must not be known to the next one. */
	if (!class->freed || left == 1) {
		og_forget(skb);
		refcount_set(&skb->users, 1);
		kfree_skb(skb);
	}
	local_bh_enable();
	*took = hooked > clock ? hooked - clock : 0;
	return 0;
}

static int og_alone(const struct og_way *way, const struct og_class *class, u64 *figure)
{
	u64 *took = kmalloc_array(OG_ALONE, sizeof(*took), GFP_KERNEL);
	int i, err = took ? 0 : -ENOMEM;

	for (i = 0; i < OG_ALONE && !err; i++)
		err = og_syn(way->pf, class, &took[i]);
	if (!err)
		*figure = og_chosen(took, OG_ALONE) * 1000;
	kfree(took);
	return err;
}

static int og_measure(const struct og_way *way, const struct og_class *class, struct seq_file *m)
{
	struct nf_hook_ops ops = {
		.hook = class->dropped ? og_dropping : og_accepting,
		.pf = way->pf,
		.hooknum = way->hook,
		.priority = NF_IP_PRI_FILTER,
	};
	u64 figure;
	int err;

	if (empty) {
		err = nf_register_net_hook(&init_net, &ops);
		if (err)
			return err;
	}
	err = class->alone ? og_alone(way, class, &figure) : og_repeat(way, class, &figure);
	if (empty)
		nf_unregister_net_hook(&init_net, &ops);
	if (!err)
		seq_printf(m, "%s.%s %llu\n", way->name, class->name, figure);
	return err;
}

int og_hooks_show(struct seq_file *m, void *v)
{
	struct og_class one = { "tcp-port", IPPROTO_TCP, IP_CT_NEW, port };
	const struct og_way *way, *last = og_ways + (native ? 1 : ARRAY_SIZE(og_ways));
	const struct og_class *class;
	int err = 0;

	if (port)
		return og_measure(og_ways, &one, m);
	for (way = og_ways; way < last; way++) {
		for (class = og_classes; class < og_classes + ARRAY_SIZE(og_classes); class++) {
			if (!class->alone || way->hook == NF_INET_LOCAL_IN)
				err = og_measure(way, class, m);
			if (err)
				return err;
		}
	}
	return 0;
}
