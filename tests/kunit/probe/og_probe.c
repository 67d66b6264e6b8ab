// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/net/og_hooks: how many functions stand at each hook of this network
 * namespace, a line a family. It is how the tests see that nothing was
 * registered twice or forgotten, conntrack's own hooks included.
 *
 * With logger=1 it is the kernel's NFLOG, and listens to nobody.
 *
 * With plant=1 it loses a piece of memory: kmemleak has to report that one, or
 * it has stopped looking.
 */
#include <linux/module.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/seq_file_net.h>
#include <linux/slab.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_log.h>
#include <net/netns/generic.h>

static bool plant;
module_param(plant, bool, 0444);
MODULE_PARM_DESC(plant, "lose a piece of memory, for kmemleak to find");

static bool logger;
module_param(logger, bool, 0444);
MODULE_PARM_DESC(logger, "be the kernel's NFLOG");

/*
 * Not counted: a hook that was removed while memory was short leaves a place
 * holder of priority INT_MIN, and conntrack, when its own registration fails,
 * leaves the one that puts fragments together (nf_ct_netns_do_get()).
 */
static unsigned int count(const struct nf_hook_entries *entries)
{
	struct nf_hook_ops **ops;
	unsigned int i, number = 0;

	if (!entries)
		return 0;
	ops = nf_hook_entries_get_hook_ops(entries);
	for (i = 0; i < entries->num_hook_entries; i++)
		number += ops[i]->priority != INT_MIN &&
			  ops[i]->priority != NF_IP_PRI_CONNTRACK_DEFRAG;
	return number;
}

static int hooks_show(struct seq_file *seq, void *unused)
{
	const struct net *net = seq_file_single_net(seq);
	unsigned int i;

	rcu_read_lock();
	seq_puts(seq, "ipv4");
	for (i = 0; i < NF_INET_NUMHOOKS; i++)
		seq_printf(seq, " %u", count(rcu_dereference(net->nf.hooks_ipv4[i])));
	seq_puts(seq, "\nipv6");
	for (i = 0; i < NF_INET_NUMHOOKS; i++)
		seq_printf(seq, " %u", count(rcu_dereference(net->nf.hooks_ipv6[i])));
	seq_puts(seq, "\n");
	rcu_read_unlock();
	return 0;
}

static int __net_init probe_begin(struct net *net)
{
	return proc_create_net_single("og_hooks", 0444, net->proc_net, hooks_show, NULL) ?
		0 : -ENOMEM;
}

static void __net_exit probe_end(struct net *net)
{
	remove_proc_entry("og_hooks", net->proc_net);
}

static struct pernet_operations probe_ops = {
	.init = probe_begin,
	.exit = probe_end,
};

/* Of a size that nothing else of the tests' has; noinline: kmemleak shows who it was. */
static noinline void og_probe_plant(void)
{
	static const char mark[] = "planted by og_probe";
	char *lost = kzalloc(777, GFP_KERNEL);

	if (lost)
		strscpy(lost, mark, 777);
}

static void ignore(struct net *net, u_int8_t pf, unsigned int hooknum, const struct sk_buff *skb,
		   const struct net_device *in, const struct net_device *out,
		   const struct nf_loginfo *loginfo, const char *prefix)
{
}

static struct nf_logger nflog = {
	.name = "og_probe",
	.type = NF_LOG_TYPE_ULOG,
	.logfn = ignore,
	.me = THIS_MODULE,
};

static int __init probe_init(void)
{
	int err = register_pernet_subsys(&probe_ops);

	if (err)
		return err;
	if (plant)
		og_probe_plant();
	if (logger)
		err = nf_log_register(NFPROTO_UNSPEC, &nflog);
	if (err)
		unregister_pernet_subsys(&probe_ops);
	return err;
}

static void __exit probe_exit(void)
{
	if (logger)
		nf_log_unregister(&nflog);
	unregister_pernet_subsys(&probe_ops);
}

module_init(probe_init);
module_exit(probe_exit);

MODULE_AUTHOR("The outlook_guard authors");
MODULE_DESCRIPTION("Counts netfilter hooks, for tests");
MODULE_LICENSE("GPL");
