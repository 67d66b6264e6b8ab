// SPDX-License-Identifier: GPL-2.0-only
#include "route.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
	struct nlmsghdr header;
	struct rtmsg route;
	u8 attributes[128];
};

bool route_parse(const char *text, struct ip_address *address)
{
	address->family = strchr(text, ':') ? OG_IPV6 : OG_IPV4;
	return inet_pton(address->family == OG_IPV6 ? AF_INET6 : AF_INET, text, address->bytes) == 1;
}

static void put(struct request *request, u16 type, const void *data, size_t size)
{
	struct rtattr *attribute = (struct rtattr *)((char *)request +
						     NLMSG_ALIGN(request->header.nlmsg_len));

	attribute->rta_type = type;
	attribute->rta_len = RTA_LENGTH(size);
	memcpy(RTA_DATA(attribute), data, size);
	request->header.nlmsg_len = NLMSG_ALIGN(request->header.nlmsg_len) + RTA_ALIGN(attribute->rta_len);
}

static size_t address_size(const struct ip_address *address)
{
	return address->family == OG_IPV6 ? 16 : 4;
}

static void fill_in(struct request *request, const struct ip_address *to,
		    const struct ip_address *from, u32 index)
{
	request->header.nlmsg_len = NLMSG_LENGTH(sizeof(request->route));
	request->header.nlmsg_type = RTM_GETROUTE;
	request->header.nlmsg_flags = NLM_F_REQUEST;
	request->route.rtm_family = to->family == OG_IPV6 ? AF_INET6 : AF_INET;
	request->route.rtm_dst_len = 8 * address_size(to);
	put(request, RTA_DST, to->bytes, address_size(to));
	if (from) {
		request->route.rtm_src_len = 8 * address_size(from);
		put(request, RTA_SRC, from->bytes, address_size(from));
	}
	if (index)
		put(request, RTA_IIF, &index, sizeof(index));
}

static int take_answer(const struct nlmsghdr *header, ssize_t size, enum route_way *way)
{
	const struct rtmsg *route = NLMSG_DATA(header);

	if (!NLMSG_OK(header, size))
		return -EPROTO;
	if (header->nlmsg_type == NLMSG_ERROR)
		return ((const struct nlmsgerr *)NLMSG_DATA(header))->error;
	switch (route->rtm_type) {
	case RTN_LOCAL:
	case RTN_BROADCAST:
	case RTN_ANYCAST:
	case RTN_MULTICAST:
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

int route_look(const struct ip_address *to, const struct ip_address *from, const char *device,
	       enum route_way *way)
{
	struct request request = { 0 };
	union {
		struct nlmsghdr header;
		char bytes[8192];
	} answer;
	u32 index = device ? if_nametoindex(device) : 0;
	ssize_t size;
	int fd, error;

	if (device && !index)
		return -ENODEV;
	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (fd < 0)
		return -errno;
	fill_in(&request, to, from, index);
	size = send(fd, &request, request.header.nlmsg_len, 0);
	if (size >= 0)
		size = recv(fd, &answer, sizeof(answer), 0);
	error = size < 0 ? -errno : take_answer(&answer.header, size, way);
	close(fd);
	return error;
}
