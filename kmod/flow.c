// SPDX-License-Identifier: GPL-2.0-only
#include "flow.h"

#include <net/ipv6.h>

/* The one place that reads a transport header that may not be linear. */
static void read_port(const struct sk_buff *skb, int offset, struct og_flow *flow)
{
	__be16 buffer[OG_PORT_BYTES / sizeof(__be16)], *ports;

	if (flow->fragment)
		return;
	ports = skb_header_pointer(skb, offset, sizeof(buffer), buffer);
	if (!ports)
		return;
	flow->readable = true;
	flow->port = ntohs(ports[1]);
}

struct og_flow og_flow_slow_ipv4(const struct sk_buff *skb)
{
	const struct iphdr *ip = ip_hdr(skb);
	struct og_flow flow = {
		.family = OG_IPV4,
		.proto = ip->protocol,
		.fragment = ip->frag_off & htons(IP_OFFSET),
	};

	read_port(skb, skb_network_offset(skb) + ip->ihl * 4, &flow);
	return flow;
}

/*
 * As ip6tables does it: ipv6_find_hdr() past the extension headers. A later
 * fragment has its protocol in the fragment header; headers that end before
 * a protocol is found leave proto 0, which nothing can list.
 */
struct og_flow og_flow_slow_ipv6(const struct sk_buff *skb)
{
	struct og_flow flow = { .family = OG_IPV6 };
	unsigned short fragment_offset = 0;
	unsigned int offset = 0;
	int proto;

	proto = ipv6_find_hdr(skb, &offset, -1, &fragment_offset, NULL);
	if (proto < 0)
		return flow;
	flow.proto = proto;
	flow.fragment = fragment_offset;
	read_port(skb, offset, &flow);
	return flow;
}
