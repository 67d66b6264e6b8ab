// SPDX-License-Identifier: GPL-2.0-only
/*
 * First packets to tcp 22 at LOCAL_IN without a pause, for as long as the
 * parameter flood is set, and how many of them were not accepted:
 * /proc/og_flood. For policy changes meanwhile; port 22 is listed before,
 * during and after, so a packet that is dropped was dropped by the change.
 */
#include "og_bench.h"

#include <linux/in.h>
#include <linux/moduleparam.h>
#include <linux/netdevice.h>
#include <linux/sched/signal.h>
#include <linux/seq_file.h>
#include <linux/skbuff.h>
#include <net/netfilter/nf_conntrack.h>

#define OG_AT_ONCE	100
#define OG_USERS	BIT(24)

static bool flood;
module_param(flood, bool, 0644);
MODULE_PARM_DESC(flood, "whether a reader of /proc/og_flood goes on");

static unsigned int og_lost(struct sk_buff *skb)
{
	unsigned int i, lost = 0;

	refcount_set(&skb->users, OG_USERS);
	local_bh_disable();
	for (i = 0; i < OG_AT_ONCE; i++)
		lost += og_hook(NFPROTO_IPV4, NF_INET_LOCAL_IN, skb, og_dev) != 1;
	local_bh_enable();
	return lost;
}

int og_flood_show(struct seq_file *m, void *v)
{
	struct og_spec spec = {
		.pf = NFPROTO_IPV4, .proto = IPPROTO_TCP, .sport = OG_SPORT, .dport = 22, .syn = true,
	};
	struct sk_buff *skb = og_packet(&spec, og_dev);
	u64 packets = 0, lost = 0;

	if (!skb)
		return -ENOMEM;
	nf_conntrack_get(&og_known->ct_general);
	nf_ct_set(skb, og_known, IP_CT_NEW);
	while (READ_ONCE(flood) && !signal_pending(current)) {
		lost += og_lost(skb);
		packets += OG_AT_ONCE;
		cond_resched();
	}
	refcount_set(&skb->users, 1);
	kfree_skb(skb);
	seq_printf(m, "packets %llu\nlost %llu\n", packets, lost);
	return 0;
}
