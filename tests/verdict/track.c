// SPDX-License-Identifier: GPL-2.0-only
/*
 * The conntrack state that a packet has when it comes to the hooks: given to
 * it, with a connection that is real, or found by nf_conntrack_in() itself.
 * Each case leaves the connection table as it was, so that no case depends on
 * the verdict that another one got.
 */
#include "og_verdict.h"

#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/moduleparam.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/ip.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>

/* Confirmed connections, for states that are given; set at init, IPv4 and IPv6. */
static struct nf_conn *og_known[2];

/*
 * Let the packet of a case come by PRE_ROUTING, where outlook_guard's "early
 * on" has its hook, instead of calling nf_conntrack_in(). Defragmentation
 * keeps fragments there, and extension headers are of no interest to "early".
 * A packet that would be given the state NEW has it found then.
 */
static bool og_prerouting;
module_param_named(prerouting, og_prerouting, bool, 0644);
MODULE_PARM_DESC(prerouting, "packets that conntrack sees come by all of PRE_ROUTING");

static bool comes_by_prerouting(const struct sk_buff *skb, u8 pf)
{
	u8 next;

	if (!og_prerouting)
		return false;
	if (pf == NFPROTO_IPV4)
		return !ip_is_fragment(ip_hdr(skb));
	next = ipv6_hdr(skb)->nexthdr;
	return next == IPPROTO_TCP || next == IPPROTO_UDP;
}

/* nf_hook() wants one to hand to a queue; no rule here queues. */
static int never(struct net *net, struct sock *sk, struct sk_buff *skb)
{
	kfree_skb(skb);
	return 0;
}

static unsigned int track(const struct og_case *c, struct sk_buff *skb)
{
	struct nf_hook_state state = {
		.hook = NF_INET_PRE_ROUTING,
		.pf = c->pf,
		.in = skb->dev,
		.net = &init_net,
	};

	return nf_conntrack_in(skb, &state);
}

/* Sends a packet through conntrack alone, all the way; the connection is the caller's. */
static struct nf_conn *pass(const struct og_case *c, struct net_device *in)
{
	enum ip_conntrack_info info;
	struct nf_conn *ct = NULL;
	struct sk_buff *skb;

	skb = og_packet(c, in);
	if (!skb)
		return NULL;
	if (track(c, skb) == NF_ACCEPT)
		ct = nf_ct_get(skb, &info);
	if (ct && !nf_ct_is_confirmed(ct) && __nf_conntrack_confirm(skb) != NF_ACCEPT)
		ct = NULL;
	if (ct)
		nf_conntrack_get(&ct->ct_general);
	kfree_skb(skb);
	return ct;
}

static enum og_state state_of(const struct sk_buff *skb)
{
	enum ip_conntrack_info info;

	if (nf_ct_get(skb, &info))
		return (enum og_state)info;
	return info == IP_CT_UNTRACKED ? OG_STATE_UNTRACKED : OG_STATE_NONE;
}

static enum og_state give(const struct og_case *c, struct sk_buff *skb)
{
	static const u8 infos[] = {
		[OG_TRACK_ESTABLISHED] = IP_CT_ESTABLISHED,
		[OG_TRACK_RELATED] = IP_CT_RELATED,
		[OG_TRACK_NEW] = IP_CT_NEW,
		[OG_TRACK_ESTABLISHED_REPLY] = IP_CT_ESTABLISHED_REPLY,
		[OG_TRACK_RELATED_REPLY] = IP_CT_RELATED_REPLY,
	};
	struct nf_conn *ct = og_known[c->pf == NFPROTO_IPV6];

	if (c->track == OG_TRACK_UNTRACKED) {
		nf_ct_set(skb, NULL, IP_CT_UNTRACKED);
	} else if (c->track != OG_TRACK_NONE) {
		nf_conntrack_get(&ct->ct_general);
		nf_ct_set(skb, ct, infos[c->track]);
	}
	return state_of(skb);
}

/* The packets that went before, of a case that is about a connection. */
static struct nf_conn *open(const struct og_case *c, struct net_device *in)
{
	struct og_case before = *c;
	struct nf_conn *ct, *again;

	before.error = false;
	before.flags = og_step_flags(c->proto, OG_STEP_FIRST);
	if (c->track == OG_TRACK_REPLY)
		before.reversed = !c->reversed;
	ct = pass(&before, in);
	if (!ct || c->track != OG_TRACK_THIRD)
		return ct;

	before.reversed = !before.reversed;
	before.flags = og_step_flags(c->proto, OG_STEP_ANSWER);
	again = pass(&before, in);
	if (again && again != ct)
		nf_ct_kill(again);
	if (again)
		nf_ct_put(again);
	return ct;
}

enum og_state og_track_begin(const struct og_case *c, struct sk_buff *skb,
			     struct og_tracked *t)
{
	enum ip_conntrack_info info;

	t->opened = NULL;
	t->own = NULL;
	if (c->track < OG_TRACK_REAL && !(c->track == OG_TRACK_NEW && comes_by_prerouting(skb, c->pf)))
		return give(c, skb);
	if (c->track > OG_TRACK_REAL)
		t->opened = open(c, skb->dev);
	if (comes_by_prerouting(skb, c->pf)) {
		if (nf_hook(c->pf, NF_INET_PRE_ROUTING, &init_net, NULL, skb, skb->dev, NULL,
			    never) != 1)
			return OG_STATE_GONE;
	} else if (track(c, skb) != NF_ACCEPT) {
		return OG_STATE_DROPPED;
	}
	t->own = nf_ct_get(skb, &info);
	if (t->own)
		nf_conntrack_get(&t->own->ct_general);
	return state_of(skb);
}

static void forget(struct nf_conn *ct)
{
	if (!ct)
		return;
	if (nf_ct_is_confirmed(ct))
		nf_ct_kill(ct);
	nf_ct_put(ct);
}

void og_track_end(struct og_tracked *t)
{
	forget(t->own);
	forget(t->opened);
}

int og_track_init(struct net_device *in)
{
	/* From a port of its own, lest a case meets it as its own connection. */
	struct og_case c = {
		.proto = IPPROTO_UDP, .body = 8, .ihl = 5, .cut = OG_UNCUT,
		.sport = 4, .dport = 4, .pf = NFPROTO_IPV4,
	};

	local_bh_disable();
	og_known[0] = pass(&c, in);
	c.pf = NFPROTO_IPV6;
	og_known[1] = pass(&c, in);
	local_bh_enable();
	if (og_known[0] && og_known[1])
		return 0;
	og_track_exit();
	return -ENOENT;
}

void og_track_exit(void)
{
	local_bh_disable();
	forget(og_known[0]);
	forget(og_known[1]);
	local_bh_enable();
}
