/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * "log nflog:GROUP": drops for whoever listens to that group of the kernel's
 * NFLOG, so many a second at most; what is over that is counted alone.
 */
#ifndef OG_LOG_H
#define OG_LOG_H

#include "outlook_guard.h"

struct nf_hook_state;
struct og_live;
struct og_net;
struct sk_buff;

/*
 * At the module's load, before the first namespace, and at its end behind the
 * last. On kernels where finding NFLOG loads its module, that is done here and
 * it stays. Process context, no lock held, may sleep.
 */
void og_log_pin(void);
void og_log_unpin(void);

/*
 * Find the kernel's NFLOG and keep it loaded; the limit begins anew. Process
 * context, og->lock held, may sleep. -ENOENT: nfnetlink_log is not loaded.
 */
int og_log_start(struct og_net *og);
void og_log_stop(struct og_net *og);

/*
 * A packet that is dropped, or would be. @chain: its name. Packet path, under
 * RCU; what netfilter's logger does for a packet, it does within the limit.
 */
void og_log_drop(struct og_net *og, const struct og_live *live, const struct sk_buff *skb,
		 const struct nf_hook_state *state, const char *chain, enum og_reason reason);

#endif
