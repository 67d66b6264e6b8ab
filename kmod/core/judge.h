/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rule: from a chain and a flow to a reason. Pure, any context.
 * First match wins, in the order of the page's iptables rules.
 */
#ifndef OG_CORE_JUDGE_H
#define OG_CORE_JUDGE_H

#include "outlook_guard.h"
#include "policy.h"

/*
 * The state that conntrack gave the packet. 0 to 4 and 7 are enum
 * ip_conntrack_info (include/uapi/linux/netfilter/nf_conntrack_common.h);
 * INVALID is a packet without a connection, which the kernel spells as no
 * pointer and info 0, and has a number of its own here.
 */
enum og_state {
	OG_STATE_ESTABLISHED = 0,
	OG_STATE_RELATED = 1,
	OG_STATE_NEW = 2,
	OG_STATE_ESTABLISHED_REPLY = 3,
	OG_STATE_RELATED_REPLY = 4,
	OG_STATE_INVALID = 5,
	OG_STATE_UNTRACKED = 7,
};

/* What the judge sees of a packet. */
struct og_flow {
	u8 state;		/* enum og_state */
	u8 family;		/* enum og_family */
	u8 proto;		/* IPv6: after the extension headers, 0 when none was found */
	bool loopback;		/* came in on the loopback device */
	bool fragment;		/* a later fragment: offset not 0 */
	bool readable;		/* tcp, udp: the header's first 4 bytes are there */
	u16 port;		/* destination, host byte order; if readable */
};

static inline bool og_state_listed(const struct og_chain *chain, unsigned int state)
{
	return (chain->states >> state) & 1;
}

/* A protocol that is not tcp or udp, or one of these accepted whole. */
static inline enum og_reason og_judge_protocol(const struct og_flow *flow, size_t class)
{
	if (class == OG_CLASS_ANY)
		return OG_ACCEPT_ANY;
	if (class == OG_CLASS_ACCEPT)
		return OG_ACCEPT_PROTOCOL;
	return flow->family == OG_IPV6 && !flow->proto ? OG_DROP_SHORT : OG_DROP_PROTOCOL;
}

/* The rule without its first line, for a flow whose state is not listed. */
static inline enum og_reason og_judge_unlisted(const struct og_chain *chain,
					       const struct og_flow *flow)
{
	size_t class = chain->classes[flow->family][flow->proto];

	if (flow->loopback && chain->loopback)
		return OG_ACCEPT_LOOPBACK;
	if (class > OG_CLASS_UDP)
		return og_judge_protocol(flow, class);
	if (flow->fragment)
		return OG_DROP_FRAGMENT;
	if (!flow->readable)
		return OG_DROP_SHORT;
	return og_bit(chain->items.ports[class], flow->port) ? OG_ACCEPT_PORT : OG_DROP_PORT;
}

static inline enum og_reason og_judge(const struct og_chain *chain, const struct og_flow *flow)
{
	if (og_state_listed(chain, flow->state))
		return OG_ACCEPT_STATE;
	return og_judge_unlisted(chain, flow);
}

/* Which zones, bit by slot, list @flow in @chain: from there it passes. */
u16 og_zones_listing(const struct og_zones *zones, enum og_chain_id chain,
		     const struct og_flow *flow);

/*
 * The rule goes on for what its chain drops for @reason: OG_ACCEPT_ZONE where a
 * zone that it comes from lists it, and @by, bit by slot, says which do; else
 * @reason, and @by is 0.
 */
enum og_reason og_judge_zones(const struct og_zones *zones, enum og_chain_id chain,
			      const struct og_flow *flow, const struct og_source *source,
			      enum og_reason reason, u16 *by);

/* The whole rule. @source NULL: from nowhere that a zone means. @by may be NULL. */
enum og_reason og_judge_from(const struct og_policy *policy, enum og_chain_id chain,
			     const struct og_flow *flow, const struct og_source *source, u16 *by);

#endif
