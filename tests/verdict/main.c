// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/og_verdict/: a file for every group of cases; reading it judges them
 * and gives a byte for each, see og_result(). "case" takes GROUP NUMBER, and
 * then says in words which case that is.
 *
 * Packets go no further than the hooks: nf_hook() reports the verdict to its
 * caller, who would have to deliver the packet, and here frees it.
 */
#include "og_verdict.h"

#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/skbuff.h>
#include <linux/uaccess.h>
#include <linux/version.h>
#include <linux/vmalloc.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>

/* It was called so before 5.17. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
#define pde_data PDE_DATA
#endif

#define OG_DIR	"og_verdict"

static struct proc_dir_entry *og_dir;
static struct net_device *og_devs[OG_DEVS];
/* One run at a time: a second one would meet the connections of the first. */
static DEFINE_MUTEX(og_running);
/* The case that /proc/og_verdict/case describes; og_naming protects it. */
static DEFINE_MUTEX(og_naming);
static struct og_case og_named;

/* Neither of the two is a queued or stolen packet, or one that could not be made. */
enum og_verdict { OG_DROP, OG_ACCEPT, OG_OTHER };

/* The state that a verdict was given on is part of it. '@' to 'O' is drop, 'P' to '_' accept. */
static u8 og_result(enum og_verdict verdict, enum og_state state)
{
	return 0x40 + (verdict << 4) + state;
}

/* nf_hook() wants one to hand to a queue; no rule here queues. */
static int og_okfn(struct net *net, struct sock *sk, struct sk_buff *skb)
{
	kfree_skb(skb);
	return 0;
}

static enum og_verdict og_hook(const struct og_case *c, struct sk_buff *skb)
{
	struct net_device *out = NULL;
	int ret;

	if (c->hook == NF_INET_FORWARD)
		out = og_devs[OG_DEV_LIKE_LO];
	ret = nf_hook(c->pf, c->hook, &init_net, NULL, skb, skb->dev, out, og_okfn);
	if (ret == 1) {
		kfree_skb(skb);
		return OG_ACCEPT;
	}
	return ret == -EPERM ? OG_DROP : OG_OTHER;
}

static u8 og_judge(const struct og_case *c)
{
	enum og_verdict verdict = OG_OTHER;
	struct og_tracked tracked;
	enum og_state state;
	struct sk_buff *skb;

	skb = og_packet(c, og_devs[c->dev]);
	if (!skb)
		return og_result(OG_OTHER, OG_STATE_NONE);
	local_bh_disable();
	state = og_track_begin(c, skb, &tracked);
	if (state == OG_STATE_DROPPED) {
		kfree_skb(skb);
		verdict = OG_DROP;
	} else if (state == OG_STATE_GONE) {
		verdict = OG_DROP;
	} else {
		verdict = og_hook(c, skb);
	}
	og_track_end(&tracked);
	local_bh_enable();
	return og_result(verdict, state);
}

static int og_open(struct inode *inode, struct file *file)
{
	const struct og_group *g = pde_data(inode);
	u32 i, n = og_group_cases(g);
	struct og_case c;
	u8 *results;

	results = vmalloc(n);
	if (!results)
		return -ENOMEM;
	mutex_lock(&og_running);
	for (i = 0; i < n; i++) {
		og_case_nth(g, i, &c);
		results[i] = og_judge(&c);
		if (i % 1024 == 0)
			cond_resched();
	}
	mutex_unlock(&og_running);
	file->private_data = results;
	return 0;
}

static ssize_t og_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	return simple_read_from_buffer(to, len, pos, file->private_data,
				       og_group_cases(pde_data(file_inode(file))));
}

static int og_release(struct inode *inode, struct file *file)
{
	vfree(file->private_data);
	return 0;
}

static const struct proc_ops og_group_ops = {
	.proc_open = og_open,
	.proc_read = og_read,
	.proc_lseek = default_llseek,
	.proc_release = og_release,
};

static int og_named_show(struct seq_file *m, void *v)
{
	char words[320];

	mutex_lock(&og_naming);
	og_case_words(&og_named, words, sizeof(words));
	mutex_unlock(&og_naming);
	seq_printf(m, "%s\n", words);
	return 0;
}

static int og_named_open(struct inode *inode, struct file *file)
{
	return single_open(file, og_named_show, NULL);
}

static int og_name(const char *group, u32 number)
{
	unsigned int i;

	for (i = 0; i < og_groups_n; i++) {
		if (strcmp(og_groups[i].name, group))
			continue;
		if (number >= og_group_cases(&og_groups[i]))
			return -ERANGE;
		mutex_lock(&og_naming);
		og_case_nth(&og_groups[i], number, &og_named);
		mutex_unlock(&og_naming);
		return 0;
	}
	return -ENOENT;
}

static ssize_t og_named_write(struct file *file, const char __user *from, size_t len, loff_t *pos)
{
	char text[64], group[32];
	u32 number;
	int err;

	if (len >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, from, len))
		return -EFAULT;
	text[len] = '\0';
	if (sscanf(text, "%31s %u", group, &number) != 2)
		return -EINVAL;
	err = og_name(group, number);
	return err ? err : len;
}

static const struct proc_ops og_named_ops = {
	.proc_open = og_named_open,
	.proc_read = seq_read,
	.proc_write = og_named_write,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

static void og_devs_exit(void)
{
	unsigned int i;

	for (i = 0; i < OG_DEVS; i++)
		dev_put(og_devs[i]);
}

static int og_devs_init(void)
{
	unsigned int i;

	for (i = 0; i < OG_DEVS; i++) {
		og_devs[i] = dev_get_by_name(&init_net, og_dev_names[i]);
		if (og_devs[i])
			continue;
		pr_err("og_verdict: no interface %s; \"ip link add %s type dummy\" makes one\n",
		       og_dev_names[i], og_dev_names[i]);
		og_devs_exit();
		return -ENODEV;
	}
	return 0;
}

static int og_proc_init(void)
{
	unsigned int i;

	og_dir = proc_mkdir(OG_DIR, NULL);
	if (!og_dir || !proc_create("case", 0600, og_dir, &og_named_ops))
		return -ENOMEM;
	for (i = 0; i < og_groups_n; i++)
		if (!proc_create_data(og_groups[i].name, 0400, og_dir, &og_group_ops,
				      (void *)&og_groups[i]))
			return -ENOMEM;
	return 0;
}

static int __init og_verdict_init(void)
{
	int err;

	err = og_devs_init();
	if (err)
		return err;
	err = og_packet_init();
	if (err)
		goto err_devs;
	/* Else the confirm hook is there or not, depending on who filters. */
	err = nf_ct_netns_get(&init_net, NFPROTO_INET);
	if (err)
		goto err_packet;
	err = og_track_init(og_devs[OG_DEV_AWAY]);
	if (err)
		goto err_conntrack;
	err = og_proc_init();
	if (err)
		goto err_proc;
	return 0;

err_proc:
	proc_remove(og_dir);
	og_track_exit();
err_conntrack:
	nf_ct_netns_put(&init_net, NFPROTO_INET);
err_packet:
	og_packet_exit();
err_devs:
	og_devs_exit();
	return err;
}

static void __exit og_verdict_exit(void)
{
	proc_remove(og_dir);
	og_track_exit();
	nf_ct_netns_put(&init_net, NFPROTO_INET);
	og_packet_exit();
	og_devs_exit();
}

module_init(og_verdict_init);
module_exit(og_verdict_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("outlook_guard test: verdicts of the netfilter hooks, case by case");
