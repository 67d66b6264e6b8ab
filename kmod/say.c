// SPDX-License-Identifier: GPL-2.0-only
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include "say.h"

#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/ratelimit.h>
#include <net/net_namespace.h>

#include "state.h"

static DEFINE_RATELIMIT_STATE(in_init, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);
static DEFINE_RATELIMIT_STATE(elsewhere, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);

/* A message of the kernel's own would not say whose lines it left out. */
void og_say_start(void)
{
	ratelimit_set_flags(&in_init, RATELIMIT_MSG_ON_RELEASE);
	ratelimit_set_flags(&elsewhere, RATELIMIT_MSG_ON_RELEASE);
}

bool og_may_say(struct og_net *og, char where[OG_SAY_WHERE_SIZE])
{
	bool is_init = net_eq(og->net, &init_net);
	u32 unsaid;

	if (!__ratelimit(is_init ? &in_init : &elsewhere)) {
		atomic_inc(&og->unsaid);
		return false;
	}
	where[0] = '\0';
	if (!is_init)
		snprintf(where, OG_SAY_WHERE_SIZE, "net:[%u]: ", og->net->ns.inum);
	unsaid = atomic_xchg(&og->unsaid, 0);
	if (unsaid)
		pr_notice("%s%u lines were left out, for they came too fast\n", where, unsaid);
	return true;
}
