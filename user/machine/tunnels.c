// SPDX-License-Identifier: GPL-2.0-only
#include "tunnels.h"
#include "base/need.h"
#include "base/system_file.h"
#include "netlink.h"
#include "policy/text_place.h"
#include "wireguard.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_tunnel.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>

#define TRIES	5	/* while devices come and go */
#define ESP	50	/* IP protocols, by IANA */
#define GRE	47
#define IPV4	4
#define IPV6	41

/*
 * Kinds, as drivers/net and net/ register them, and the attributes of each that change what comes in: the
 * protocol inside (0 is any: of sit's, IPv4 is left out, which hardly anybody sends by it), whether all goes in udp (FOU, whose port is the other side's to say), the port.
 */
static const struct kind {
	const char *name;
	u8 protos[2];
	u16 inside, encap, port;	/* 0: has none */
} kinds[] = {
	{ "wireguard", { 0 }, 0, 0, 0 },
	{ "tun", { 0 }, 0, 0, 0 },
	{ "gre", { GRE }, 0, IFLA_GRE_ENCAP_TYPE, 0 },
	{ "gretap", { GRE }, 0, IFLA_GRE_ENCAP_TYPE, 0 },
	{ "erspan", { GRE }, 0, 0, 0 },
	{ "ip6gre", { GRE }, 0, IFLA_GRE_ENCAP_TYPE, 0 },
	{ "ip6gretap", { GRE }, 0, IFLA_GRE_ENCAP_TYPE, 0 },
	{ "ip6erspan", { GRE }, 0, 0, 0 },
	{ "ipip", { IPV4 }, IFLA_IPTUN_PROTO, IFLA_IPTUN_ENCAP_TYPE, 0 },
	{ "sit", { IPV6 }, IFLA_IPTUN_PROTO, IFLA_IPTUN_ENCAP_TYPE, 0 },
	{ "ip6tnl", { IPV6, IPV4 }, IFLA_IPTUN_PROTO, IFLA_IPTUN_ENCAP_TYPE, 0 },
	{ "vti", { ESP }, 0, 0, 0 },
	{ "vti6", { ESP }, 0, 0, 0 },
	{ "xfrm", { ESP }, 0, 0, 0 },
	{ "vxlan", { 0 }, 0, 0, IFLA_VXLAN_PORT },
	{ "geneve", { 0 }, 0, 0, IFLA_GENEVE_PORT },
	{ "bareudp", { 0 }, 0, 0, IFLA_BAREUDP_PORT },
};

#define KINDS	(sizeof(kinds) / sizeof(kinds[0]))

static const struct kind *kind_of(const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (strlen(kinds[i].name) == length && !memcmp(kinds[i].name, name, length))
			return &kinds[i];
	return NULL;
}

/* What the kind leaves open and the device's own attributes say. */
static void take_data(struct tunnel *tunnel, const struct kind *kind, const void *data, size_t size)
{
	const u8 *inside;
	const void *value;
	size_t found;
	u16 word;

	inside = kind->inside ? netlink_attribute(data, size, kind->inside, 1, &found) : NULL;
	if (inside && *inside) {
		tunnel->protos[0] = *inside;
		tunnel->protos[1] = 0;
	}
	value = kind->encap ? netlink_attribute(data, size, kind->encap, sizeof(word), &found) : NULL;
	if (value) {
		memcpy(&word, value, sizeof(word));
		if (word != TUNNEL_ENCAP_NONE)
			memset(tunnel->protos, 0, sizeof(tunnel->protos));
	}
	value = kind->port ? netlink_attribute(data, size, kind->port, sizeof(word), &found) : NULL;
	if (value) {
		memcpy(&word, value, sizeof(word));
		tunnel->port = ntohs(word);
	}
}

void tunnels_take(struct tunnels *tunnels, const struct nlmsghdr *link)
{
	const struct ifinfomsg *info = NLMSG_DATA(link);
	const char *device, *name;
	size_t device_size, info_size, name_size, data_size, unused;
	const void *nested, *data;
	struct tunnel tunnel = { 0 };
	const struct kind *kind;

	if (link->nlmsg_type != RTM_NEWLINK || link->nlmsg_len < NLMSG_LENGTH(sizeof(*info)) ||
	    netlink_attribute_of(link, sizeof(*info), IFLA_LINK_NETNSID, 0, &unused))
		return;
	device = netlink_attribute_of(link, sizeof(*info), IFLA_IFNAME, 1, &device_size);
	nested = netlink_attribute_of(link, sizeof(*info), IFLA_LINKINFO, 0, &info_size);
	name = nested ? netlink_attribute(nested, info_size, IFLA_INFO_KIND, 1, &name_size) : NULL;
	kind = name ? kind_of(name, strnlen(name, name_size)) : NULL;
	if (!device || !kind)
		return;
	snprintf(tunnel.device, sizeof(tunnel.device), "%.*s", (int)device_size, device);
	snprintf(tunnel.kind, sizeof(tunnel.kind), "%s", kind->name);
	tunnel.up = info->ifi_flags & IFF_UP;
	memcpy(tunnel.protos, kind->protos, sizeof(tunnel.protos));
	data = netlink_attribute(nested, info_size, IFLA_INFO_DATA, 0, &data_size);
	if (data)
		take_data(&tunnel, kind, data, data_size);
	tunnels->rows = need_room(tunnels->rows, &tunnels->room, tunnels->count, sizeof(tunnel));
	tunnels->rows[tunnels->count++] = tunnel;
}

static void take_link(void *to, const struct nlmsghdr *link)
{
	tunnels_take(to, link);
}

/* Not from within the dump above: it is another question, of another socket. */
static void ask_ports(struct tunnels *tunnels)
{
	size_t i;

	for (i = 0; i < tunnels->count; i++)
		if (!strcmp(tunnels->rows[i].kind, "wireguard"))
			tunnels->rows[i].port = wireguard_port(tunnels->rows[i].device);
}

int tunnels_read(struct tunnels *tunnels)
{
	struct {
		struct nlmsghdr header;
		struct ifinfomsg info;
	} question;
	int error = -EINTR, tries;

	*tunnels = (struct tunnels){ 0 };
	if (system_is_elsewhere())
		return 0;
	for (tries = 0; error == -EINTR && tries < TRIES; tries++) {
		tunnels->count = 0;
		memset(&question, 0, sizeof(question));
		question.header.nlmsg_len = sizeof(question);
		question.header.nlmsg_type = RTM_GETLINK;
		question.header.nlmsg_flags = NLM_F_DUMP;
		error = netlink_ask(NETLINK_ROUTE, &question.header, take_link, tunnels);
	}
	ask_ports(tunnels);
	return error;
}

void tunnels_release(struct tunnels *tunnels)
{
	free(tunnels->rows);
	*tunnels = (struct tunnels){ 0 };
}

const struct tunnel *tunnels_find(const struct tunnels *tunnels, const char *device)
{
	size_t i;

	for (i = 0; i < tunnels->count; i++)
		if (!strcmp(tunnels->rows[i].device, device))
			return &tunnels->rows[i];
	return NULL;
}

bool tunnel_is_shut(const struct tunnel *tunnel, const struct og_chain *chain,
		    struct og_items *missing)
{
	struct og_flow flow = { .state = OG_STATE_NEW };
	unsigned int i;

	memset(missing, 0, sizeof(*missing));
	for (i = 0; i < 2; i++) {
		flow.proto = tunnel->protos[i];
		if (flow.proto && og_reason_drops(og_judge(chain, &flow)))
			og_items_put(missing, &(struct og_item){
				.kind = OG_ITEM_PROTO, .proto = flow.proto,
			});
	}
	if (tunnel->port && !chain_lists_port(chain, OG_UDP, tunnel->port))
		og_items_put(missing, &(struct og_item){
			.kind = OG_ITEM_PORTS, .low = tunnel->port, .high = tunnel->port,
			.transports = OG_TRANSPORT_BIT(OG_UDP),
		});
	return !og_items_empty(missing);
}
