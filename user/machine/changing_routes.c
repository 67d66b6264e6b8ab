// SPDX-License-Identifier: GPL-2.0-only
#include "changing_routes.h"
#include "base/system_file.h"
#include "netlink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/lwtunnel.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define TRIES	5	/* while routes come and go */

/* Those with LWTUNNEL_STATE_INPUT_REDIRECT; rpl is 8 in linux/lwtunnel.h, which older headers lack. */
static const struct {
	unsigned int type;
	const char *name;
} inputs[] = {
	{ LWTUNNEL_ENCAP_ILA, "ila" }, { LWTUNNEL_ENCAP_SEG6, "seg6" }, { LWTUNNEL_ENCAP_BPF, "bpf" },
	{ LWTUNNEL_ENCAP_SEG6_LOCAL, "seg6local" }, { 8, "rpl" },
};

/* NULL: none that acts on what comes in. A program of bpf's does so only with "in". */
static const char *input_of(const void *first, size_t size)
{
	const void *value, *program;
	size_t found, length, i;
	u_int16_t type;

	value = netlink_attribute(first, size, RTA_ENCAP_TYPE, sizeof(type), &found);
	if (!value)
		return NULL;
	memcpy(&type, value, sizeof(type));
	value = netlink_attribute(first, size, RTA_ENCAP, 0, &length);
	program = value ? netlink_attribute(value, length, LWT_BPF_IN, 0, &found) : NULL;
	for (i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++)
		if (inputs[i].type == type)
			return type == LWTUNNEL_ENCAP_BPF && !program ? NULL : inputs[i].name;
	return NULL;
}

/* The same of a route with several ways: any of them. */
static const char *input_of_hops(const void *first, size_t size)
{
	const struct rtnexthop *hop = first;
	const char *name = NULL;

	while (!name && size >= sizeof(*hop) && hop->rtnh_len >= sizeof(*hop) && hop->rtnh_len <= size) {
		size_t step = RTNH_ALIGN(hop->rtnh_len);

		name = input_of(RTNH_DATA(hop), hop->rtnh_len - RTNH_LENGTH(0));
		if (step > size)
			break;
		size -= step;
		hop = (const struct rtnexthop *)((const char *)hop + step);
	}
	return name;
}

static void name_route(struct changing_routes *routes, const struct nlmsghdr *answer, const char *name)
{
	const struct rtmsg *route = NLMSG_DATA(answer);
	size_t least = route->rtm_family == AF_INET6 ? 16 : 4, found;
	const void *to = netlink_attribute_of(answer, sizeof(*route), RTA_DST, least, &found);
	char text[INET6_ADDRSTRLEN];

	if (to && inet_ntop(route->rtm_family, to, text, sizeof(text)))
		snprintf(routes->first, sizeof(routes->first), "%s/%u encap %s", text, route->rtm_dst_len, name);
	else
		snprintf(routes->first, sizeof(routes->first), "default encap %s", name);
}

void changing_routes_take(struct changing_routes *routes, const struct nlmsghdr *answer)
{
	size_t head = NLMSG_LENGTH(sizeof(struct rtmsg)), size;
	const void *hops;
	const char *name;

	if (answer->nlmsg_type != RTM_NEWROUTE || answer->nlmsg_len < head)
		return;
	name = input_of((const char *)answer + head, answer->nlmsg_len - head);
	hops = netlink_attribute_of(answer, sizeof(struct rtmsg), RTA_MULTIPATH, 0, &size);
	if (!name && hops)
		name = input_of_hops(hops, size);
	if (!name)
		return;
	if (!routes->count++)
		name_route(routes, answer, name);
}

static void take_route(void *to, const struct nlmsghdr *answer)
{
	changing_routes_take(to, answer);
}

static int ask(struct changing_routes *routes, unsigned char family)
{
	struct {
		struct nlmsghdr header;
		struct rtmsg route;
	} question;
	const struct changing_routes before = *routes;
	int error = -EINTR, tries;

	for (tries = 0; error == -EINTR && tries < TRIES; tries++) {
		*routes = before;
		memset(&question, 0, sizeof(question));
		question.header.nlmsg_len = sizeof(question);
		question.header.nlmsg_type = RTM_GETROUTE;
		question.header.nlmsg_flags = NLM_F_DUMP;
		question.route.rtm_family = family;
		error = netlink_ask(NETLINK_ROUTE, &question.header, take_route, routes);
	}
	return error;
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
