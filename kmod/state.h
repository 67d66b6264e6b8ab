/* SPDX-License-Identifier: GPL-2.0-only */
/* What the module keeps for one network namespace, each field with what protects it. */
#ifndef OG_STATE_H
#define OG_STATE_H

#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/hrtimer.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/workqueue.h>

#include "core/policy.h"

struct net;
struct og_stats;
struct og_tally_table;

/*
 * A policy in its room: in force, and then it does not change any more, or it
 * waits behind a trial. What every packet asks is in its first line of the
 * cache: up to the classes of tcp and udp of the chain input, IPv4.
 */
struct og_live {
	bool plain;		/* enforced, and nothing but counters is kept of a packet */
	bool written;		/* by somebody; else the next text starts from the built-in one */
	bool more;		/* zones, or refuse: what a chain drops is not done with */
	struct og_policy policy;
	/* What og_stats.zone was when the zone in a slot took its place in force. */
	unsigned long passed_before[OG_ZONES];
	u64 generation;		/* counts what was in force before; of what waits it says nothing */
	struct rcu_head rcu;
};

#define OG_HOOKS	(OG_CHAINS * OG_FAMILIES)
#define OG_EARLY_HOOKS	OG_FAMILIES

/* What can be held, in the order in which it is taken; see arm.h. */
enum og_arm { OG_ARM_TALLY, OG_ARM_LOG, OG_ARM_CHAINS, OG_ARM_EARLY, OG_ARMS };

/* How a trial ended; of the last ones that is remembered. */
enum og_trial_end { OG_TRIAL_NONE, OG_TRIAL_KEPT, OG_TRIAL_REVERTED, OG_TRIAL_EXPIRED };
#define OG_TRIAL_BITS	2

/* All but timer and work under og_net.swap; it runs while og_net.saved is there. */
struct og_trial {
	struct hrtimer timer;	/* in soft interrupts */
	struct work_struct work;	/* what an end leaves to do that may sleep */
	ktime_t began;		/* CLOCK_BOOTTIME; it ends when the timer expires */
	u32 ran_out;		/* seconds of one that did, and the log does not say so yet; or 0 */
	u16 begun;		/* how many, from 0 again; also those that began anew */
	u8 ended;		/* likewise */
	u8 past;		/* how the last ones did, OG_TRIAL_BITS each; newest lowest */
};

struct og_net {
	/* Read for every packet. */
	struct og_live __rcu *live;	/* written under swap; there before the hooks */
	struct og_stats __percpu *stats;	/* from before the hooks to the namespace's end */
	/* Read where the policy says so. */
	struct og_tally_table __rcu *tally;	/* written under lock; NULL: off */
	atomic_t log_paid;		/* log.c's: when what was logged is paid for; see limit.h */
	atomic_t refuse_paid;		/* refuse.c's: likewise, who was told of a drop */

	struct net *net;		/* constant; not a reference, it outlives us */
	/*
	 * Two locks, swap inside lock. A trial's end takes swap alone: whoever
	 * holds it has soft interrupts off and so cannot be made to wait, by a
	 * cgroup's limit for one, as who registers hooks under lock can.
	 */
	struct mutex lock;		/* serialises what sleeps: arms */
	spinlock_t swap;		/* serialises changes of live and saved */
	bool closing;			/* swap: no policy may be published any more */
	/* lock: bits of enum og_arm; what live and saved want, and hooks a refused text left */
	u8 arms;
	bool pending;			/* arms is still to follow live and saved; see publish.c */
	bool files;			/* procfs.c's: there are; from birth to death */
	struct og_live *saved;		/* swap: comes back after a trial; no packet sees it */
	unsigned int users[OG_ARMS];	/* lock: how many got each; see arm.h */
	unsigned long grace;		/* no lock: RCU state when something was last retired */
	struct og_trial trial;
	atomic_t unfinished;		/* texts whose last line was not ended */
	atomic_t unfit;			/* texts that no longer fitted at their end */
	atomic_t unsaid;		/* lines for the kernel log beyond the limit; say.c's */
	/* From before the first hook to the end: dumps read them under RCU. NULL: never needed. */
	struct nf_hook_ops *ops;	/* OG_HOOKS */
	struct nf_hook_ops *early_ops;	/* OG_EARLY_HOOKS */
};

/* The live policy, for who holds og->swap; NULL: no hook was ever needed. */
static inline struct og_live *og_live_locked(struct og_net *og)
{
	return rcu_dereference_protected(og->live, lockdep_is_held(&og->swap));
}

/* Something was retired: whoever makes its like waits for this grace period first. Any context. */
static inline void og_net_retired(struct og_net *og)
{
	WRITE_ONCE(og->grace, get_state_synchronize_rcu());
}

#endif
