/* SPDX-License-Identifier: GPL-2.0-only */
/* What kernels spell differently; the only file that may ask for their version. */
#ifndef OG_COMPAT_H
#define OG_COMPAT_H

#include <linux/hrtimer.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <linux/skbuff.h>
#include <linux/version.h>
#include <net/netfilter/nf_log.h>

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
 * Before 5.13 nf_logger_find_get() asks for NFLOG's module itself: that one
 * registers with all namespaces, and so waits for whoever makes, ends or
 * unloads one, and he for who is inside a file of ours. What is loaded and
 * held meanwhile is not asked for. Process context, may sleep. -ENOENT.
 */
static inline int og_logger_get(void)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 12, 0) && IS_MODULE(CONFIG_NETFILTER_NETLINK_LOG)
	struct module *module;
	int err = -ENOENT;

	mutex_lock(&module_mutex);
	module = find_module("nfnetlink_log");
	if (module && (module->state != MODULE_STATE_LIVE || !try_module_get(module)))
		module = NULL;
	mutex_unlock(&module_mutex);
	if (!module)
		return err;
	err = nf_logger_find_get(NFPROTO_INET, NF_LOG_TYPE_ULOG);
	module_put(module);
	return err;
#else
	return nf_logger_find_get(NFPROTO_INET, NF_LOG_TYPE_ULOG);
#endif
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
