// SPDX-License-Identifier: GPL-2.0-only
/* What of a packet's way no kernel is needed for. */
#include "test_user.h"
#include "way/way_ipv6.h"
#include "way/way_rules.h"

static struct address parsed(const char *text)
{
	struct address address;

	assert_true(address_parse(text, &address));
	return address;
}

static void never_comes_in(void **state)
{
	static const struct {
		const char *from, *to;
		bool comes;
	} rows[] = {
		{ "fd00::2", "fd00::1", true }, { "::1", "fd00::1", false }, { "fd00::2", "::1", false },
		{ "ff02::1", "fd00::1", false }, { "fd00::2", "ff01::1", false }, { "fd00::2", "ff10::1", false },
		{ "fd00::2", "ff02::1", true }, { "::", "ff02::16", true }, { "fe80::2", "fd00::1", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		struct address from = parsed(rows[i].from), to = parsed(rows[i].to);

		if (!ipv6_never_comes_in(&from, &to) != rows[i].comes)
			fail_msg("%s to %s", rows[i].from, rows[i].to);
	}
}

static void never_forwards(void **state)
{
	struct address link = parsed("febf::1"), none = parsed("::"), site = parsed("fec0::1"), any = parsed("fd00::1");

	(void)state;
	assert_non_null(ipv6_never_forwards(&link));
	assert_non_null(ipv6_never_forwards(&none));
	assert_null(ipv6_never_forwards(&site));
	assert_null(ipv6_never_forwards(&any));
}

static void groups(void **state)
{
	static const char file[] =
		"1    lo              ff020000000000000000000000000001     1 0000000C 0\n"
		"12   eth0            ff020000000000000000000000000012     1 0000000C 0\n";
	struct address group = parsed("ff02::12"), all = parsed("ff02::1");
	char text[sizeof(file)];

	(void)state;
	assert_true(ipv6_has_joined(memcpy(text, file, sizeof(file)), 12, &group));
	assert_false(ipv6_has_joined(memcpy(text, file, sizeof(file)), 1, &group));
	assert_false(ipv6_has_joined(memcpy(text, file, sizeof(file)), 2, &group));
	assert_true(ipv6_has_joined(memcpy(text, file, sizeof(file)), 1, &all));
	assert_false(ipv6_has_joined(memcpy(text, file, sizeof(file)), 12, &all));
}

/* Each protocol goes as itself where the kernel can be asked so, else as one that no rule looks for. */
static void carriers(void **state)
{
	struct routing_rule list[] = {
		{ .family = OG_IPV4, .proto = OG_PROTO_ICMP }, { .family = OG_IPV4, .proto = OG_PROTO_UDP, .port = { 53, 53 } },
		{ .family = OG_IPV4, .proto = OG_PROTO_UDP }, { .family = OG_IPV4, .proto = OG_PROTO_TCP },
	};
	struct address to4 = parsed("10.0.0.1"), to6 = parsed("fd00::1");
	static const struct {
		u8 proto;
		bool ipv6;
		size_t rules;
		u8 asked;
		u16 port;
	} rows[] = {
		{ OG_PROTO_TCP, false, 0, OG_PROTO_TCP, 22 }, { OG_PROTO_TCP, false, 4, OG_PROTO_TCP, 22 },
		{ OG_PROTO_UDP, true, 0, OG_PROTO_UDP, 22 }, { OG_PROTO_ICMP, false, 0, OG_PROTO_ICMP, 0 },
		{ OG_PROTO_ICMPV6, true, 0, OG_PROTO_ICMPV6, 0 }, { 47, true, 4, 0, 0 }, { 47, false, 0, OG_PROTO_ICMP, 0 },
		{ 47, false, 1, OG_PROTO_UDP, 0 }, { 47, false, 2, OG_PROTO_UDP, 0 }, { 47, false, 3, OG_PROTO_TCP, 0 },
		{ 47, false, 4, 0, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		struct routing_rules rules = { .list = list, .count = rows[i].rules };
		struct way_packet packet = {
			.to = rows[i].ipv6 ? &to6 : &to4, .proto = rows[i].proto, .port = 22,
		};
		struct route_question question = { 0 };

		way_rules_carry(&rules, &packet, &question);
		if (question.proto != rows[i].asked || question.port != rows[i].port)
			fail_msg("row %zu: asked as %u, port %u", i, question.proto, question.port);
	}
}

static void what_rules_look_at(void **state)
{
	struct routing_rule list[] = {
		{ .family = OG_IPV4, .mark = 1, .mask = 0xffffffff }, { .family = OG_IPV6, .mark = 1, .mask = 1 },
		{ .family = OG_IPV4, .proto = OG_PROTO_TCP, .port = { 3128, 3128 } },
		{ .family = OG_IPV4, .proto = OG_PROTO_UDP, .source_port = { 1, 9 } }, { .family = OG_IPV4, .proto = 47 },
	};
	struct routing_rules rules = { .list = list, .count = ROWS(list) };
	struct address to = parsed("10.0.0.1");
	static const struct {
		u8 proto;
		u16 source_port, port;
		size_t caveats;
	} rows[] = {
		{ OG_PROTO_TCP, 0, 22, 1 }, { OG_PROTO_TCP, 0, 0, 2 }, { OG_PROTO_UDP, 0, 53, 2 }, { OG_PROTO_UDP, 5, 53, 1 },
		{ 47, 0, 0, 2 }, { 50, 0, 0, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		struct way_packet packet = {
			.to = &to, .proto = rows[i].proto, .port = rows[i].port, .source_port = rows[i].source_port,
		};
		struct caveats caveats = { 0 };

		way_rules_say(&rules, &packet, &caveats);
		if (caveats.count != rows[i].caveats)
			fail_msg("row %zu: %zu", i, caveats.count);
		assert_string_equal(caveats.list[0].kind, "mark");
		caveats_release(&caveats);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_comes_in), cmocka_unit_test(never_forwards), cmocka_unit_test(groups),
		cmocka_unit_test(carriers), cmocka_unit_test(what_rules_look_at),
	};

	return cmocka_run_group_tests_name("way", tests, NULL, NULL);
}
