// SPDX-License-Identifier: GPL-2.0-only
#include "told.h"

#include <linux/skbuff.h>
#include <net/netfilter/ipv4/nf_reject.h>
#include <net/netfilter/ipv6/nf_reject.h>

struct og_told og_told;

/* nf_send_reset() and so on, for the module: see Kbuild. */
void og_told_nf_send_reset(struct net *net, struct sock *sk, struct sk_buff *oldskb, int hook)
{
	og_told.resets++;
	og_told.hook = hook;
}

void og_told_nf_send_unreach(struct sk_buff *skb_in, int code, int hook)
{
	og_told.unreachables++;
	og_told.code = code;
	og_told.hook = hook;
}

void og_told_nf_send_reset6(struct net *net, struct sock *sk, struct sk_buff *oldskb, int hook)
{
	og_told_nf_send_reset(net, sk, oldskb, hook);
	og_told.ipv6++;
}

void og_told_nf_send_unreach6(struct net *net, struct sk_buff *skb_in, unsigned char code,
			      unsigned int hooknum)
{
	og_told_nf_send_unreach(skb_in, code, hooknum);
	og_told.ipv6++;
}
