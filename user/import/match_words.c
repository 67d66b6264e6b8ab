// SPDX-License-Identifier: GPL-2.0-only
#include "match_words.h"
#include "base/letters.h"
#include "base/need.h"
#include "policy/names.h"
#include "policy/policy_text.h"

#include <stdlib.h>
#include <string.h>

/* Digits alone, at most @most. With a 0 before it is octal to iptables, and 0x is hexadecimal. */
static bool number(const char *text, size_t length, unsigned long most, unsigned long *value)
{
	size_t i;

	*value = 0;
	if (length > 1 && *text == '0')
		return false;
	for (i = 0; i < length; i++) {
		if (!letter_is_digit(text[i]))
			return false;
		*value = *value * 10 + (text[i] - '0');
		if (*value > most)
			return false;
	}
	return length;
}

bool match_protocol(const char *text, u8 *proto)
{
	static const struct {
		const char *name;
		u8 proto;
	} most[] = {
		{ "tcp", OG_PROTO_TCP }, { "udp", OG_PROTO_UDP }, { "icmp", OG_PROTO_ICMP },
		{ "icmpv6", OG_PROTO_ICMPV6 }, { "ipv6-icmp", OG_PROTO_ICMPV6 },
	};
	unsigned long value;
	size_t i;

	for (i = 0; i < sizeof(most) / sizeof(most[0]); i++) {
		if (strcmp(text, most[i].name) != 0)
			continue;
		*proto = most[i].proto;
		return true;
	}
	if (!number(text, strlen(text), OG_PROTOS - 1, &value))
		return names_find_protocol(text, proto);
	*proto = value;
	return true;
}

static void mask(struct og_network *network)
{
	unsigned int shift = og_family_bits(network->family) - network->prefix;

	if (shift >= 128)
		network->address = (struct og_address){ 0 };
	else if (shift >= 64)
		network->address = (struct og_address){ network->address.high >> (shift - 64) << (shift - 64), 0 };
	else
		network->address.low = network->address.low >> shift << shift;
	if (network->family == OG_IPV4)
		network->address.low = network->prefix ? network->address.low & 0xffffffff : 0;
}

static bool network_of(const char *address, size_t length, unsigned long prefix, struct og_network *network)
{
	enum og_family family;

	if (!og_address_parse(address, length, &family, &network->address))
		return false;
	network->family = family;
	if (prefix > og_family_bits(family))
		return false;
	network->prefix = prefix;
	mask(network);
	/* an address of IPv4 in IPv6's form the language does not take */
	return family != OG_IPV6 || prefix < 96 || network->address.high || network->address.low >> 32 != 0xffff;
}

bool match_network_of(const char *address, unsigned int prefix, struct og_network *network)
{
	return network_of(address, strlen(address), prefix, network);
}

/* "255.255.255.0": its bits stand in front. */
static bool prefix_of_mask(const char *text, unsigned long *prefix)
{
	struct og_address address;
	enum og_family family;
	unsigned int bits, i;
	u64 word;

	if (!og_address_parse(text, strlen(text), &family, &address))
		return false;
	bits = og_family_bits(family);
	for (*prefix = 0, i = 0; i < bits; i++) {
		word = bits - 1 - i >= 64 ? address.high >> (bits - 1 - i - 64) : address.low >> (bits - 1 - i);
		if (!(word & 1))
			continue;
		if (*prefix != i)
			return false;
		*prefix = i + 1;
	}
	return true;
}

bool match_network(const char *text, struct og_network *network)
{
	const char *slash = strchr(text, '/');
	size_t length = slash ? (size_t)(slash - text) : strlen(text);
	unsigned long prefix;

	if (!slash)
		return network_of(text, length, strchr(text, ':') ? 128 : 32, network);
	if (!number(slash + 1, strlen(slash + 1), 128, &prefix) && !prefix_of_mask(slash + 1, &prefix))
		return false;
	return network_of(text, length, prefix, network);
}

/* Whether the language has it for this one device, or this one beginning: its bytes may mean something else there. */
static bool is_member(const struct og_device *device)
{
	char *text = need_text("zone it %s%s\n", device->name, device->prefix ? "*" : "");
	struct og_edit *edit = need(sizeof(*edit));
	const struct og_zone_edit *zones = &edit->zones;
	struct og_error error;
	struct source source;
	bool is;

	source_set(&source, "device", text);
	is = policy_try(&source, edit, &error) && zones->count == 1 && !zones->network_count && zones->device_count == 1 &&
	     zones->device[0].add && !og_device_compare(&zones->device[0].device, device);
	source_free(&source);
	free(edit);
	free(text);
	return is;
}

bool match_device(const char *text, char any, struct og_device *device)
{
	size_t length = strlen(text);

	*device = (struct og_device){ .prefix = length && text[length - 1] == any };
	length -= device->prefix;
	if (length >= OG_DEVICE_SIZE || (!length && !device->prefix))
		return false;
	memcpy(device->name, text, length);
	device->length = length;
	return !length || is_member(device);
}

static bool one_port(const char *text, size_t length, unsigned long *port)
{
	struct service service;
	char name[64];

	if (number(text, length, OG_PORTS - 1, port))
		return true;
	if (!length || length >= sizeof(name) || letter_is_digit(*text))
		return false;
	memcpy(name, text, length);
	name[length] = '\0';
	if (!names_find_service(name, &service))
		return false;
	*port = service.port;
	return true;
}

/* "80", "80:90", "80:", ":90" */
static bool one_range(const char *text, size_t length, struct ports_range *range)
{
	const char *colon = memchr(text, ':', length);
	unsigned long low = 0, high = OG_PORTS - 1;
	size_t before = colon ? (size_t)(colon - text) : length, behind = colon ? length - before - 1 : 0;

	if ((!colon || before) && !one_port(text, before, &low))
		return false;
	if (!colon)
		high = low;
	else if (behind && !one_port(colon + 1, behind, &high))
		return false;
	*range = (struct ports_range){ low, high };
	return low <= high;
}

const struct ports *match_ports(struct arena *arena, const char *text)
{
	struct ports_range *ranges = NULL;
	const struct ports *ports = NULL;
	size_t room = 0, count = 0, length;
	bool good = true;

	while (good) {
		length = strcspn(text, ",");
		ranges = need_room(ranges, &room, count, sizeof(*ranges));
		good = one_range(text, length, &ranges[count++]);
		text += length;
		if (!*text)
			break;
		text++;
	}
	if (good)
		ports = ports_of(arena, ranges, count);
	free(ranges);
	return ports;
}

struct meaning {
	const char *name;
	u8 bits;
};

/* The bits of all words in a list. */
static bool meanings(const char *text, const struct meaning *known, size_t count, u8 *bits)
{
	size_t length, i;

	for (*bits = 0; *text; text += length + (text[length] == ',')) {
		length = strcspn(text, ",");
		for (i = 0; i < count; i++)
			if (strlen(known[i].name) == length && letters_begin_equal(text, known[i].name, length))
				break;
		if (i == count)
			return false;
		*bits |= known[i].bits;
	}
	return *bits;
}

bool match_states(const char *text, u8 *states)
{
	static const struct meaning known[] = {
		{ "NEW", BOX_STATE(NEW) }, { "ESTABLISHED", BOX_ESTABLISHED }, { "RELATED", BOX_RELATED },
		{ "INVALID", BOX_STATE(INVALID) }, { "UNTRACKED", BOX_STATE(UNTRACKED) },
	};

	return meanings(text, known, sizeof(known) / sizeof(known[0]), states);
}

bool match_types(const char *text, u8 *types)
{
	static const struct meaning known[] = {
		{ "LOCAL", BOX_LOCAL }, { "BROADCAST", BOX_BROADCAST }, { "MULTICAST", BOX_MULTICAST },
	};

	return meanings(text, known, sizeof(known) / sizeof(known[0]), types);
}
