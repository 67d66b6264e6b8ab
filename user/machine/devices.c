// SPDX-License-Identifier: GPL-2.0-only
#include "devices.h"
#include "base/need.h"
#include "netlink.h"

#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void take_device(void *to, const struct nlmsghdr *answer)
{
	struct netlink_attributes has, info;
	const struct ifinfomsg *link = netlink_open(answer, RTM_NEWLINK, sizeof(*link), &has);
	struct devices *devices = to;
	struct device device = { 0 };

	if (!link)
		return;
	device.index = link->ifi_index;
	device.master = netlink_u32(&has, IFLA_MASTER);
	device.up = link->ifi_flags & IFF_UP;
	device.loopback = link->ifi_flags & IFF_LOOPBACK;
	netlink_nested(&has, IFLA_LINKINFO, &info);
	snprintf(device.name, sizeof(device.name), "%s", netlink_text(&has, IFLA_IFNAME));
	snprintf(device.kind, sizeof(device.kind), "%s", netlink_text(&info, IFLA_INFO_KIND));
	devices->list = need_room(devices->list, &devices->room, devices->count, sizeof(device));
	devices->list[devices->count++] = device;
}

static void take_address(void *to, const struct nlmsghdr *answer)
{
	struct netlink_attributes has;
	const struct ifaddrmsg *said = netlink_open(answer, RTM_NEWADDR, sizeof(*said), &has);
	const void *local, *peer;
	struct devices *devices = to;
	struct device_address row;
	enum og_family family;
	size_t size;

	if (!said || (said->ifa_family != AF_INET && said->ifa_family != AF_INET6))
		return;
	family = said->ifa_family == AF_INET6 ? OG_IPV6 : OG_IPV4;
	size = address_size(family);
	peer = netlink_bytes(&has, IFA_ADDRESS, size, NULL);
	local = netlink_bytes(&has, IFA_LOCAL, size, NULL);
	memset(&row, 0, sizeof(row));
	row.address.family = row.peer.family = family;
	row.bits = said->ifa_prefixlen;
	row.device = said->ifa_index;
	if (peer)
		row.peer = address_of(family, peer);
	if (local || peer)
		row.address = address_of(family, local ? local : peer);
	devices->addresses = need_room(devices->addresses, &devices->address_room,
				       devices->address_count, sizeof(row));
	devices->addresses[devices->address_count++] = row;
}

int devices_read(struct devices *devices)
{
	struct netlink_question question;
	int links, addresses;

	*devices = (struct devices){ 0 };
	netlink_begin(&question, RTM_GETLINK, NLM_F_DUMP, sizeof(struct ifinfomsg));
	links = netlink_dump(NETLINK_ROUTE, &question, take_device, devices, &devices->count);
	/* Also where devices come and go all the while: the addresses that are known are of use without. */
	netlink_begin(&question, RTM_GETADDR, NLM_F_DUMP, sizeof(struct ifaddrmsg));
	addresses = netlink_dump(NETLINK_ROUTE, &question, take_address, devices, &devices->address_count);
	return links ? links : addresses;
}

void devices_release(struct devices *devices)
{
	free(devices->list);
	free(devices->addresses);
	*devices = (struct devices){ 0 };
}

const struct device *devices_find(const struct devices *devices, u32 index)
{
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (devices->list[i].index == index)
			return &devices->list[i];
	return NULL;
}

const struct device *devices_named(const struct devices *devices, const char *name)
{
	/* The kernel knows further names of a device. */
	return devices_find(devices, if_nametoindex(name));
}

static const struct device *master_of(const struct devices *devices, const struct device *device)
{
	return device->master ? devices_find(devices, device->master) : NULL;
}

const struct device *devices_vrf(const struct devices *devices, const struct device *device)
{
	const struct device *master = master_of(devices, device);

	return master && !strcmp(master->kind, "vrf") ? master : NULL;
}

const struct device *devices_of_ip(const struct devices *devices, const struct device *device)
{
	const struct device *master = master_of(devices, device);
	size_t hops;

	for (hops = 0; master && strcmp(master->kind, "vrf") && hops < devices->count; hops++) {
		device = master;
		master = master_of(devices, device);
	}
	return device;
}

const struct device *devices_of_chain(const struct devices *devices, const struct device *device)
{
	const struct device *in = devices_of_ip(devices, device), *vrf = devices_vrf(devices, in);

	return vrf ? vrf : in;
}

bool devices_own(const struct devices *devices, const struct address *address)
{
	size_t i;

	if (address_is_loopback(address))
		return true;
	for (i = 0; i < devices->address_count; i++)
		if (!address_compare(&devices->addresses[i].address, address))
			return true;
	return false;
}

/* Another address of the same net: neither its first nor, in IPv4, its last. */
static bool beside(const struct device_address *row, struct address *found)
{
	size_t size = address_size(row->address.family);
	unsigned int all = 8 * size;
	u8 low;

	*found = row->peer;
	if (address_compare(&row->peer, &row->address))
		return true;
	if (row->bits >= all)
		return false;
	if (row->bits == all - 1) {
		found->bytes[size - 1] ^= 1;
		return true;
	}
	low = found->bytes[size - 1] & 3;
	found->bytes[size - 1] ^= low == 1 || low == 2 ? 3 : low ^ 1;
	return true;
}

struct address devices_neighbour(const struct devices *devices, const struct device *device,
				    enum og_family family)
{
	/* Of the nets for documentation: nobody's, and nothing is wrong with them. */
	struct address found;
	size_t i;

	for (i = 0; i < devices->address_count; i++) {
		const struct device_address *row = &devices->addresses[i];

		if (row->device == device->index && row->address.family == family &&
		    !address_is_link_local(&row->address) && beside(row, &found) && !devices_own(devices, &found))
			return found;
	}
	address_parse(family == OG_IPV6 ? "2001:db8::1" : "192.0.2.1", &found);
	return found;
}
