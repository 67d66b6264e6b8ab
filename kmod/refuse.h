/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * "refuse reject": whoever is dropped is told, so many a second at most, by
 * the kernel's own nf_reject: TCP by a reset, the rest by ICMP's
 * administratively prohibited.
 */
#ifndef OG_REFUSE_H
#define OG_REFUSE_H

#include "core/judge.h"

struct nf_hook_state;
struct og_live;
struct og_net;
struct sk_buff;

/* Headers that cannot be read, and fragments, are dropped without a word. */
static inline bool og_refuse_answers(enum og_reason reason)
{
	return reason == OG_DROP_PORT || reason == OG_DROP_PROTOCOL;
}

/*
 * Tell where it comes from that @skb is dropped, if the policy wants that of
 * @source, it is the first packet of a connection, of a known or of an
 * untracked one, and the limit lasts. Never what conntrack calls INVALID: a
 * late duplicate would reset a sound connection. Never later fragments and
 * what the link sent to many; and nf_reject leaves out bad checksums, errors,
 * resets, and what its route sends to many. It makes the one allocation of the
 * packet path. Under RCU; @skb stays the caller's, but headers may move.
 */
void og_refuse(struct og_net *og, const struct og_live *live, struct sk_buff *skb,
	       const struct nf_hook_state *state, const struct og_flow *flow,
	       const struct og_source *source);

/*
 * Whether og_refuse() would tell @source of a first packet now; where only the
 * limit forbids it, that is counted. For who drops it before conntrack sees it.
 */
bool og_refuse_would(struct og_net *og, const struct og_live *live,
		     const struct og_source *source);

#endif
