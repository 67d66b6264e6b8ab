// SPDX-License-Identifier: GPL-2.0-only
#include "naive.h"

static unsigned int two_bytes(const u8 *at)
{
	return at[0] * 256u + at[1];
}

static void read_port(struct og_flow *flow, const u8 *bytes, size_t size, size_t at)
{
	if (flow->fragment || at + 4 > size)
		return;
	flow->readable = true;
	flow->port = (u16)two_bytes(bytes + at + 2);
}

static struct og_flow flow_ipv4(const u8 *bytes, size_t size)
{
	struct og_flow flow = { .family = OG_IPV4, .proto = bytes[9] };

	flow.fragment = two_bytes(bytes + 6) % 8192 != 0;
	read_port(&flow, bytes, size, (bytes[0] % 16u) * 4);
	return flow;
}

/* What RFC 8200 and 4302 call headers that another follows. */
static bool goes_on(u8 header)
{
	return header == 0 || header == 43 || header == 44 || header == 51 || header == 60;
}

static struct og_flow flow_ipv6(const u8 *bytes, size_t size)
{
	struct og_flow flow = { .family = OG_IPV6 }, unknown = flow;
	u8 header = bytes[6];
	size_t at = 40;

	while (goes_on(header)) {
		if (at + (header == 44 ? 4 : 2) > size)
			return unknown;
		if (header == 44 && two_bytes(bytes + at + 2) / 8) {
			flow.fragment = true;
			flow.proto = bytes[at];
			return goes_on(flow.proto) ? unknown : flow;
		}
		switch (header) {
		case 44:
			header = bytes[at];
			at += 8;
			break;
		case 51:
			header = bytes[at];
			at += bytes[at + 1] * 4u + 8;
			break;
		default:
			header = bytes[at];
			at += bytes[at + 1] * 8u + 8;
		}
	}
	flow.proto = header;
	read_port(&flow, bytes, size, at);
	return flow;
}

struct og_flow naive_flow(enum og_family family, const u8 *bytes, size_t size)
{
	return family == OG_IPV4 ? flow_ipv4(bytes, size) : flow_ipv6(bytes, size);
}

static bool has(const struct og_items *items, enum og_word word)
{
	return items->words & 1ull << word;
}

static bool state_listed(const struct og_items *items, unsigned int state)
{
	switch (state) {
	case 0:
		return has(items, OG_WORD_ESTABLISHED);
	case 3:
		return has(items, OG_WORD_ESTABLISHED) || has(items, OG_WORD_REPLY);
	case 1:
	case 4:
		return has(items, OG_WORD_RELATED);
	case 7:
		return has(items, OG_WORD_UNTRACKED);
	}
	return false;
}

static enum og_reason ports_reason(const struct og_items *items, const struct og_flow *flow)
{
	const u64 *ports = items->ports[flow->proto == 17];

	if (flow->fragment)
		return OG_DROP_FRAGMENT;
	if (!flow->readable)
		return OG_DROP_SHORT;
	return ports[flow->port / 64] >> flow->port % 64 & 1 ? OG_ACCEPT_PORT : OG_DROP_PORT;
}

enum og_reason naive_reason(const struct og_items *items, const struct og_flow *flow)
{
	unsigned int icmp = flow->family == OG_IPV4 ? 1 : 58;

	if (state_listed(items, flow->state))
		return OG_ACCEPT_STATE;
	if (has(items, OG_WORD_ANY))
		return OG_ACCEPT_ANY;
	if (flow->loopback && has(items, OG_WORD_LOOPBACK))
		return OG_ACCEPT_LOOPBACK;
	if ((flow->proto == icmp && has(items, OG_WORD_ICMP)) ||
	    items->protos[flow->proto / 64] >> flow->proto % 64 & 1)
		return OG_ACCEPT_PROTOCOL;
	if (flow->proto == 6 || flow->proto == 17)
		return ports_reason(items, flow);
	return flow->family == OG_IPV6 && !flow->proto ? OG_DROP_SHORT : OG_DROP_PROTOCOL;
}

/* The n-th bit of an address as it is sent, and as the policy has it. */
static unsigned int sent_bit(const u8 *address, unsigned int n)
{
	return address[n / 8] >> (7 - n % 8) & 1;
}

static unsigned int written_bit(const struct og_network *network, unsigned int n)
{
	unsigned int at = (network->family == OG_IPV4 ? 31 : 127) - n;

	return (at < 64 ? network->address.low >> at : network->address.high >> (at - 64)) & 1;
}

static bool network_has(const struct og_network *network, enum og_family family, const u8 *address)
{
	unsigned int n;

	if (network->family != family)
		return false;
	for (n = 0; n < network->prefix; n++)
		if (sent_bit(address, n) != written_bit(network, n))
			return false;
	return true;
}

static bool device_is(const struct og_device *pattern, const char *device)
{
	unsigned int n;

	for (n = 0; n < OG_DEVICE_SIZE; n++) {
		if (!pattern->name[n])
			return pattern->prefix || !device[n];
		if (device[n] != pattern->name[n])
			return false;
	}
	return false;
}

u16 naive_zones(const struct og_zones *zones, enum og_family family, const u8 *bytes, const char *device)
{
	u16 of = 0;
	unsigned int i;

	for (i = 0; i < zones->network_count; i++)
		if (network_has(&zones->network[i].network, family, bytes + (family == OG_IPV4 ? 12 : 8)))
			of |= zones->network[i].zones;
	for (i = 0; device && i < zones->device_count; i++)
		if (device_is(&zones->device[i], device))
			of |= zones->device[i].zones;
	return of;
}

/* The last bound at or below the port, all of them looked at. */
static u16 listed_port(const struct og_zones *zones, unsigned int list, u16 port)
{
	u16 of = 0;
	unsigned int i;

	for (i = zones->bounds_at[list]; i < zones->bounds_at[list + 1]; i++)
		if (zones->bound[i].low <= port)
			of = zones->bound[i].zones;
	return of;
}

static u16 zones_listing(const struct og_zones *zones, enum og_chain_id chain, const struct og_flow *flow)
{
	u16 of = zones->any[chain];

	if (flow->proto)
		of |= zones->protos[chain][flow->proto];
	if (flow->proto == (flow->family == OG_IPV4 ? 1 : 58))
		of |= zones->protos[chain][0];
	if ((flow->proto == 6 || flow->proto == 17) && !flow->fragment && flow->readable)
		of |= listed_port(zones, chain * 2u + (flow->proto == 17), flow->port);
	return of;
}

enum og_reason naive_reason_from(const struct og_policy *policy, enum og_chain_id chain,
				 const struct og_flow *flow, u16 from, u16 *by)
{
	enum og_reason reason = naive_reason(&policy->chain[chain].items, flow);

	*by = 0;
	if (reason <= OG_ACCEPT_ZONE)
		return reason;
	*by = from & zones_listing(&policy->zones, chain, flow);
	return *by ? OG_ACCEPT_ZONE : reason;
}
