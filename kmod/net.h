/* SPDX-License-Identifier: GPL-2.0-only */
/* Birth and death of what the module keeps for a network namespace; see state.h. */
#ifndef OG_NET_H
#define OG_NET_H

struct net;
struct og_edit;
struct og_net;

/*
 * From module init and exit; process context.
 * @boot: laid over the built-in policy, which init_net then enforces; read
 * during the call only. Errors: as from registration, -EINVAL where @boot does
 * not fit a policy without zones; nothing is left behind.
 */
int og_net_start(const struct og_edit *boot);
void og_net_stop(void);

/*
 * A state to begin with: off, nobody has written. @og: cleared, of @net, which
 * outlives it. Its death: og_publish_close(), og_trial_end(),
 * og_publish_stop(), a grace period, og_publish_free(). Any context.
 */
void og_net_init(struct og_net *og, struct net *net);

/* What is kept for @net, from its birth to its death; NULL never between. Any context. */
struct og_net *og_net_of(const struct net *net);

#endif
