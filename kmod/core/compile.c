// SPDX-License-Identifier: GPL-2.0-only
/* A chain of items becomes what the judge reads. */
#include "judge.h"

static u8 compile_states(const struct og_items *items)
{
	u8 states = 0;

	if (og_has_word(items, OG_WORD_ESTABLISHED))
		states |= 1 << OG_STATE_ESTABLISHED | 1 << OG_STATE_ESTABLISHED_REPLY;
	if (og_has_word(items, OG_WORD_REPLY))
		states |= 1 << OG_STATE_ESTABLISHED_REPLY;
	if (og_has_word(items, OG_WORD_RELATED))
		states |= 1 << OG_STATE_RELATED | 1 << OG_STATE_RELATED_REPLY;
	if (og_has_word(items, OG_WORD_UNTRACKED))
		states |= 1 << OG_STATE_UNTRACKED;
	return states;
}

static enum og_class compile_class(const struct og_items *items, unsigned int proto,
				   unsigned int icmp)
{
	if (og_has_word(items, OG_WORD_ANY))
		return OG_CLASS_ANY;
	if (og_bit(items->protos, proto) || (proto == icmp && og_has_word(items, OG_WORD_ICMP)))
		return OG_CLASS_ACCEPT;
	if (proto == OG_PROTO_TCP)
		return OG_CLASS_TCP;
	return proto == OG_PROTO_UDP ? OG_CLASS_UDP : OG_CLASS_DROP;
}

void og_chain_compile(struct og_chain *chain)
{
	const struct og_items *items = &chain->items;
	unsigned int proto;

	chain->states = compile_states(items);
	chain->loopback = og_has_word(items, OG_WORD_LOOPBACK);
	for (proto = 0; proto < OG_PROTOS; proto++) {
		chain->classes[OG_IPV4][proto] = compile_class(items, proto, OG_PROTO_ICMP);
		chain->classes[OG_IPV6][proto] = compile_class(items, proto, OG_PROTO_ICMPV6);
	}
}
