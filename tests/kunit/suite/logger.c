// SPDX-License-Identifier: GPL-2.0-only
#include "logger.h"

#include <kunit/test.h>
#include <linux/module.h>
#include <linux/netfilter.h>
#include <linux/string.h>
#include <net/netfilter/nf_log.h>

struct og_logged og_logged;

static void remember(struct net *net, u_int8_t pf, unsigned int hooknum,
		     const struct sk_buff *skb, const struct net_device *in,
		     const struct net_device *out, const struct nf_loginfo *loginfo,
		     const char *prefix)
{
	og_logged.times++;
	og_logged.group = loginfo->u.ulog.group;
	og_logged.pf = pf;
	strscpy(og_logged.prefix, prefix, sizeof(og_logged.prefix));
}

static struct nf_logger logger = {
	.name = "og_logger",
	.type = NF_LOG_TYPE_ULOG,
	.logfn = remember,
	.me = THIS_MODULE,
};

KUNIT_DEFINE_ACTION_WRAPPER(unregister, nf_log_unregister, struct nf_logger *);

void og_logger_register(struct kunit *test)
{
	memset(&og_logged, 0, sizeof(og_logged));
	KUNIT_ASSERT_EQ(test, nf_log_register(NFPROTO_UNSPEC, &logger), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, unregister, &logger), 0);
}
