/* SPDX-License-Identifier: GPL-2.0-only */
/* What the module keeps for one network namespace. */
#ifndef OG_NET_H
#define OG_NET_H

#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/hrtimer.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <linux/time64.h>
#include <linux/types.h>
#include <linux/workqueue.h>

#include "core/policy.h"

struct net;
struct og_log;
struct og_place;
struct og_stats;
struct og_tally_table;

/*
 * A published policy; it does not change any more. kvfree_rcu() wants the
 * head near the start, the packet path wants both chains' first fields early.
 */
struct og_live {
	struct rcu_head rcu;
	u64 generation;		/* 0: nobody has written a policy yet */
	bool plain;		/* enforced, and nothing but counters is kept of a packet */
	struct og_policy policy;
	time64_t tally_since;	/* CLOCK_BOOTTIME; of a tally that is on */
};

#define OG_HOOKS	(OG_CHAINS * OG_FAMILIES)
#define OG_EARLY_HOOKS	OG_FAMILIES

/* What can be held; see arm.h. */
enum og_arm { OG_ARM_CHAINS, OG_ARM_EARLY, OG_ARM_TALLY, OG_ARM_LOG, OG_ARMS };

/* How the last trial ended. */
enum og_trial_end { OG_TRIAL_NONE, OG_TRIAL_KEPT, OG_TRIAL_REVERTED, OG_TRIAL_EXPIRED };

/* All but timer and work under og_net.lock; it runs while og_net.back is there. */
struct og_trial {
	struct hrtimer timer;
	struct work_struct work;
	ktime_t began;		/* CLOCK_BOOTTIME */
	ktime_t ends;		/* likewise; 0: nothing is on trial. Read without the lock too */
	u32 seconds;
	u8 last;		/* enum og_trial_end */
};

/* Of a namespace with a writer; see place.h. In 256 bytes, or the kernel's allocator takes 512. */
struct og_net {
	/* Read for every packet. */
	struct og_live __rcu *live;	/* written under lock; there before the hooks */
	struct og_stats __percpu *stats;	/* from before the hooks to the namespace's end */
	/* Read where the policy says so; written under lock. */
	struct og_tally_table __rcu *tally;	/* NULL: off */
	struct og_log __rcu *log;	/* NULL: off */

	struct net *net;		/* constant; not a reference, it outlives us */
	struct mutex lock;		/* serialises publish.c and trial.c */
	bool closing;			/* lock: no policy may be published any more */
	u8 live_arms, back_arms;	/* lock: what live and back hold; bit: enum og_arm */
	struct og_live *back;		/* lock: comes back after a trial; no packet sees it */
	unsigned int holds[OG_ARMS];	/* lock: how many hold each; see arm.h */
	unsigned long grace;		/* lock: RCU state when something was last retired */
	struct og_trial trial;
	atomic_t unfinished;		/* texts whose last line was not ended */
	atomic_t unsaid;		/* lines for the kernel log beyond the limit; say.c's */
	/* From before the first hook to the end: dumps read them under RCU. NULL: never needed. */
	struct nf_hook_ops *ops;	/* OG_HOOKS */
	struct nf_hook_ops *early_ops;	/* OG_EARLY_HOOKS */
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

/* What @net has from its birth; NULL never, while the module is registered. Any context. */
struct og_place *og_net_place(const struct net *net);

#endif
