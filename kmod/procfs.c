// SPDX-License-Identifier: GPL-2.0-only
#include "procfs.h"

#include <linux/fs.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <net/net_namespace.h>

#include "compat.h"
#include "file.h"
#include "outlook_guard.h"
#include "state.h"
#include "session.h"
#include "show.h"
#include "trial.h"

/* Whose text failed reads why, for he may not see the kernel's log. */
static int policy_show(struct seq_file *seq, void *unused)
{
	struct og_session *session = seq->private;
	char line[OG_COMPLAINT_SIZE];

	if (!og_session_complaint(session, line))
		return og_show_policy(seq, og_session_net(session));
	seq_printf(seq, "%s\n", line);
	return 0;
}

static int open_session(struct file *file, struct og_net *og)
{
	struct og_session *session = og_session_open(og, file->f_flags & O_APPEND);
	int err;

	if (!session)
		return -ENOMEM;
	err = single_open(file, policy_show, session);
	if (err)
		og_session_close(session, false);
	return err;
}

static int policy_open(struct inode *inode, struct file *file)
{
	struct og_net *og = pde_data(inode);
	int err = og_file_enter(file, og);

	if (err)
		return err;
	err = open_session(file, og);
	if (err)
		og_file_leave(og);
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
	single_release(inode, file);
	og_file_leave(pde_data(inode));
	return 0;
}

static const struct proc_ops policy_ops = {
	.proc_open = policy_open,
	.proc_read = seq_read,
	.proc_write = policy_write,
	.proc_lseek = og_file_lseek,
	.proc_release = policy_release,
};

static int stats_show(struct seq_file *seq, void *unused)
{
	return og_show_stats(seq, pde_data(file_inode(seq->file)));
}

static int trial_show(struct seq_file *seq, void *unused)
{
	return og_show_trial(seq, seq->private);
}

static int trial_open(struct inode *inode, struct file *file)
{
	struct og_net *og = pde_data(inode);
	int err = og_file_enter(file, og);

	if (err)
		return err;
	err = single_open(file, trial_show, og);
	if (err)
		og_file_leave(og);
	return err;
}

static int trial_release(struct inode *inode, struct file *file)
{
	single_release(inode, file);
	og_file_leave(pde_data(inode));
	return 0;
}

/* One word a write, done when it returns. */
static ssize_t trial_write(struct file *file, const char __user *text, size_t size, loff_t *pos)
{
	struct seq_file *seq = file->private_data;
	struct og_net *og = seq->private;
	char word[16] = "";
	int err = -EINVAL;

	if (size >= sizeof(word))
		return -EINVAL;
	if (copy_from_user(word, text, size))
		return -EFAULT;
	if (strlen(word) != size)
		return -EINVAL;
	if (sysfs_streq(word, "keep"))
		err = og_trial_keep(og);
	else if (sysfs_streq(word, "revert"))
		err = og_trial_revert(og);
	return err ? err : size;
}

static const struct proc_ops trial_ops = {
	.proc_open = trial_open,
	.proc_read = seq_read,
	.proc_write = trial_write,
	.proc_lseek = og_file_lseek,
	.proc_release = trial_release,
};

static int ports_open(struct inode *inode, struct file *file)
{
	struct og_net *og = pde_data(inode);
	int err = og_file_enter(file, og);

	if (err)
		return err;
	err = seq_open(file, &og_show_ports);
	if (err)
		og_file_leave(og);
	else
		((struct seq_file *)file->private_data)->private = og;
	return err;
}

static int ports_release(struct inode *inode, struct file *file)
{
	seq_release(inode, file);
	og_file_leave(pde_data(inode));
	return 0;
}

static const struct proc_ops ports_ops = {
	.proc_open = ports_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = ports_release,
};

int og_procfs_create(struct og_net *og)
{
	struct proc_dir_entry *dir = proc_net_mkdir(og->net, OG_NAME, og->net->proc_net);

	if (!dir)
		return -ENOMEM;
	og->files = true;
	if (!proc_create_data(OG_PROC_POLICY, 0666, dir, &policy_ops, og) ||
	    !proc_create_data(OG_PROC_TRIAL, 0666, dir, &trial_ops, og) ||
	    !proc_create_data(OG_PROC_PORTS, 0444, dir, &ports_ops, og) ||
	    !proc_create_net_single(OG_PROC_STATS, 0444, dir, stats_show, og))
		return -ENOMEM;
	return 0;
}

void og_procfs_remove(struct og_net *og)
{
	if (og->files)
		remove_proc_subtree(OG_NAME, og->net->proc_net);
	og->files = false;
}

int og_procfs_link_create(void)
{
	return proc_symlink(OG_NAME, NULL, "self/net/" OG_NAME "/" OG_PROC_POLICY) ? 0 : -ENOMEM;
}

void og_procfs_link_remove(void)
{
	remove_proc_entry(OG_NAME, NULL);
}
