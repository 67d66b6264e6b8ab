/* SPDX-License-Identifier: GPL-2.0-only */
/* What kernels spell differently; the only file that may ask for their version. */
#ifndef OG_COMPAT_H
#define OG_COMPAT_H

#include <linux/hrtimer.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/skbuff.h>
#include <linux/spinlock.h>
#include <linux/version.h>
#include <linux/workqueue.h>

/* hrtimer_setup() came with 6.13, and hrtimer_init() went with 6.15. */
static inline void og_hrtimer_setup(struct hrtimer *timer,
				    enum hrtimer_restart (*function)(struct hrtimer *timer),
				    clockid_t clock, enum hrtimer_mode mode)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
	hrtimer_setup(timer, function, clock, mode);
#else
	hrtimer_init(timer, clock, mode);
	timer->function = function;
#endif
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
#define pde_data PDE_DATA
#endif

/*
 * A constant: whether locks, timers and work hold only what they work by. Not
 * in kernels that are built to find faults or for PREEMPT_RT, nor in 7.3, whose
 * timers are larger: there a namespace's state takes 512 bytes.
 */
#define OG_LOCKS_ARE_LEAN \
	(sizeof(struct mutex) + sizeof(spinlock_t) + sizeof(struct hrtimer) + \
	 sizeof(struct work_struct) <= 132)

/* Before 5.13 nf_logger_find_get() asks for NFLOG's module itself; see log.c. */
static inline bool og_logger_loads(void)
{
	return LINUX_VERSION_CODE < KERNEL_VERSION(5, 13, 0);
}

/*
 * With CONFIG_RCU_LAZY, which came with call_rcu_hurry() in 6.2, call_rcu()
 * may take ten seconds.
 */
static inline void og_call_rcu(struct rcu_head *head, rcu_callback_t function)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
	call_rcu_hurry(head, function);
#else
	call_rcu(head, function);
#endif
}

/* Whether br_netfilter shows us a packet that crosses a bridge. */
static inline bool og_is_bridged(const struct sk_buff *skb)
{
#if IS_ENABLED(CONFIG_BRIDGE_NETFILTER)
	return skb_ext_exist(skb, SKB_EXT_BRIDGE_NF);
#else
	return false;
#endif
}

#endif
