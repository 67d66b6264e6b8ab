// SPDX-License-Identifier: GPL-2.0-only
#include "locals.h"
#include "base/need.h"
#include "netlink.h"

#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <sys/socket.h>

void locals_add(struct locals *locals, const struct local_prefix *prefix)
{
	locals->list = need_room(locals->list, &locals->room, locals->count, sizeof(*prefix));
	locals->list[locals->count++] = *prefix;
}

void locals_release(struct locals *locals)
{
	free(locals->list);
	*locals = (struct locals){ 0 };
}

bool locals_deliver(const struct locals *locals, const struct address *address)
{
	size_t i;

	for (i = 0; i < locals->count; i++)
		if (address_in(address, &locals->list[i].address, locals->list[i].bits))
			return true;
	return false;
}

bool locals_own(const struct locals *locals, const struct address *address)
{
	size_t i;

	for (i = 0; i < locals->count; i++)
		if (locals->list[i].own &&
		    address_in(address, &locals->list[i].address, locals->list[i].bits))
			return true;
	return false;
}

/* In whatever table: one of a VRF is as local. */
static void take_route(void *to, const struct nlmsghdr *answer)
{
	struct netlink_attributes has;
	const struct rtmsg *route = netlink_open(answer, RTM_NEWROUTE, sizeof(*route), &has);
	struct local_prefix prefix;
	enum og_family family;
	const void *destination;

	if (!route || (route->rtm_family != AF_INET && route->rtm_family != AF_INET6) ||
	    (route->rtm_type != RTN_LOCAL && route->rtm_type != RTN_BROADCAST && route->rtm_type != RTN_ANYCAST))
		return;
	family = route->rtm_family == AF_INET6 ? OG_IPV6 : OG_IPV4;
	destination = netlink_bytes(&has, RTA_DST, address_size(family), NULL);
	if (!destination)
		return;
	prefix.address = address_of(family, destination);
	prefix.bits = route->rtm_dst_len;
	prefix.own = route->rtm_type == RTN_LOCAL;
	locals_add(to, &prefix);
}

/* What no table of routes has. */
static void add_fixed(struct locals *locals)
{
	static const u8 everyone[4] = { 255, 255, 255, 255 }, groups4[4] = { 224 },
		groups6[16] = { 0xff };
	const struct local_prefix fixed[] = {
		{ address_of(OG_IPV4, everyone), 32, false },
		{ address_of(OG_IPV4, groups4), 4, false },
		{ address_of(OG_IPV6, groups6), 8, false },
	};
	size_t i;

	for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		locals_add(locals, &fixed[i]);
}

int locals_read(struct locals *locals)
{
	struct netlink_question question;
	int error;

	*locals = (struct locals){ 0 };
	netlink_begin(&question, RTM_GETROUTE, NLM_F_DUMP, sizeof(struct rtmsg));
	error = netlink_dump(NETLINK_ROUTE, &question, take_route, locals, &locals->count);
	add_fixed(locals);
	return error;
}
