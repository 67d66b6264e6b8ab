// SPDX-License-Identifier: GPL-2.0-only
#include "wireguard.h"
#include "netlink.h"

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/wireguard.h>

struct word {
	u16 type, value;
};

/* A device with many peers takes several messages, of which one has it. */
static void take_word(void *to, const struct nlmsghdr *answer)
{
	struct netlink_attributes has;
	struct word *word = to;

	if (netlink_open(answer, answer->nlmsg_type, GENL_HDRLEN, &has) && has.of[word->type])
		word->value = netlink_u16(&has, word->type);
}

/* What attribute @wanted says of the one whose attribute @type is @name; 0: it is not to be known. */
static u16 ask_word(u16 family, u16 flags, struct genlmsghdr command, u16 type, const char *name, u16 wanted)
{
	struct netlink_question question;
	struct genlmsghdr *head = netlink_begin(&question, family, flags, sizeof(*head));
	struct word word = { .type = wanted };

	*head = command;
	mnl_attr_put_strz(&question.header, type, name);
	return netlink_ask(NETLINK_GENERIC, &question, take_word, &word) ? 0 : word.value;
}

u16 wireguard_port(const char *device)
{
	const struct genlmsghdr find = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 };
	const struct genlmsghdr get = { .cmd = WG_CMD_GET_DEVICE, .version = WG_GENL_VERSION };
	u16 family = ask_word(GENL_ID_CTRL, NLM_F_ACK, find, CTRL_ATTR_FAMILY_NAME, WG_GENL_NAME, CTRL_ATTR_FAMILY_ID);

	/* In host order, unlike the ports of sockets. */
	return family ? ask_word(family, NLM_F_DUMP, get, WGDEVICE_A_IFNAME, device, WGDEVICE_A_LISTEN_PORT) : 0;
}
