// SPDX-License-Identifier: GPL-2.0-only
/* Addresses and networks: what is one, which it is and how it is written, beside the C library. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "network.h"

#ifdef __SANITIZE_ADDRESS__
#define TRIES	300000
#else
#define TRIES	1500000
#endif
#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

/* xorshift: the same addresses on every machine */
static u64 seed = 0x6e6574776f726bull;

static unsigned int any_of(unsigned int count)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned int)(seed >> 24) % count;
}

/* As the C library reads it. */
static bool library_parse(const char *text, enum og_family *family, struct og_address *address)
{
	u8 bytes[16];

	memset(address, 0, sizeof(*address));
	*family = strchr(text, ':') ? OG_IPV6 : OG_IPV4;
	if (inet_pton(*family == OG_IPV6 ? AF_INET6 : AF_INET, text, bytes) != 1)
		return false;
	if (*family == OG_IPV4) {
		for (unsigned int i = 0; i < 4; i++)
			address->low = address->low << 8 | bytes[i];
		return true;
	}
	for (unsigned int i = 0; i < 8; i++) {
		address->high = address->high << 8 | bytes[i];
		address->low = address->low << 8 | bytes[i + 8];
	}
	return true;
}

static void library_text(enum og_family family, const struct og_address *address, char *text)
{
	u8 bytes[16];

	if (family == OG_IPV4) {
		for (unsigned int i = 0; i < 4; i++)
			bytes[i] = (u8)(address->low >> (24 - 8 * i));
		assert_non_null(inet_ntop(AF_INET, bytes, text, OG_NETWORK_TEXT_SIZE));
		return;
	}
	for (unsigned int i = 0; i < 8; i++) {
		bytes[i] = (u8)(address->high >> (56 - 8 * i));
		bytes[i + 8] = (u8)(address->low >> (56 - 8 * i));
	}
	assert_non_null(inet_ntop(AF_INET6, bytes, text, INET6_ADDRSTRLEN));
}

static void compare_parse(const char *text)
{
	struct og_address mine = { 0 }, theirs;
	enum og_family family = OG_IPV4, wanted;
	/* where it ends, the memory ends */
	size_t length = strlen(text);
	char *exact = malloc(length ? length : 1);
	bool good;

	memcpy(exact, text, length);
	good = og_address_parse(exact, (u32)length, &family, &mine);
	free(exact);
	if (good != library_parse(text, &wanted, &theirs))
		fail_msg("\"%s\" is %san address", text, good ? "no " : "");
	if (!good)
		return;
	if (family != wanted || !og_address_equal(&mine, &theirs))
		fail_msg("\"%s\" is another one: %llx %llx", text, (unsigned long long)mine.high,
			 (unsigned long long)mine.low);
}

static void test_known(void **state)
{
	static const char *const rows[] = {
		"", "0.0.0.0", "255.255.255.255", "256.0.0.0", "1.2.3", "1.2.3.4.5", "1.2.3.4.", ".1.2.3.4",
		"1..2.3", "01.2.3.4", "1.2.3.00", "1.2.3.0000004", "1.2.3.x", "1.2.3.-4", "+1.2.3.4", "1.2.3.4 ",
		"99999999999.0.0.0", "1", "::", ":", ":::", "::1", "1::", ":1", "1:", "1:::2", "1::2::3",
		"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
		"1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3::5:6:7:8", "12345::", "g::", "00001::", "0001::",
		"::1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:1.2.3.4", "::1.2.3",
		"::1.2.3.4:5", "1.2.3.4::", "::1.2.3.256", "::01.2.3.4", "::ffff:1.2.3.4", "FE80::ABCD", "fe80::1%eth0",
		"::1/128", "1.2.3.4/32", "0:0:0:0:0:0:0:0", "1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7", "1:2:3:4:5:6::1.2.3.4",
		"1:2:3:4:5::1.2.3.4",
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		compare_parse(rows[i]);
}

/* A text that is an address, and what a slip of the finger makes of it. */
static void test_generated_texts(void **state)
{
	static const char letters[] = "0123456789abcdefABCDEF:::...%/g ";
	unsigned long good = 0, tries = TRIES;
	char text[OG_NETWORK_TEXT_SIZE + 8];
	struct og_address address;
	enum og_family family;

	(void)state;
	while (tries--) {
		size_t at = 0, length = any_of(12);

		if (any_of(4)) {
			for (at = 0; at < length; at++)
				text[at] = letters[any_of(sizeof(letters) - 1)];
			text[at] = '\0';
		} else {
			for (unsigned int i = 0; i < 4 + any_of(6); i++)
				at += (size_t)sprintf(text + at, "%s%x", i && any_of(9) ? ":" : "",
						      any_of(3) ? any_of(65536) : 0);
			if (!any_of(3))
				sprintf(text, "%u.%u.%u.%u", any_of(300), any_of(256), any_of(256), any_of(260));
			if (!any_of(3))
				text[any_of((unsigned int)strlen(text))] = letters[any_of(sizeof(letters) - 1)];
		}
		good += library_parse(text, &family, &address);
		compare_parse(text);
	}
	assert_true(good > TRIES / 20);
	print_message("%u texts, %lu of them addresses\n", TRIES, good);
}

/* Zeroes in runs, for the writing of IPv6 turns on them. */
static struct og_network any_network(void)
{
	struct og_network network = { .family = (u8)any_of(2) };
	unsigned int bits = og_family_bits(network.family);
	struct og_address first;

	for (unsigned int i = 0; i < 4; i++) {
		network.address.high = network.address.high << 16 | (any_of(2) ? any_of(65536) : any_of(2));
		network.address.low = network.address.low << 16 | (any_of(2) ? any_of(65536) : any_of(2));
	}
	if (network.family == OG_IPV4)
		network.address = (struct og_address){ .low = network.address.low & 0xffffffff };
	network.prefix = (u8)(any_of(3) ? any_of(bits + 1) : bits);
	first = og_network_first(&network);
	network.address = first;
	return network;
}

/* The lower 32 bits are written as IPv4 or not, which the C library and RFC 5952 see differently. */
static bool in_two_ways(const struct og_network *network)
{
	return network->family == OG_IPV6 && !network->address.high &&
	       (network->address.low >> 32 == 0 || network->address.low >> 32 == 0xffff);
}

static void test_written(void **state)
{
	char mine[OG_NETWORK_TEXT_SIZE], theirs[INET6_ADDRSTRLEN + 8];

	(void)state;
	for (unsigned int i = 0; i < TRIES / 3; i++) {
		struct og_network network = any_network();
		unsigned int bits = og_family_bits(network.family);
		struct og_address read;
		enum og_family family;
		char *slash;

		assert_string_equal(og_network_text(&network, mine), mine);
		library_text(network.family, &network.address, theirs);
		if (network.prefix != bits)
			sprintf(theirs + strlen(theirs), "/%u", network.prefix);
		if (!in_two_ways(&network))
			assert_string_equal(mine, theirs);
		slash = strchr(mine, '/');
		assert_true(!slash == (network.prefix == bits));
		if (slash)
			*slash = '\0';
		assert_true(library_parse(mine, &family, &read));
		assert_true(family == network.family && og_address_equal(&read, &network.address));
	}
}

/* Bit by bit, without a mask. */
static bool naive_holds(const struct og_network *network, const struct og_address *address)
{
	unsigned int bits = network->family == OG_IPV4 ? 32 : 128;

	for (unsigned int i = 0; i < network->prefix; i++) {
		unsigned int at = bits - 1 - i;
		u64 mine = at >= 64 ? network->address.high >> (at - 64) : network->address.low >> at;
		u64 theirs = at >= 64 ? address->high >> (at - 64) : address->low >> at;

		if ((mine & 1) != (theirs & 1))
			return false;
	}
	return true;
}

static struct og_address beside(struct og_address address, int step)
{
	u64 low = address.low;

	address.low += (u64)(long long)step;
	if (step > 0 && address.low < low)
		address.high++;
	if (step < 0 && address.low > low)
		address.high--;
	return address;
}

static void compare_holds(const struct og_network *network, struct og_address address)
{
	char text[OG_NETWORK_TEXT_SIZE];

	if (network->family == OG_IPV4)
		address = (struct og_address){ .low = address.low & 0xffffffff };
	if (og_network_holds(network, network->family, &address) != naive_holds(network, &address))
		fail_msg("%s and %llx %llx", og_network_text(network, text),
			 (unsigned long long)address.high, (unsigned long long)address.low);
	assert_false(og_network_holds(network, !network->family, &address));
}

/* A prefix of any length holds its first address and its last, and neither neighbour. */
static void test_edges(void **state)
{
	struct og_address first, last;

	(void)state;
	for (unsigned int i = 0; i < TRIES / 3; i++) {
		struct og_network network = any_network();

		first = og_network_first(&network);
		last = og_network_last(&network);
		assert_true(og_address_equal(&first, &network.address));
		assert_false(og_address_below(&last, &first));
		for (int step = -1; step <= 1; step++) {
			compare_holds(&network, beside(first, step));
			compare_holds(&network, beside(last, step));
		}
		assert_true(og_network_holds(&network, network.family, &first));
		assert_true(og_network_holds(&network, network.family, &last));
		compare_holds(&network, any_network().address);
	}
}

static int sign(int n)
{
	return n < 0 ? -1 : n > 0;
}

/* By family, then address, then the shorter prefix. */
static void test_order(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < TRIES / 3; i++) {
		struct og_network a = any_network(), b = any_of(3) ? any_network() : a;
		int wanted;

		if (!any_of(3))
			b.prefix = (u8)any_of(og_family_bits(b.family) + 1);
		if (a.family != b.family)
			wanted = a.family < b.family ? -1 : 1;
		else if (!og_address_equal(&a.address, &b.address))
			wanted = og_address_below(&a.address, &b.address) ? -1 : 1;
		else
			wanted = sign((int)a.prefix - (int)b.prefix);
		assert_int_equal(sign(og_network_compare(&a, &b)), wanted);
		assert_int_equal(sign(og_network_compare(&b, &a)), -wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_generated_texts),
		cmocka_unit_test(test_written),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
