// SPDX-License-Identifier: GPL-2.0-only
#include "log.h"

#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <net/netfilter/nf_log.h>

#include "compat.h"
#include "core/text.h"
#include "limit.h"
#include "state.h"
#include "stats.h"

static const struct og_limit limit = { .rate = 50, .burst = 50 };

/* Set before the first namespace, then constant: we hold what such a kernel would load. */
static bool pinned;

void og_log_pin(void)
{
	pinned = og_logger_loads() && !nf_logger_find_get(NFPROTO_INET, NF_LOG_TYPE_ULOG);
}

void og_log_unpin(void)
{
	if (pinned)
		nf_logger_put(NFPROTO_INET, NF_LOG_TYPE_ULOG);
}

/*
 * Nobody loads a module here: that one registers with all namespaces, which
 * waits for those that begin or end, and these wait for who is inside a file
 * of ours. MODULE_SOFTDEP() has modprobe load it before.
 */
static int find_logger(void)
{
	if (og_logger_loads() && !pinned)
		return -ENOENT;
	return nf_logger_find_get(NFPROTO_INET, NF_LOG_TYPE_ULOG);
}

int og_log_start(struct og_net *og)
{
	int err = find_logger();

	if (!err)
		og_limit_begin(&limit, &og->log_paid);
	return err;
}

void og_log_stop(struct og_net *og)
{
	nf_logger_put(NFPROTO_INET, NF_LOG_TYPE_ULOG);
}

void og_log_drop(struct og_net *og, const struct og_live *live, const struct sk_buff *skb,
		 const struct nf_hook_state *state, const char *chain, enum og_reason reason)
{
	const bool drops = live->policy.setting[OG_SET_MODE] == OG_MODE_ENFORCE;
	const struct nf_loginfo info = {
		.type = NF_LOG_TYPE_ULOG,
		.u.ulog = { .group = live->policy.setting[OG_SET_LOG] - 1, .qthreshold = 1 },
	};

	if (!og_limit_take(&limit, &og->log_paid)) {
		og_stats_count_log(og->stats, false);
		return;
	}
	og_stats_count_log(og->stats, true);
	nf_log_packet(state->net, state->pf, state->hook, skb, state->in, state->out, &info,
		      OG_NAME " %s %s %s", chain, drops ? "drop" : "would-drop",
		      og_reason_name(reason));
}
