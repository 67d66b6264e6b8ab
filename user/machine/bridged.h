/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether this kernel has what its bridges carry judged as if it were routed: br_netfilter. */
#ifndef OGCTL_BRIDGED_H
#define OGCTL_BRIDGED_H

#include "network.h"

/* Of which families, 1 << OG_IPV4, 1 << OG_IPV6; 0: what a bridge carries meets no chain of ours. */
u8 bridged_families(void);

#endif
