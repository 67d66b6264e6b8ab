// SPDX-License-Identifier: GPL-2.0-only
#include "net.h"

#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>

#include "compat.h"
#include "core/text.h"
#include "procfs.h"
#include "publish.h"
#include "state.h"
#include "trial.h"

static_assert(!OG_LOCKS_ARE_LEAN || sizeof(struct og_net) <= 256,
	      "a byte more, and the kernel's allocator takes 512 for each namespace");

static unsigned int og_net_id;

/* What init_net starts with; set during og_net_start() only. */
static const struct og_edit *boot_edit;

struct og_net *og_net_of(const struct net *net)
{
	return net_generic(net, og_net_id);
}

void og_net_init(struct og_net *og, struct net *net)
{
	og->net = net;
	mutex_init(&og->lock);
	spin_lock_init(&og->swap);
	og->grace = get_state_synchronize_rcu();
	og_trial_prepare(og);
}

static int publish_boot(struct og_net *og)
{
	struct og_reservation reservation = {};
	struct og_error error;
	int err = og_publish_reserve(og, &reservation, boot_edit);

	if (!err && !og_trial_commit(og, &reservation, boot_edit, &error))
		err = -EINVAL;
	if (err)
		og_publish_cancel(og, &reservation);
	return err;
}

/* Runs before a grace period that netfilter's core waits for, ... */
static void net_pre_exit(struct net *net)
{
	struct og_net *og = og_net_of(net);

	og_publish_close(og);
	og_procfs_remove(og);
	og_trial_end(og);
	og_publish_stop(og);
}

/* ... and this after it: no packet is inside a hook any more. */
static void net_exit(struct net *net)
{
	og_publish_free(og_net_of(net));
}

/*
 * A failure here is followed by no grace period of the core's: what the hooks
 * may have seen is freed only after one of our own. By then somebody may have
 * written to the files already.
 */
static int __net_init net_begin(struct net *net)
{
	struct og_net *og = og_net_of(net);
	int err;

	og_net_init(og, net);
	err = og_procfs_create(og);
	if (!err && net_eq(net, &init_net))
		err = publish_boot(og);
	if (err) {
		net_pre_exit(net);
		synchronize_net();
		net_exit(net);
	}
	return err;
}

/* The kernel's core allocates it with the namespace, cleared, and frees it. */
static struct pernet_operations net_ops = {
	.init = net_begin,
	.pre_exit = net_pre_exit,
	.exit = net_exit,
	.id = &og_net_id,
	.size = sizeof(struct og_net),
};

/* What grace periods are to free, functions of the module free: they are waited for here. */
int og_net_start(const struct og_edit *boot)
{
	int err;

	boot_edit = boot;
	err = register_pernet_subsys(&net_ops);
	boot_edit = NULL;
	if (err)
		rcu_barrier();
	return err;
}

void og_net_stop(void)
{
	unregister_pernet_subsys(&net_ops);
	rcu_barrier();
}
