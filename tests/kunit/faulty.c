// SPDX-License-Identifier: GPL-2.0-only
/* Here the real names mean the real functions. */
#undef nf_ct_netns_get
#undef nf_register_net_hooks
#undef pcpu_alloc_noprof
#undef register_pernet_subsys

#include "faulty.h"

#include <linux/fault-inject.h>
#include <linux/module.h>
#include <linux/netfilter.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>

unsigned int og_faulty_armed;

/* Probability 0: only fail-nth of a task makes it fail. Not verbose: no stack in the log. */
static struct fault_attr attr = { .verbose = 0 };

/*
 * As /proc/thread-self/fail-nth, but set while the module is being loaded:
 * what the kernel did before for any module is no concern of ours.
 */
static int set_nth(const char *text, const struct kernel_param *unused)
{
	return kstrtouint(text, 10, &current->fail_nth);
}

static const struct kernel_param_ops nth_ops = { .set = set_nth };
module_param_cb(fail_nth, &nth_ops, NULL, 0200);
MODULE_PARM_DESC(fail_nth, "the n-th allocation or registration from here on fails");

/*
 * The same for the namespaces that are born from here on, and for the module's
 * part in it alone: of what others do there, only the next point after it.
 */
static unsigned int birth_nth;
module_param(birth_nth, uint, 0600);
MODULE_PARM_DESC(birth_nth, "the n-th allocation at the next birth of a namespace fails");

static unsigned int birth_left;
module_param(birth_left, uint, 0444);
MODULE_PARM_DESC(birth_left, "points that were left before it; 0: it has happened");

static int (*module_birth)(struct net *net);

static int birth(struct net *net)
{
	int err;

	if (!birth_nth)
		return module_birth(net);
	current->fail_nth = birth_nth;
	birth_nth = 0;
	err = module_birth(net);
	birth_left = current->fail_nth > 1 ? current->fail_nth : 0;
	if (birth_left)
		current->fail_nth = 0;
	return err;
}

int og_faulty_register_pernet_subsys(struct pernet_operations *ops)
{
	if (ops->init != birth) {
		module_birth = ops->init;
		ops->init = birth;
	}
	return register_pernet_subsys(ops);
}

static bool its_turn(enum og_faulty which)
{
	return og_faulty_armed & BIT(which) || should_fail(&attr, 1);
}

int og_faulty_nf_ct_netns_get(struct net *net, u8 family)
{
	return its_turn(OG_FAULTY_CONNTRACK) ? -EOPNOTSUPP : nf_ct_netns_get(net, family);
}

int og_faulty_nf_register_net_hooks(struct net *net, const struct nf_hook_ops *ops,
				    unsigned int count)
{
	return its_turn(OG_FAULTY_HOOKS) ? -EINVAL : nf_register_net_hooks(net, ops, count);
}

void __percpu *og_faulty_pcpu_alloc_noprof(size_t size, size_t align, bool reserved, gfp_t flags)
{
	return its_turn(OG_FAULTY_PERCPU) ? NULL : pcpu_alloc_noprof(size, align, reserved, flags);
}
