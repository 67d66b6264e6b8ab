// SPDX-License-Identifier: GPL-2.0-only
#include "route.h"
#include "netlink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/in_route.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>

static void put_port(struct netlink_question *asked, u16 type, u16 port)
{
	if (port)
		mnl_attr_put_u16(&asked->header, type, htons(port));
}

static void fill_in(struct netlink_question *asked, const struct route_question *question)
{
	struct rtmsg *route = netlink_begin(asked, RTM_GETROUTE, NLM_F_ACK, sizeof(*route));
	size_t size = address_size(question->to->family);

	route->rtm_family = question->to->family == OG_IPV6 ? AF_INET6 : AF_INET;
	route->rtm_dst_len = 8 * size;
	mnl_attr_put(&asked->header, RTA_DST, size, question->to->bytes);
	if (question->from) {
		route->rtm_src_len = 8 * size;
		mnl_attr_put(&asked->header, RTA_SRC, size, question->from->bytes);
	}
	if (question->in)
		mnl_attr_put_u32(&asked->header, RTA_IIF, question->in);
	if (question->proto)
		mnl_attr_put_u8(&asked->header, RTA_IP_PROTO, question->proto);
	put_port(asked, RTA_SPORT, question->source_port);
	put_port(asked, RTA_DPORT, question->port);
}

struct hearing {
	struct route_answer *answer;
	int error;
};

/* IPv4 marks what it delivers here; a group or a broadcast without the mark is sent on. */
static int take_type(const struct rtmsg *route, enum route_way *way)
{
	switch (route->rtm_type) {
	case RTN_BROADCAST:
	case RTN_MULTICAST:
		*way = route->rtm_family == AF_INET && !(route->rtm_flags & RTCF_LOCAL) ? ROUTE_ON : ROUTE_HERE;
		return 0;
	case RTN_LOCAL:
	case RTN_ANYCAST:
		*way = ROUTE_HERE;
		return 0;
	case RTN_UNICAST:
		*way = ROUTE_ON;
		return 0;
	case RTN_PROHIBIT:
		return -EACCES;
	case RTN_BLACKHOLE:
		return -EINVAL;
	default:
		return -EHOSTUNREACH;
	}
}

static void take_answer(void *to, const struct nlmsghdr *header)
{
	struct netlink_attributes has;
	const struct rtmsg *route = netlink_open(header, RTM_NEWROUTE, sizeof(*route), &has);
	struct hearing *hearing = to;

	if (!route)
		return;
	hearing->answer->type = route->rtm_type;
	hearing->error = take_type(route, &hearing->answer->way);
	hearing->answer->out = netlink_u32(&has, RTA_OIF);
}

int route_ask(const struct route_question *question, struct route_answer *answer)
{
	struct hearing hearing = { .answer = answer, .error = -EPROTO };
	struct netlink_question asked;
	int error;

	*answer = (struct route_answer){ 0 };
	fill_in(&asked, question);
	error = netlink_ask(NETLINK_ROUTE, &asked, take_answer, &hearing);
	return error ? error : hearing.error;
}
