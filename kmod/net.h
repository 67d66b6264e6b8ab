/* SPDX-License-Identifier: GPL-2.0-only */
/* What the module keeps for one network namespace. */
#ifndef OG_NET_H
#define OG_NET_H

#include <linux/cache.h>
#include <linux/mutex.h>
#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

#include "core/policy.h"

struct net;
struct proc_dir_entry;
struct og_stats;

/*
 * A published policy; it does not change any more. kvfree_rcu() wants the
 * head near the start, the packet path wants both chains' first fields early.
 */
struct og_live {
	struct rcu_head rcu;
	u64 generation;		/* 0: nobody has written a policy yet */
	struct og_policy policy;
};

#define OG_HOOKS	(OG_CHAINS * OG_FAMILIES)
#define OG_EARLY_HOOKS	OG_FAMILIES

/* What can be held; see arm.h. */
enum og_arm { OG_ARM_CHAINS, OG_ARM_EARLY, OG_ARMS };

struct og_net {
	/* Read for every packet. */
	struct og_live __rcu *live;	/* written under lock; there before the hooks */
	struct og_stats __percpu *stats;	/* there before the hooks, until the namespace's end */

	struct net *net;		/* constant; not a reference, it outlives us */
	struct mutex lock;		/* serialises publish.c */
	bool closing;			/* lock: no policy may be published any more */
	bool in_force[OG_ARMS];		/* lock: the policy itself holds them */
	unsigned int holds[OG_ARMS];	/* lock: how many hold them; see arm.h */
	unsigned long grace;		/* lock: RCU state of the last publication */
	struct nf_hook_ops ops[OG_HOOKS];	/* constant; dumps read them under RCU */
	struct nf_hook_ops early_ops[OG_EARLY_HOOKS];	/* likewise */
	struct proc_dir_entry *proc;	/* constant while files exist */
};

/* The live policy, for who holds og->lock; NULL: no hook was ever needed. */
static inline struct og_live *og_live_locked(struct og_net *og)
{
	return rcu_dereference_protected(og->live, lockdep_is_held(&og->lock));
}

/*
 * Birth and death of namespaces, from module init and exit; process context.
 * @boot: laid over the built-in policy, which init_net then enforces; read
 * during the call only. Errors: as from registration, nothing is left behind.
 */
int og_net_start(const struct og_edit *boot);
void og_net_stop(void);

/* The state of @net; NULL never, while the module is registered. Any context. */
struct og_net *og_net_of(const struct net *net);

#endif
