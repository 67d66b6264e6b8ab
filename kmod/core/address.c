// SPDX-License-Identifier: GPL-2.0-only
/* Addresses, from text. */
#include "network.h"

#define GROUPS		8u
#define GROUP_BITS	16u
/* Where no "::" is. */
#define NO_GAP		(GROUPS + 1)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One of the four numbers, from *@at on. */
static bool parse_byte(const char *text, u32 length, u32 *at, u32 *byte)
{
	u32 digits = 0, n = 0;

	for (; *at < length && is_digit(text[*at]) && digits < 3; digits++, ++*at)
		n = n * 10 + (u32)(text[*at] - '0');
	*byte = n;
	return digits && n <= 255 && (digits == 1 || text[*at - digits] != '0');
}

static bool parse_ipv4(const char *text, u32 length, u32 *address)
{
	u32 at = 0, value = 0, byte, n;

	for (n = 0; n < 4; n++) {
		if (n && (at == length || text[at++] != '.'))
			return false;
		if (!parse_byte(text, length, &at, &byte))
			return false;
		value = value << 8 | byte;
	}
	*address = value;
	return at == length;
}

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The groups that are written, and before which of them "::" stands. */
struct groups {
	u16 group[GROUPS];
	u32 count, gap;
};

static bool parse_group(const char *text, u32 length, u32 *at, struct groups *groups)
{
	u32 digits, value = 0;

	for (digits = 0; *at < length && digits < 4; digits++, ++*at) {
		int digit = hex_digit(text[*at]);

		if (digit < 0)
			break;
		value = value << 4 | (u32)digit;
	}
	if (!digits || groups->count == GROUPS)
		return false;
	groups->group[groups->count++] = (u16)value;
	return true;
}

/* The rest of the text, where it is IPv4. */
static bool parse_tail(const char *text, u32 length, struct groups *groups)
{
	u32 address;

	if (groups->count > GROUPS - 2 || !parse_ipv4(text, length, &address))
		return false;
	groups->group[groups->count++] = (u16)(address >> 16);
	groups->group[groups->count++] = (u16)address;
	return true;
}

static bool parse_groups(const char *text, u32 length, struct groups *groups)
{
	u32 at = 0;

	groups->count = 0;
	groups->gap = NO_GAP;
	if (length >= 2 && text[0] == ':' && text[1] == ':') {
		groups->gap = 0;
		at = 2;
	}
	while (at < length) {
		if (parse_tail(text + at, length - at, groups))
			return true;
		if (!parse_group(text, length, &at, groups))
			return false;
		if (at == length)
			return true;
		if (text[at++] != ':' || at == length)
			return false;
		if (text[at] != ':')
			continue;
		if (groups->gap != NO_GAP)
			return false;
		groups->gap = groups->count;
		at++;
	}
	return groups->gap != NO_GAP;
}

static void put_group(struct og_address *address, u32 n, u16 group)
{
	u64 *half = n < GROUPS / 2 ? &address->high : &address->low;

	*half |= (u64)group << (GROUP_BITS * (GROUPS / 2 - 1 - n % (GROUPS / 2)));
}

static bool parse_ipv6(const char *text, u32 length, struct og_address *address)
{
	struct groups groups;
	u32 n;

	if (!parse_groups(text, length, &groups))
		return false;
	if (groups.gap == NO_GAP ? groups.count != GROUPS : groups.count == GROUPS)
		return false;
	memset(address, 0, sizeof(*address));
	for (n = 0; n < groups.count; n++)
		put_group(address, n < groups.gap ? n : GROUPS - groups.count + n,
			  groups.group[n]);
	return true;
}

bool og_address_parse(const char *text, u32 length, enum og_family *family,
		      struct og_address *address)
{
	u32 ipv4;

	if (parse_ipv4(text, length, &ipv4)) {
		*family = OG_IPV4;
		address->high = 0;
		address->low = ipv4;
		return true;
	}
	*family = OG_IPV6;
	return parse_ipv6(text, length, address);
}
