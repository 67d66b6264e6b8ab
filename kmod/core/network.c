// SPDX-License-Identifier: GPL-2.0-only
#include "network.h"

#define GROUPS		8u
#define GROUP_BITS	16u

unsigned int og_family_bits(enum og_family family)
{
	return family == OG_IPV4 ? 32 : 128;
}

/* The first @bits of 64. */
static u64 leading(unsigned int bits)
{
	return bits ? ~0ull << (64 - bits) : 0;
}

static struct og_address mask_of(const struct og_network *network)
{
	unsigned int prefix = network->prefix;
	struct og_address mask = { 0 };

	if (network->family == OG_IPV4) {
		mask.low = leading(32 + prefix) & 0xffffffff;
	} else {
		mask.high = leading(prefix < 64 ? prefix : 64);
		mask.low = leading(prefix < 64 ? 0 : prefix - 64);
	}
	return mask;
}

struct og_address og_network_first(const struct og_network *network)
{
	struct og_address mask = mask_of(network), first = network->address;

	first.high &= mask.high;
	first.low &= mask.low;
	return first;
}

struct og_address og_network_last(const struct og_network *network)
{
	struct og_address mask = mask_of(network), last = network->address;

	last.low |= network->family == OG_IPV4 ? ~mask.low & 0xffffffff : ~mask.low;
	last.high |= network->family == OG_IPV4 ? 0 : ~mask.high;
	return last;
}

int og_network_compare(const struct og_network *a, const struct og_network *b)
{
	if (a->family != b->family)
		return a->family < b->family ? -1 : 1;
	if (!og_address_equal(&a->address, &b->address))
		return og_address_below(&a->address, &b->address) ? -1 : 1;
	return (int)a->prefix - (int)b->prefix;
}

bool og_network_holds(const struct og_network *network, enum og_family family,
		      const struct og_address *address)
{
	struct og_address mask = mask_of(network);

	return network->family == family &&
	       (address->high & mask.high) == network->address.high &&
	       (address->low & mask.low) == network->address.low;
}

static u16 group_of(const struct og_address *address, u32 n)
{
	u64 half = n < GROUPS / 2 ? address->high : address->low;

	return (u16)(half >> (GROUP_BITS * (GROUPS / 2 - 1 - n % (GROUPS / 2))));
}

/* The first of the longest runs of groups that are 0, of two or more; its length, or 0. */
static u32 longest_run(const struct og_address *address, u32 *begin)
{
	u32 n, run = 0, longest = 0;

	for (n = 0; n < GROUPS; n++) {
		run = group_of(address, n) ? 0 : run + 1;
		if (run > longest && run > 1) {
			longest = run;
			*begin = n + 1 - run;
		}
	}
	return longest;
}

static void print_ipv6(const struct og_address *address, char text[OG_NETWORK_TEXT_SIZE])
{
	u32 begin = GROUPS, run = longest_run(address, &begin), n;
	size_t at = 0;

	for (n = 0; n < GROUPS; n++) {
		if (n == begin) {
			at += (size_t)snprintf(text + at, OG_NETWORK_TEXT_SIZE - at, "::");
			n += run - 1;
			continue;
		}
		at += (size_t)snprintf(text + at, OG_NETWORK_TEXT_SIZE - at, "%s%x",
				       n && n != begin + run ? ":" : "", group_of(address, n));
	}
}

const char *og_network_text(const struct og_network *network, char text[OG_NETWORK_TEXT_SIZE])
{
	u32 ipv4 = (u32)network->address.low;
	size_t length;

	if (network->family == OG_IPV4)
		snprintf(text, OG_NETWORK_TEXT_SIZE, "%u.%u.%u.%u", ipv4 >> 24, ipv4 >> 16 & 255,
			 ipv4 >> 8 & 255, ipv4 & 255);
	else
		print_ipv6(&network->address, text);
	length = strlen(text);
	if (network->prefix < og_family_bits(network->family))
		snprintf(text + length, OG_NETWORK_TEXT_SIZE - length, "/%u", network->prefix);
	return text;
}
