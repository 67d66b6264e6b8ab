// SPDX-License-Identifier: GPL-2.0-only
/*
 * og_bench: measures what packets cost. Reading one of its files measures;
 * under QEMU's icount, where a nanosecond is an instruction, it counts
 * instructions. Figures are for a thousand packets.
 */
#include "og_bench.h"

#include <linux/in.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/proc_fs.h>
#include <linux/skbuff.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>

static bool conntrack = true;
module_param(conntrack, bool, 0444);
MODULE_PARM_DESC(conntrack, "keep conntrack on in this namespace, as the filters do");

struct net_device *og_dev;
struct nf_conn *og_known;

/* A connection that no class of packet belongs to by itself, confirmed. */
static int og_known_init(void)
{
	struct nf_hook_state state = {
		.hook = NF_INET_PRE_ROUTING, .pf = NFPROTO_IPV4,
		.in = og_dev, .net = &init_net,
	};
	struct og_spec spec = { .pf = NFPROTO_IPV4, .proto = IPPROTO_UDP, .sport = 4, .dport = 4 };
	enum ip_conntrack_info info;
	struct sk_buff *skb;

	skb = og_packet(&spec, og_dev);
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

static void og_files_remove(void)
{
	remove_proc_subtree("og_bench", NULL);
	remove_proc_subtree("og_path", NULL);
	remove_proc_subtree("og_flood", NULL);
	remove_proc_subtree("og_cold", NULL);
}

static int og_files_create(void)
{
	if (proc_create_single("og_bench", 0400, NULL, og_hooks_show) &&
	    proc_create_single("og_path", 0400, NULL, og_path_show) &&
	    proc_create_single("og_flood", 0400, NULL, og_flood_show) &&
	    proc_create_single("og_cold", 0400, NULL, og_cold_show))
		return 0;
	og_files_remove();
	return -ENOMEM;
}

static int og_conntrack_get(void)
{
	return conntrack ? nf_ct_netns_get(&init_net, NFPROTO_INET) : 0;
}

static void og_conntrack_put(void)
{
	if (conntrack)
		nf_ct_netns_put(&init_net, NFPROTO_INET);
}

static int __init og_bench_init(void)
{
	int err;

	og_dev = dev_get_by_name(&init_net, "ogb0");
	if (!og_dev) {
		pr_err("og_bench: no interface ogb0; \"ip link add ogb0 type dummy\" makes one\n");
		return -ENODEV;
	}
	err = og_now_init();
	if (err)
		goto err_dev;
	err = og_conntrack_get();
	if (err)
		goto err_dev;
	err = og_known_init();
	if (err)
		goto err_conntrack;
	err = og_files_create();
	if (err)
		goto err_known;
	return 0;

err_known:
	og_known_exit();
err_conntrack:
	og_conntrack_put();
err_dev:
	dev_put(og_dev);
	return err;
}

static void __exit og_bench_exit(void)
{
	og_files_remove();
	og_known_exit();
	og_conntrack_put();
	dev_put(og_dev);
}

module_init(og_bench_init);
module_exit(og_bench_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("outlook_guard measurement: what packets cost");
