// SPDX-License-Identifier: GPL-2.0-only
#include "tunnels.h"
#include "base/need.h"
#include "base/system_file.h"
#include "netlink.h"
#include "policy/text_place.h"
#include "wireguard.h"

#include <arpa/inet.h>
#include <linux/if_tunnel.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>

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

static const struct kind *kind_of(const char *name)
{
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

/* What the kind leaves open and the device's own attributes say. */
static void take_data(struct tunnel *tunnel, const struct kind *kind, const struct netlink_attributes *data)
{
	u8 inside = netlink_u8(data, kind->inside);

	if (inside) {
		tunnel->protos[0] = inside;
		tunnel->protos[1] = 0;
	}
	if (netlink_u16(data, kind->encap) != TUNNEL_ENCAP_NONE)
		memset(tunnel->protos, 0, sizeof(tunnel->protos));
	tunnel->port = ntohs(netlink_u16(data, kind->port));
}

void tunnels_take(struct tunnels *tunnels, const struct nlmsghdr *link)
{
	struct netlink_attributes has, linkinfo, data;
	const struct ifinfomsg *info = netlink_open(link, RTM_NEWLINK, sizeof(*info), &has);
	struct tunnel tunnel = { 0 };
	const struct kind *kind;

	if (!info || has.of[IFLA_LINK_NETNSID])
		return;
	netlink_nested(&has, IFLA_LINKINFO, &linkinfo);
	kind = kind_of(netlink_text(&linkinfo, IFLA_INFO_KIND));
	if (!kind || !*netlink_text(&has, IFLA_IFNAME))
		return;
	snprintf(tunnel.device, sizeof(tunnel.device), "%s", netlink_text(&has, IFLA_IFNAME));
	snprintf(tunnel.kind, sizeof(tunnel.kind), "%s", kind->name);
	tunnel.up = info->ifi_flags & IFF_UP;
	memcpy(tunnel.protos, kind->protos, sizeof(tunnel.protos));
	netlink_nested(&linkinfo, IFLA_INFO_DATA, &data);
	take_data(&tunnel, kind, &data);
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
	struct netlink_question question;
	int error;

	*tunnels = (struct tunnels){ 0 };
	if (system_is_elsewhere())
		return 0;
	netlink_begin(&question, RTM_GETLINK, NLM_F_DUMP, sizeof(struct ifinfomsg));
	error = netlink_dump(NETLINK_ROUTE, &question, take_link, tunnels, &tunnels->count);
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
