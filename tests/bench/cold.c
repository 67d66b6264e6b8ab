// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a flood costs, in the processor's own time, with its caches: /proc/og_cold.
 *
 * Each packet of a flood is another flow's, to a port of its own, in memory
 * that was not touched for thousands of packets. Flows and ports are random,
 * but the same at every reading, so that all filters get the same ones.
 *
 * any: first packets to any port at LOCAL_IN. any.cold: before each of them
 * more memory is read than a processor's first two caches hold, as what else
 * runs on a machine does between two packets; established.cold likewise. syn:
 * from PRE_ROUTING to the drop, to ports that are not listed, conntrack's
 * entry and its end included. All are medians, for a thousand packets.
 */
#include "og_bench.h"

#include <linux/in.h>
#include <linux/netdevice.h>
#include <linux/prandom.h>
#include <linux/seq_file.h>
#include <linux/skbuff.h>
#include <linux/sort.h>
#include <linux/vmalloc.h>
#include <net/netfilter/nf_conntrack.h>

#define OG_FLOWS	8192
#define OG_ROUNDS	15
#define OG_AT_ONCE	256	/* SYNs that may be known to conntrack together */
#define OG_ALONE	501	/* packets of the cold classes */
#define OG_ELSE		(4 << 20)
#define OG_LINE		64
#define OG_USERS	BIT(24)

/* What a reader of the file works with. */
struct og_cold {
	struct rnd_state random;
	struct sk_buff *flows[OG_FLOWS];
	struct sk_buff *syns[OG_AT_ONCE];
	u64 took[OG_ALONE];
	char elsewhere[OG_ELSE];
};

static struct sk_buff *og_cold_packet(struct og_cold *cold, u16 dport)
{
	struct og_spec spec = {
		.pf = NFPROTO_IPV4, .proto = IPPROTO_TCP, .dport = dport, .syn = true,
		.sport = 1024 + prandom_u32_state(&cold->random) % 60000,
	};

	return og_packet(&spec, og_dev);
}

/* Of ports that neither the page lists nor measure's long list, whose ports are odd. */
static u16 og_cold_unlisted(struct og_cold *cold)
{
	return 10000 + 2 * (prandom_u32_state(&cold->random) % 25000);
}

static void og_cold_end(struct og_cold *cold)
{
	int i;

	for (i = 0; i < OG_FLOWS; i++) {
		if (!cold->flows[i])
			continue;
		refcount_set(&cold->flows[i]->users, 1);
		kfree_skb(cold->flows[i]);
	}
	vfree(cold);
}

/* Packets in memory one after the other, met in another order. */
static struct og_cold *og_cold_begin(void)
{
	struct og_cold *cold = vzalloc(sizeof(*cold));
	struct sk_buff *skb;
	unsigned int other;
	int i;

	if (!cold)
		return NULL;
	prandom_seed_state(&cold->random, 1);
	for (i = 0; i < OG_FLOWS; i++) {
		skb = og_cold_packet(cold, prandom_u32_state(&cold->random));
		if (!skb) {
			og_cold_end(cold);
			return NULL;
		}
		nf_conntrack_get(&og_known->ct_general);
		nf_ct_set(skb, og_known, IP_CT_NEW);
		refcount_set(&skb->users, OG_USERS);
		cold->flows[i] = skb;
	}
	for (i = 0; i < OG_FLOWS; i++) {
		/* swap() looks at what it is given more than once */
		other = prandom_u32_state(&cold->random) % OG_FLOWS;
		swap(cold->flows[i], cold->flows[other]);
	}
	return cold;
}

static u64 og_median(u64 *took, unsigned int n)
{
	sort(took, n, sizeof(*took), og_by_size, NULL);
	return took[n / 2] * 1000;
}

static u64 og_cold_any(struct og_cold *cold)
{
	int round, i;
	u64 start;

	for (round = 0; round < OG_ROUNDS; round++) {
		local_bh_disable();
		start = og_now();
		for (i = 0; i < OG_FLOWS; i++)
			og_hook(NFPROTO_IPV4, NF_INET_LOCAL_IN, cold->flows[i], og_dev);
		cold->took[round] = og_now() - start;
		local_bh_enable();
	}
	return div_u64(og_median(cold->took, OG_ROUNDS), OG_FLOWS);
}

static void og_cold_elsewhere(const struct og_cold *cold)
{
	unsigned int i;

	for (i = 0; i < OG_ELSE; i += OG_LINE)
		READ_ONCE(cold->elsewhere[i]);
}

static u64 og_cold_alone(struct og_cold *cold, u8 state)
{
	u64 start, clock, took;
	struct sk_buff *skb;
	int i;

	for (i = 0; i < OG_ALONE; i++) {
		skb = cold->flows[i];
		nf_ct_set(skb, og_known, state);
		og_cold_elsewhere(cold);
		local_bh_disable();
		clock = og_clock();
		start = og_now();
		og_hook(NFPROTO_IPV4, NF_INET_LOCAL_IN, skb, og_dev);
		took = og_now() - start;
		local_bh_enable();
		cold->took[i] = took > clock ? took - clock : 0;
	}
	return og_median(cold->took, OG_ALONE);
}

/* Nanoseconds for so many SYNs; those that pass, where there is no filter, stay out of the next ones' way. */
static int og_cold_batch(struct og_cold *cold, u64 *took)
{
	struct sk_buff **skbs = cold->syns;
	u64 start;
	int i;

	for (i = 0; i < OG_AT_ONCE; i++) {
		skbs[i] = og_cold_packet(cold, og_cold_unlisted(cold));
		if (!skbs[i])
			goto err;
	}
	local_bh_disable();
	start = og_now();
	for (i = 0; i < OG_AT_ONCE; i++)
		if (og_hook(NFPROTO_IPV4, NF_INET_PRE_ROUTING, skbs[i], og_dev) != 1 ||
		    og_hook(NFPROTO_IPV4, NF_INET_LOCAL_IN, skbs[i], og_dev) != 1)
			skbs[i] = NULL;
	*took = og_now() - start;
	for (i = 0; i < OG_AT_ONCE; i++) {
		if (!skbs[i])
			continue;
		og_forget(skbs[i]);
		kfree_skb(skbs[i]);
	}
	local_bh_enable();
	return 0;

err:
	while (i--)
		kfree_skb(skbs[i]);
	return -ENOMEM;
}

static int og_cold_syn(struct og_cold *cold, u64 *figure)
{
	int round, err = 0;

	for (round = 0; round < OG_ROUNDS && !err; round++)
		err = og_cold_batch(cold, &cold->took[round]);
	*figure = div_u64(og_median(cold->took, OG_ROUNDS), OG_AT_ONCE);
	return err;
}

int og_cold_show(struct seq_file *m, void *v)
{
	struct og_cold *cold = og_cold_begin();
	u64 syn;
	int err;

	if (!cold)
		return -ENOMEM;
	seq_printf(m, "any %llu\n", og_cold_any(cold));
	seq_printf(m, "any.cold %llu\n", og_cold_alone(cold, IP_CT_NEW));
	seq_printf(m, "established.cold %llu\n", og_cold_alone(cold, IP_CT_ESTABLISHED));
	err = og_cold_syn(cold, &syn);
	seq_printf(m, "syn %llu\n", syn);
	og_cold_end(cold);
	return err;
}
