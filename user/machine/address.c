// SPDX-License-Identifier: GPL-2.0-only
#include "address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

size_t address_size(enum og_family family)
{
	return family == OG_IPV6 ? 16 : 4;
}

struct address address_of(enum og_family family, const void *bytes)
{
	struct address address = { .family = family };

	memcpy(address.bytes, bytes, address_size(family));
	return address;
}

struct address address_of_socket(enum og_family family, const void *bytes)
{
	static const u8 mapped[12] = { [10] = 0xff, [11] = 0xff };

	if (family == OG_IPV6 && !memcmp(bytes, mapped, sizeof(mapped)))
		return address_of(OG_IPV4, (const u8 *)bytes + sizeof(mapped));
	return address_of(family, bytes);
}

struct og_address address_number(const struct address *address)
{
	struct og_address number = { 0 };
	size_t i;

	for (i = 0; i < address_size(address->family); i++) {
		number.high = number.high << 8 | number.low >> 56;
		number.low = number.low << 8 | address->bytes[i];
	}
	return number;
}

static int af(enum og_family family)
{
	return family == OG_IPV6 ? AF_INET6 : AF_INET;
}

bool address_parse(const char *text, struct address *address)
{
	*address = (struct address){ .family = strchr(text, ':') ? OG_IPV6 : OG_IPV4 };
	return inet_pton(af(address->family), text, address->bytes) == 1;
}

bool address_parse_socket(const char *text, struct address *address)
{
	char bare[ADDRESS_TEXT];
	size_t length = strcspn(text, "%");

	if (length >= sizeof(bare))
		return false;
	snprintf(bare, sizeof(bare), "%.*s", (int)length, text);
	if (!address_parse(bare, address))
		return false;
	*address = address_of_socket(address->family, address->bytes);
	return true;
}

void address_print(const struct address *address, char text[ADDRESS_TEXT])
{
	inet_ntop(af(address->family), address->bytes, text, ADDRESS_TEXT);
}

int address_compare(const struct address *a, const struct address *b)
{
	return a->family != b->family ? (int)a->family - (int)b->family :
	       memcmp(a->bytes, b->bytes, sizeof(a->bytes));
}

int endpoint_compare(const struct endpoint *a, const struct endpoint *b)
{
	int order = address_compare(&a->address, &b->address);

	return order ? order : (int)a->port - (int)b->port;
}

bool address_in(const struct address *address, const struct address *prefix, unsigned int bits)
{
	unsigned int whole = bits / 8, rest = bits % 8;
	u8 mask = 0xff00 >> rest;

	if (address->family != prefix->family || memcmp(address->bytes, prefix->bytes, whole))
		return false;
	return !rest || !((address->bytes[whole] ^ prefix->bytes[whole]) & mask);
}

bool address_is_group(const struct address *address)
{
	return address->family == OG_IPV6 ? address->bytes[0] == 0xff : address->bytes[0] >> 4 == 14;
}

bool address_is_loopback(const struct address *address)
{
	static const u8 loopback[16] = { [15] = 1 };

	return address->family == OG_IPV6 ? !memcmp(address->bytes, loopback, 16) : address->bytes[0] == 127;
}

bool address_is_link_local(const struct address *address)
{
	return address->family == OG_IPV6 && address->bytes[0] == 0xfe && (address->bytes[1] & 0xc0) == 0x80;
}

bool address_is_none(const struct address *address)
{
	static const u8 none[16];

	return !memcmp(address->bytes, none, sizeof(none));
}
