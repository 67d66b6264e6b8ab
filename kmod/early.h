/* SPDX-License-Identifier: GPL-2.0-only */
/* "early on": a flood's packets go before conntrack makes an entry for each. */
#ifndef OG_EARLY_H
#define OG_EARLY_H

struct og_net;

/* As their twins in hook.h, for og->early_ops. */
void og_early_prepare(struct og_net *og);
int og_early_register(struct og_net *og);
void og_early_unregister(struct og_net *og);

#endif
