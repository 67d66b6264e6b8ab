// SPDX-License-Identifier: GPL-2.0-only
#include "say.h"

#include <linux/ratelimit.h>
#include <net/net_namespace.h>

#include "net.h"

static DEFINE_RATELIMIT_STATE(in_init, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);
static DEFINE_RATELIMIT_STATE(elsewhere, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);

bool og_may_say(const struct og_net *og)
{
	return __ratelimit(net_eq(og->net, &init_net) ? &in_init : &elsewhere);
}
