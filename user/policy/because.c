// SPDX-License-Identifier: GPL-2.0-only
#include "because.h"
#include "base/need.h"

char *because_line(const struct source *text, const char *zone, enum og_chain_id chain,
		   const struct og_flow *flow)
{
	struct text_place place;

	if (!text_places_find_from(text, chain, zone ? zone : "", flow, &place))
		return need_text("the built-in policy, which %s leaves as it is", text->name);
	return need_text("%s:%u:%u: %s%s", text->name, place.line, place.column, place.sign == '+' ? "+" : "",
			 place.text);
}

char *because_item(enum og_reason reason, const struct og_flow *flow)
{
	bool icmp = flow->proto == (flow->family == OG_IPV6 ? OG_PROTO_ICMPV6 : OG_PROTO_ICMP);

	if (reason == OG_DROP_PORT)
		return need_text("%u/%s", flow->port,
				 og_transport_name(flow->proto == OG_PROTO_TCP ? OG_TCP : OG_UDP));
	if (reason == OG_DROP_PROTOCOL && icmp)
		return need_copy("icmp");
	if (reason == OG_DROP_PROTOCOL && flow->proto)
		return need_text("proto:%u", flow->proto);
	return NULL;
}

char *because_edit(const struct source *text, const char *zone, char sign, unsigned int chains,
		   const char *item)
{
	const char *chain = chains == OG_CHAIN_BOTH ? "" :
			    og_chain_name(chains == OG_CHAIN_BIT(OG_INPUT) ? OG_INPUT : OG_FORWARD);
	const char *blank = *chain ? " " : "", *from = zone ? " " : "";

	if (!zone)
		zone = "";
	if (text->live)
		return need_text("ogctl %s%s%s%s%s%s%s %s", sign == '+' ? "allow" : "deny", *chain ? " --chain" : "",
				 blank, chain, *zone ? " --from" : "", from, zone, item);
	return need_text("add the line \"%s%s%s%s%s%c%s\"", chain, blank, *zone ? "from " : "", zone, from, sign, item);
}

char *because_member(const struct source *text, const char *zone, const char *address)
{
	return text->live ? need_text("ogctl zone add %s %s", zone, address) :
	       need_text("add the line \"zone %s +%s\"", zone, address);
}
