// SPDX-License-Identifier: GPL-2.0-only
#include "file.h"

#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/seq_file.h>
#include <linux/uidgid.h>
#include <net/net_namespace.h>

#include "state.h"

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

int og_file_enter(const struct file *file, struct og_net *og)
{
	int err = may_open(file, og->net);

	if (err)
		return err;
	return maybe_get_net(og->net) ? 0 : -ENXIO;
}

void og_file_leave(struct og_net *og)
{
	put_net(og->net);
}

loff_t og_file_lseek(struct file *file, loff_t offset, int whence)
{
	if (whence == SEEK_END && !offset && file->f_flags & O_APPEND)
		whence = SEEK_SET;
	return seq_lseek(file, offset, whence);
}
