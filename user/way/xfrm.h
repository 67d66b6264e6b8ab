/* SPDX-License-Identifier: GPL-2.0-only */
/* What IPsec's policies (ip xfrm policy) make of a packet that comes in the clear. */
#ifndef OGCTL_XFRM_H
#define OGCTL_XFRM_H

#include "way.h"

enum xfrm_verdict { XFRM_PASSES, XFRM_DROPS, XFRM_MAY_DROP };

struct xfrm_answer {
	enum xfrm_verdict verdict;
	u32 index;		/* the policy's, as "ip xfrm policy" shows it */
	bool block;		/* it says block; else it wants the packet encrypted */
};

/* In the chain that @way leads to. 0 or a negative errno; -EPERM: who asks may not. */
int xfrm_look(const struct way_packet *packet, const struct way *way, struct xfrm_answer *answer);

#endif
