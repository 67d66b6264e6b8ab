// SPDX-License-Identifier: GPL-2.0-only
#include "procfs.h"

#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/seq_file_net.h>
#include <linux/uidgid.h>
#include <linux/vmalloc.h>
#include <net/net_namespace.h>

#include "core/text.h"
#include "net.h"
#include "outlook_guard.h"
#include "publish.h"
#include "session.h"
#include "stats.h"

static void emit(void *to, const char *text, size_t size)
{
	seq_write(to, text, size);
}

static int policy_show(struct seq_file *seq, void *unused)
{
	struct og_policy *copy = __vmalloc(sizeof(*copy),
					   GFP_KERNEL_ACCOUNT | __GFP_NOWARN);

	if (!copy)
		return -ENOMEM;
	og_publish_snapshot(og_session_net(seq->private), copy);
	og_print_policy(copy, emit, seq);
	vfree(copy);
	return 0;
}

/*
 * The opener's credentials count, for the file may be handed on. They are
 * checked here and not by the file's mode, because a namespace that is made
 * together with its user namespace has no owner yet when its files are made.
 */
static int may_open(const struct file *file, const struct net *net)
{
	if (file_ns_capable(file, net->user_ns, CAP_NET_ADMIN))
		return 0;
	if (file->f_mode & FMODE_WRITE)
		return -EPERM;
	return uid_eq(file->f_cred->fsuid, make_kuid(net->user_ns, 0)) ? 0 : -EACCES;
}

static int policy_open(struct inode *inode, struct file *file)
{
	struct og_net *og = pde_data(inode);
	struct og_session *session;
	int err = may_open(file, og->net);

	if (err)
		return err;
	session = og_session_open(og);
	if (!session)
		return -ENOMEM;
	err = single_open(file, policy_show, session);
	if (err)
		og_session_close(session, false);
	return err;
}

static ssize_t policy_write(struct file *file, const char __user *text, size_t size, loff_t *pos)
{
	struct seq_file *seq = file->private_data;
	int err = og_session_write(seq->private, text, size);

	return err ? err : size;
}

/*
 * A writer that a signal killed did not get to the end of its text, and one
 * whose last reference a kernel thread dropped never closed the file itself.
 * The low bits of exit_code are the signal, as wait(2) has them; do_exit()
 * sets it before it closes files.
 */
static bool closed_by_writer(void)
{
	if (current->flags & PF_KTHREAD)
		return false;
	return !(current->flags & PF_EXITING) || !(current->exit_code & 0x7f);
}

/* The end of a transaction. */
static int policy_release(struct inode *inode, struct file *file)
{
	struct seq_file *seq = file->private_data;

	og_session_close(seq->private, closed_by_writer());
	return single_release(inode, file);
}

static const struct proc_ops policy_ops = {
	.proc_open = policy_open,
	.proc_read = seq_read,
	.proc_write = policy_write,
	.proc_lseek = seq_lseek,
	.proc_release = policy_release,
};

/* Names of counters, in the order of enum og_reason. */
static const char *const reason_verdict[OG_REASON_COUNT] = {
#define OG_REASON_VERDICT(symbol, verdict, name, sentence) #verdict,
	OG_REASONS(OG_REASON_VERDICT)
#undef OG_REASON_VERDICT
};

static const char *const reason_name[OG_REASON_COUNT] = {
#define OG_REASON_NAME(symbol, verdict, name, sentence) #name,
	OG_REASONS(OG_REASON_NAME)
#undef OG_REASON_NAME
};

static void show_counters(struct seq_file *seq, const struct og_stats *sum)
{
	unsigned int chain, reason;

	for (chain = 0; chain < OG_CHAINS; chain++) {
		for (reason = 0; reason < OG_REASON_COUNT; reason++)
			seq_printf(seq, "%s_%s_%s %lu\n", og_chain_name(chain),
				   reason_verdict[reason], reason_name[reason],
				   sum->count[chain][reason]);
		for (reason = OG_DROP_FIRST; reason < OG_REASON_COUNT; reason++)
			seq_printf(seq, "%s_would_drop_%s %lu\n", og_chain_name(chain),
				   reason_name[reason], sum->would_drop[chain][reason]);
	}
}

static int stats_show(struct seq_file *seq, void *unused)
{
	struct og_net *og = og_net_of(seq_file_single_net(seq));
	struct og_publish_state state;
	struct og_stats sum;
	unsigned int i;

	og_publish_state(og, &state);
	og_stats_sum(READ_ONCE(og->stats), &sum);
	seq_printf(seq, "format %u\nversion %s\ngeneration %llu\n",
		   OG_STATS_FORMAT, OG_VERSION, state.generation);
	for (i = 0; i < OG_SETTINGS; i++)
		if (state.setting[i][0])
			seq_printf(seq, "%s %s\n", og_setting_name(i), state.setting[i]);
	seq_printf(seq, "early_drop_port %lu\n", sum.early_drop);
	show_counters(seq, &sum);
	return 0;
}

int og_procfs_create(struct og_net *og)
{
	og->proc = proc_net_mkdir(og->net, OG_NAME, og->net->proc_net);
	if (!og->proc)
		return -ENOMEM;
	if (!proc_create_data(OG_PROC_POLICY, 0666, og->proc, &policy_ops, og) ||
	    !proc_create_net_single(OG_PROC_STATS, 0444, og->proc, stats_show, NULL)) {
		og_procfs_remove(og);
		return -ENOMEM;
	}
	return 0;
}

void og_procfs_remove(struct og_net *og)
{
	proc_remove(og->proc);
	og->proc = NULL;
}

int og_procfs_link_create(void)
{
	return proc_symlink(OG_NAME, NULL, "self/net/" OG_NAME "/" OG_PROC_POLICY) ? 0 : -ENOMEM;
}

void og_procfs_link_remove(void)
{
	remove_proc_entry(OG_NAME, NULL);
}
