// SPDX-License-Identifier: GPL-2.0-only
#include "locals.h"
#include "base/need.h"
#include "netlink.h"

#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define TRIES	5	/* while somebody changes the routes */

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
	const struct rtmsg *route = NLMSG_DATA(answer);
	const struct rtattr *attribute = RTM_RTA(route);
	struct local_prefix prefix = { .own = route->rtm_type == RTN_LOCAL };
	enum og_family family = route->rtm_family == AF_INET6 ? OG_IPV6 : OG_IPV4;
	int left = RTM_PAYLOAD(answer);

	if (answer->nlmsg_type != RTM_NEWROUTE ||
	    (route->rtm_family != AF_INET && route->rtm_family != AF_INET6))
		return;
	if (route->rtm_type != RTN_LOCAL && route->rtm_type != RTN_BROADCAST &&
	    route->rtm_type != RTN_ANYCAST)
		return;
	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
		if (attribute->rta_type != RTA_DST || RTA_PAYLOAD(attribute) < address_size(family))
			continue;
		prefix.address = address_of(family, RTA_DATA(attribute));
		prefix.bits = route->rtm_dst_len;
		locals_add(to, &prefix);
	}
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
	struct {
		struct nlmsghdr header;
		struct rtmsg route;
	} question;
	int error = -EINTR, tries;

	*locals = (struct locals){ 0 };
	for (tries = 0; error == -EINTR && tries < TRIES; tries++) {
		locals->count = 0;
		memset(&question, 0, sizeof(question));
		question.header.nlmsg_len = sizeof(question);
		question.header.nlmsg_type = RTM_GETROUTE;
		question.header.nlmsg_flags = NLM_F_DUMP;
		error = netlink_ask(NETLINK_ROUTE, &question.header, take_route, locals);
	}
	add_fixed(locals);
	return error;
}
