// SPDX-License-Identifier: GPL-2.0-only
/* Addresses of both families in one form. */
#include "test_user.h"

#include "machine/address.h"

static struct address parsed(const char *text)
{
	struct address address;

	assert_true(address_parse(text, &address));
	return address;
}

static void assert_text(const struct address *address, const char *text)
{
	char printed[ADDRESS_TEXT];

	address_print(address, printed);
	assert_string_equal(printed, text);
}

/* A packet's are what they are. */
static void text_of_addresses(void **state)
{
	static const char *const texts[] = { "192.0.2.1", "0.0.0.0", "::", "2001:db8::1", "::ffff:192.0.2.1" };
	static const char *const none[] = { "", "192.0.2", "192.0.2.256", "fe80::1%eth0", "::1 ", "localhost" };
	struct address address;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(texts); i++) {
		address = parsed(texts[i]);
		assert_int_equal(address.family, strchr(texts[i], ':') ? OG_IPV6 : OG_IPV4);
		assert_text(&address, texts[i]);
	}
	for (i = 0; i < ROWS(none); i++)
		if (address_parse(none[i], &address))
			fail_msg("\"%s\"", none[i]);
}

static void text_of_sockets(void **state)
{
	static const struct {
		const char *text, *means;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1" }, { "::ffff:192.0.2.1", "192.0.2.1" }, { "fe80::1%eth0", "fe80::1" },
		{ "::fffe:192.0.2.1", "::fffe:c000:201" },
	};
	static const char long_one[] = "0000:0000:0000:0000:0000:0000:255.255.255.2551";
	struct address address;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		assert_true(address_parse_socket(rows[i].text, &address));
		assert_text(&address, rows[i].means);
	}
	assert_false(address_parse_socket(long_one, &address));
	assert_false(address_parse_socket("%eth0", &address));
}

/* The same address is the same, wherever it came from: nothing is left behind the four bytes of IPv4. */
static void one_form(void **state)
{
	static const u8 mapped[16] = { [10] = 0xff, 0xff, 192, 0, 2, 1 }, bare[] = { 192, 0, 2, 1 };
	struct address wanted = parsed("192.0.2.1"), socket = address_of_socket(OG_IPV6, mapped),
		       packet = address_of(OG_IPV4, bare), other = address_of(OG_IPV6, mapped);

	(void)state;
	assert_int_equal(address_compare(&wanted, &socket), 0);
	assert_int_equal(address_compare(&wanted, &packet), 0);
	assert_true(address_compare(&wanted, &other) < 0);
	assert_memory_equal(&wanted, &socket, sizeof(wanted));
}

static void prefixes(void **state)
{
	static const struct {
		const char *address, *prefix;
		unsigned int bits;
		bool in;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1", 32, true }, { "192.0.2.2", "192.0.2.1", 32, false },
		{ "192.0.3.9", "192.0.2.0", 23, true }, { "192.0.4.9", "192.0.2.0", 23, false },
		{ "192.0.2.1", "0.0.0.0", 0, true }, { "::1", "0.0.0.0", 0, false }, { "192.0.2.1", "::", 0, false },
		{ "2001:db8::1", "2001:db8::1", 128, true }, { "2001:db8::", "2001:db8::1", 127, true },
		{ "2001:db8::2", "2001:db8::1", 127, false }, { "febf::1", "fe80::", 10, true },
	};
	struct address address, prefix;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		address = parsed(rows[i].address);
		prefix = parsed(rows[i].prefix);
		if (address_in(&address, &prefix, rows[i].bits) != rows[i].in)
			fail_msg("%s in %s/%u", rows[i].address, rows[i].prefix, rows[i].bits);
	}
}

static void numbers(void **state)
{
	static const struct {
		const char *address;
		u64 high, low;
	} rows[] = {
		{ "192.0.2.1", 0, 0xc0000201 }, { "255.255.255.255", 0, 0xffffffff }, { "0.0.0.0", 0, 0 },
		{ "::1", 0, 1 }, { "2001:db8:1:2:f000::5", 0x20010db800010002, 0xf000000000000005 },
	};
	struct og_address number;
	struct address address;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		address = parsed(rows[i].address);
		number = address_number(&address);
		if (number.high != rows[i].high || number.low != rows[i].low)
			fail_msg("%s", rows[i].address);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_of_addresses), cmocka_unit_test(text_of_sockets),
		cmocka_unit_test(one_form), cmocka_unit_test(prefixes), cmocka_unit_test(numbers),
	};

	return cmocka_run_group_tests_name("ogctl's addresses", tests, NULL, NULL);
}
