// SPDX-License-Identifier: GPL-2.0-only
#include "because.h"

#include <stdlib.h>

char *because_line(const struct source *text, enum og_chain_id chain, const struct og_flow *flow)
{
	struct text_place place;
	char *said;

	if (!text_places_find(text, chain, flow, &place)) {
		if (asprintf(&said, "the built-in policy, which %s leaves as it is", text->name) < 0)
			abort();
		return said;
	}
	if (asprintf(&said, "%s:%u:%u: %s%s", text->name, place.line, place.column,
		     place.sign == '+' ? "+" : "", place.text) < 0)
		abort();
	return said;
}

char *because_item(enum og_reason reason, const struct og_flow *flow)
{
	bool icmp = flow->proto == (flow->family == OG_IPV6 ? OG_PROTO_ICMPV6 : OG_PROTO_ICMP);
	char *item;
	int size;

	if (reason == OG_DROP_PORT)
		size = asprintf(&item, "%u/%s", flow->port,
				og_transport_name(flow->proto == OG_PROTO_TCP ? OG_TCP : OG_UDP));
	else if (reason == OG_DROP_PROTOCOL && icmp)
		size = asprintf(&item, "icmp");
	else if (reason == OG_DROP_PROTOCOL && flow->proto)
		size = asprintf(&item, "proto:%u", flow->proto);
	else
		return NULL;
	if (size < 0)
		abort();
	return item;
}

char *because_edit(const struct source *text, char sign, unsigned int chains, const char *item)
{
	const char *chain = chains == OG_CHAIN_BOTH ? "" :
			    og_chain_name(chains == OG_CHAIN_BIT(OG_INPUT) ? OG_INPUT : OG_FORWARD);
	const char *blank = *chain ? " " : "";
	char *said;
	int size;

	if (text->live)
		size = asprintf(&said, "ogctl %s%s%s%s %s", sign == '+' ? "allow" : "deny",
				*chain ? " --chain" : "", blank, chain, item);
	else
		size = asprintf(&said, "add the line \"%s%s%c%s\"", chain, blank, sign, item);
	if (size < 0)
		abort();
	return said;
}
