// SPDX-License-Identifier: GPL-2.0-only
#include "routes.h"
#include "base/need.h"
#include "netlink.h"

#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <sys/socket.h>

static void add(struct routes *routes, struct route_to *route, u32 device)
{
	if (!device)
		return;
	route->device = device;
	routes->list = need_room(routes->list, &routes->room, routes->count, sizeof(*route));
	routes->list[routes->count++] = *route;
}

static void add_ways(struct routes *routes, struct route_to *route, const void *first, size_t size)
{
	const struct rtnexthop *hop = first;

	while (size >= sizeof(*hop) && hop->rtnh_len >= sizeof(*hop) && hop->rtnh_len <= size) {
		size_t step = RTNH_ALIGN(hop->rtnh_len);

		add(routes, route, hop->rtnh_ifindex);
		if (step > size)
			break;
		size -= step;
		hop = (const struct rtnexthop *)((const char *)hop + step);
	}
}

static void take_route(void *to, const struct nlmsghdr *answer)
{
	struct netlink_attributes has;
	const struct rtmsg *said = netlink_open(answer, RTM_NEWROUTE, sizeof(*said), &has);
	struct route_to route = { .bits = 0 };
	const void *destination, *ways;
	enum og_family family;
	size_t size = 0;

	if (!said || said->rtm_type != RTN_UNICAST || said->rtm_flags & RTM_F_CLONED ||
	    (said->rtm_family != AF_INET && said->rtm_family != AF_INET6))
		return;
	family = said->rtm_family == AF_INET6 ? OG_IPV6 : OG_IPV4;
	route.to.family = family;
	destination = netlink_bytes(&has, RTA_DST, address_size(family), NULL);
	if (destination)
		route.to = address_of(family, destination);
	route.bits = said->rtm_dst_len;
	if (address_is_link_local(&route.to))
		return;
	ways = netlink_bytes(&has, RTA_MULTIPATH, 0, &size);
	if (ways)
		add_ways(to, &route, ways, size);
	else
		add(to, &route, netlink_u32(&has, RTA_OIF));
}

int routes_read(struct routes *routes)
{
	struct netlink_question question;

	*routes = (struct routes){ 0 };
	netlink_begin(&question, RTM_GETROUTE, NLM_F_DUMP, sizeof(struct rtmsg));
	return netlink_dump(NETLINK_ROUTE, &question, take_route, routes, &routes->count);
}

void routes_release(struct routes *routes)
{
	free(routes->list);
	*routes = (struct routes){ 0 };
}
