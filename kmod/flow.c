// SPDX-License-Identifier: GPL-2.0-only
#include "flow.h"

#include <net/ipv6.h>

noinline __cold int og_flow_copy_port(const struct sk_buff *skb, int offset)
{
	__be16 buffer[2], *ports;

	ports = skb_header_pointer(skb, offset, sizeof(buffer), buffer);
	return ports ? ntohs(ports[1]) : -1;
}

/*
 * As ip6tables does it: ipv6_find_hdr() past the extension headers. A later
 * fragment has its protocol in the fragment header; headers that end before
 * a protocol is found leave proto 0, which nothing can list.
 */
noinline __cold struct og_flow og_flow_ipv6_extended(const struct sk_buff *skb)
{
	struct og_flow flow = {};
	unsigned short fragment_offset = 0;
	unsigned int offset = 0;
	int proto;

	proto = ipv6_find_hdr(skb, &offset, -1, &fragment_offset, NULL);
	if (proto < 0)
		return flow;
	return og_flow_transport(skb, proto, fragment_offset, offset);
}
