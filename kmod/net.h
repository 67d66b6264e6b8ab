/* SPDX-License-Identifier: GPL-2.0-only */
/* Birth and death of what the module keeps for a network namespace; see state.h. */
#ifndef OG_NET_H
#define OG_NET_H

struct net;
struct og_edit;
struct og_place;

/*
 * From module init and exit; process context.
 * @boot: laid over the built-in policy, which init_net then enforces; read
 * during the call only. Errors: as from registration, nothing is left behind.
 */
int og_net_start(const struct og_edit *boot);
void og_net_stop(void);

/* What @net has from its birth; NULL never, while the module is registered. Any context. */
struct og_place *og_net_place(const struct net *net);

#endif
