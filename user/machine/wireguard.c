// SPDX-License-Identifier: GPL-2.0-only
#include "wireguard.h"
#include "netlink.h"

#include <linux/genetlink.h>
#include <linux/wireguard.h>
#include <string.h>

struct request {
	struct nlmsghdr header;
	struct genlmsghdr command;
	char attribute[64];		/* one, a name */
};

static void fill_in(struct request *request, u16 family, u8 command, u8 version, u16 type,
		    const char *name)
{
	struct nlattr *attribute = (struct nlattr *)request->attribute;
	size_t size = strlen(name) + 1;

	if (size > sizeof(request->attribute) - NLA_HDRLEN)
		size = sizeof(request->attribute) - NLA_HDRLEN;
	memset(request, 0, sizeof(*request));
	attribute->nla_type = type;
	attribute->nla_len = NLA_HDRLEN + size;
	memcpy(request->attribute + NLA_HDRLEN, name, size - 1);
	request->header.nlmsg_len = NLMSG_LENGTH(GENL_HDRLEN) + NLA_ALIGN(attribute->nla_len);
	request->header.nlmsg_type = family;
	request->command = (struct genlmsghdr){ .cmd = command, .version = version };
}

static void take_word(u16 *word, const struct nlmsghdr *answer, unsigned int type)
{
	size_t size;
	const void *value = netlink_attribute_of(answer, GENL_HDRLEN, type, sizeof(*word), &size);

	if (value)
		memcpy(word, value, sizeof(*word));
}

static void take_family(void *to, const struct nlmsghdr *answer)
{
	take_word(to, answer, CTRL_ATTR_FAMILY_ID);
}

/* In host order, unlike the ports of sockets. A device with many peers takes several messages. */
static void take_port(void *to, const struct nlmsghdr *answer)
{
	take_word(to, answer, WGDEVICE_A_LISTEN_PORT);
}

u16 wireguard_port(const char *device)
{
	struct request request;
	u16 family = 0, port = 0;

	fill_in(&request, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, CTRL_ATTR_FAMILY_NAME, WG_GENL_NAME);
	request.header.nlmsg_flags = NLM_F_ACK;
	if (netlink_ask(NETLINK_GENERIC, &request.header, take_family, &family) || !family)
		return 0;
	fill_in(&request, family, WG_CMD_GET_DEVICE, WG_GENL_VERSION, WGDEVICE_A_IFNAME, device);
	request.header.nlmsg_flags = NLM_F_DUMP;
	if (netlink_ask(NETLINK_GENERIC, &request.header, take_port, &port))
		return 0;
	return port;
}
