// SPDX-License-Identifier: GPL-2.0-only
#include "devices.h"
#include "base/need.h"
#include "netlink.h"

#include <errno.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define TRIES	5	/* while somebody changes them */

/* A text of an attribute, cut to the room that there is. */
static void take_text(const struct rtattr *attribute, char *text, size_t room)
{
	snprintf(text, room, "%.*s", (int)RTA_PAYLOAD(attribute), (const char *)RTA_DATA(attribute));
}

static void take_kind(const struct rtattr *info, struct device *device)
{
	const struct rtattr *attribute = RTA_DATA(info);
	int left = RTA_PAYLOAD(info);

	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
		if (attribute->rta_type == IFLA_INFO_KIND)
			take_text(attribute, device->kind, sizeof(device->kind));
}

static void take_device(void *to, const struct nlmsghdr *answer)
{
	const struct ifinfomsg *link = NLMSG_DATA(answer);
	const struct rtattr *attribute = IFLA_RTA(link);
	struct devices *devices = to;
	struct device device = {
		.index = link->ifi_index,
		.up = link->ifi_flags & IFF_UP, .loopback = link->ifi_flags & IFF_LOOPBACK,
	};
	int left = IFLA_PAYLOAD(answer);

	if (answer->nlmsg_type != RTM_NEWLINK)
		return;
	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
		unsigned short type = attribute->rta_type & NLA_TYPE_MASK;

		if (type == IFLA_IFNAME)
			take_text(attribute, device.name, sizeof(device.name));
		else if (type == IFLA_MASTER && RTA_PAYLOAD(attribute) == sizeof(u32))
			memcpy(&device.master, RTA_DATA(attribute), sizeof(u32));
		else if (type == IFLA_LINKINFO)
			take_kind(attribute, &device);
	}
	devices->list = need_room(devices->list, &devices->room, devices->count, sizeof(device));
	devices->list[devices->count++] = device;
}

static void take_bytes(const struct rtattr *attribute, struct address *address)
{
	if (RTA_PAYLOAD(attribute) >= address_size(address->family))
		*address = address_of(address->family, RTA_DATA(attribute));
}

static void take_address(void *to, const struct nlmsghdr *answer)
{
	const struct ifaddrmsg *said = NLMSG_DATA(answer);
	const struct rtattr *attribute = IFA_RTA(said), *local = NULL, *peer = NULL;
	enum og_family family = said->ifa_family == AF_INET6 ? OG_IPV6 : OG_IPV4;
	struct devices *devices = to;
	struct device_address row;
	int left = IFA_PAYLOAD(answer);

	if (answer->nlmsg_type != RTM_NEWADDR ||
	    (said->ifa_family != AF_INET && said->ifa_family != AF_INET6))
		return;
	memset(&row, 0, sizeof(row));
	row.address.family = family;
	row.peer.family = family;
	row.bits = said->ifa_prefixlen;
	row.device = said->ifa_index;
	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
		if (attribute->rta_type == IFA_ADDRESS)
			peer = attribute;
		if (attribute->rta_type == IFA_LOCAL)
			local = attribute;
	}
	if (peer)
		take_bytes(peer, &row.peer);
	if (local || peer)
		take_bytes(local ? local : peer, &row.address);
	devices->addresses = need_room(devices->addresses, &devices->address_room,
				       devices->address_count, sizeof(row));
	devices->addresses[devices->address_count++] = row;
}

static int dump(u16 type, netlink_visit visit, struct devices *devices)
{
	struct {
		struct nlmsghdr header;
		struct ifinfomsg link;	/* the longer of both headers; all zero */
	} question;

	memset(&question, 0, sizeof(question));
	question.header.nlmsg_len = sizeof(question);
	question.header.nlmsg_type = type;
	question.header.nlmsg_flags = NLM_F_DUMP;
	return netlink_ask(NETLINK_ROUTE, &question.header, visit, devices);
}

int devices_read(struct devices *devices)
{
	int error = -EINTR, tries;

	*devices = (struct devices){ 0 };
	for (tries = 0; error == -EINTR && tries < TRIES; tries++) {
		devices->count = 0;
		devices->address_count = 0;
		error = dump(RTM_GETLINK, take_device, devices);
		if (!error)
			error = dump(RTM_GETADDR, take_address, devices);
	}
	return error;
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
