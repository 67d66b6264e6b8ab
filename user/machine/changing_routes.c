// SPDX-License-Identifier: GPL-2.0-only
#include "changing_routes.h"
#include "base/system_file.h"
#include "netlink.h"

#include <arpa/inet.h>
#include <linux/lwtunnel.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* Those with LWTUNNEL_STATE_INPUT_REDIRECT; rpl is 8 in linux/lwtunnel.h, which older headers lack. */
static const struct {
	unsigned int type;
	const char *name;
} inputs[] = {
	{ LWTUNNEL_ENCAP_ILA, "ila" }, { LWTUNNEL_ENCAP_SEG6, "seg6" }, { LWTUNNEL_ENCAP_BPF, "bpf" },
	{ LWTUNNEL_ENCAP_SEG6_LOCAL, "seg6local" }, { 8, "rpl" },
};

/* NULL: none that acts on what comes in. A program of bpf's does so only with "in". */
static const char *input_of(const struct netlink_attributes *has)
{
	u16 type = netlink_u16(has, RTA_ENCAP_TYPE);
	struct netlink_attributes tunnel;
	size_t i;

	netlink_nested(has, RTA_ENCAP, &tunnel);
	for (i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++)
		if (inputs[i].type == type)
			return type == LWTUNNEL_ENCAP_BPF && !tunnel.of[LWT_BPF_IN] ? NULL : inputs[i].name;
	return NULL;
}

/* The same of a route with several ways: any of them. */
static const char *input_of_hops(const void *first, size_t size)
{
	const struct rtnexthop *hop = first;
	struct netlink_attributes has;
	const char *name = NULL;

	while (!name && size >= sizeof(*hop) && hop->rtnh_len >= sizeof(*hop) && hop->rtnh_len <= size) {
		size_t step = RTNH_ALIGN(hop->rtnh_len);

		netlink_parse(RTNH_DATA(hop), hop->rtnh_len - RTNH_LENGTH(0), &has);
		name = input_of(&has);
		if (step > size)
			break;
		size -= step;
		hop = (const struct rtnexthop *)((const char *)hop + step);
	}
	return name;
}

static void name_route(struct changing_routes *routes, const struct rtmsg *route,
		       const struct netlink_attributes *has, const char *name)
{
	const void *to = netlink_bytes(has, RTA_DST, route->rtm_family == AF_INET6 ? 16 : 4, NULL);
	char text[INET6_ADDRSTRLEN];

	if (to && inet_ntop(route->rtm_family, to, text, sizeof(text)))
		snprintf(routes->first, sizeof(routes->first), "%s/%u encap %s", text, route->rtm_dst_len, name);
	else
		snprintf(routes->first, sizeof(routes->first), "default encap %s", name);
}

void changing_routes_take(struct changing_routes *routes, const struct nlmsghdr *answer)
{
	struct netlink_attributes has;
	const struct rtmsg *route = netlink_open(answer, RTM_NEWROUTE, sizeof(*route), &has);
	size_t size = 0;
	const char *name;
	const void *hops;

	if (!route)
		return;
	name = input_of(&has);
	hops = netlink_bytes(&has, RTA_MULTIPATH, 0, &size);
	if (!name && hops)
		name = input_of_hops(hops, size);
	if (!name)
		return;
	if (!routes->count++)
		name_route(routes, route, &has, name);
}

static void take_route(void *to, const struct nlmsghdr *answer)
{
	changing_routes_take(to, answer);
}

static int ask(struct changing_routes *routes, unsigned char family)
{
	struct netlink_question question;
	struct rtmsg *route = netlink_begin(&question, RTM_GETROUTE, NLM_F_DUMP, sizeof(*route));

	route->rtm_family = family;
	return netlink_dump(NETLINK_ROUTE, &question, take_route, routes, &routes->count);
}

int changing_routes_read(struct changing_routes *routes)
{
	int error;

	*routes = (struct changing_routes){ 0 };
	if (system_is_elsewhere())
		return 0;
	error = ask(routes, AF_INET);
	return error ? error : ask(routes, AF_INET6);
}
