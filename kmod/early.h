/* SPDX-License-Identifier: GPL-2.0-only */
/* "early on": a flood's packets go before conntrack makes an entry for each. */
#ifndef OG_EARLY_H
#define OG_EARLY_H

#include "state.h"

/* As og_hooks in hook.h. */
extern const struct nf_hook_ops og_early_hooks[OG_EARLY_HOOKS];

/*
 * What "early" does for @family at this moment, as a word: "off" where the
 * policy does not want it of what is enforced, "at-work", or "followed":
 * nothing, for somebody but conntrack comes behind it at PRE_ROUTING. Any
 * context.
 */
const char *og_early_work(const struct og_net *og, enum og_family family);

#endif
