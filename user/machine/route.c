// SPDX-License-Identifier: GPL-2.0-only
#include "route.h"
#include "netlink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/in_route.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>

struct request {
	struct nlmsghdr header;
	struct rtmsg route;
	u8 attributes[128];
};

static void put(struct request *request, u16 type, const void *data, size_t size)
{
	struct rtattr *attribute = (struct rtattr *)((char *)request +
						     NLMSG_ALIGN(request->header.nlmsg_len));

	attribute->rta_type = type;
	attribute->rta_len = RTA_LENGTH(size);
	memcpy(RTA_DATA(attribute), data, size);
	request->header.nlmsg_len = NLMSG_ALIGN(request->header.nlmsg_len) + RTA_ALIGN(attribute->rta_len);
}

static void put_port(struct request *request, u16 type, u16 port)
{
	u16 big_endian = htons(port);

	if (port)
		put(request, type, &big_endian, sizeof(big_endian));
}

static void fill_in(struct request *request, const struct route_question *question)
{
	size_t size = address_size(question->to->family);

	request->header.nlmsg_len = NLMSG_LENGTH(sizeof(request->route));
	request->header.nlmsg_type = RTM_GETROUTE;
	request->route.rtm_family = question->to->family == OG_IPV6 ? AF_INET6 : AF_INET;
	request->route.rtm_dst_len = 8 * size;
	put(request, RTA_DST, question->to->bytes, size);
	if (question->from) {
		request->route.rtm_src_len = 8 * size;
		put(request, RTA_SRC, question->from->bytes, size);
	}
	if (question->in)
		put(request, RTA_IIF, &question->in, sizeof(question->in));
	if (question->proto)
		put(request, RTA_IP_PROTO, &question->proto, sizeof(question->proto));
	put_port(request, RTA_SPORT, question->source_port);
	put_port(request, RTA_DPORT, question->port);
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
	const struct rtmsg *route = NLMSG_DATA(header);
	const struct rtattr *attribute = RTM_RTA(route);
	struct hearing *hearing = to;
	int left = RTM_PAYLOAD(header);

	if (header->nlmsg_type != RTM_NEWROUTE)
		return;
	hearing->answer->type = route->rtm_type;
	hearing->error = take_type(route, &hearing->answer->way);
	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
		if (attribute->rta_type == RTA_OIF && RTA_PAYLOAD(attribute) == sizeof(u32))
			memcpy(&hearing->answer->out, RTA_DATA(attribute), sizeof(u32));
}

int route_ask(const struct route_question *question, struct route_answer *answer)
{
	struct hearing hearing = { .answer = answer, .error = -EPROTO };
	struct request request = { .header.nlmsg_flags = NLM_F_ACK };
	int error;

	*answer = (struct route_answer){ 0 };
	fill_in(&request, question);
	error = netlink_ask(NETLINK_ROUTE, &request.header, take_answer, &hearing);
	return error ? error : hearing.error;
}
