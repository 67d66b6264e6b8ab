/* SPDX-License-Identifier: GPL-2.0-only */
/* Packet to flow to judge to verdict. */
#ifndef OG_HOOK_H
#define OG_HOOK_H

struct og_net;

/* Fill in og->ops; once, at the namespace's birth. */
void og_hook_prepare(struct og_net *og);

/*
 * Register and unregister og->ops; process context, og->lock held. og->stats
 * must be there. Registering is all or nothing, but after a failure packets
 * may still be inside a hook until a grace period has passed, as after
 * unregistering. Errors: those of nf_register_net_hooks().
 */
int og_hook_register(struct og_net *og);
void og_hook_unregister(struct og_net *og);

#endif
