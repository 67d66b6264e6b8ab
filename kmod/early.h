/* SPDX-License-Identifier: GPL-2.0-only */
/* "early on": a flood's packets go before conntrack makes an entry for each. */
#ifndef OG_EARLY_H
#define OG_EARLY_H

#include "net.h"

/* As og_hooks in hook.h. */
extern const struct nf_hook_ops og_early_hooks[OG_EARLY_HOOKS];

#endif
