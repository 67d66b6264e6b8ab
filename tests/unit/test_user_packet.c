// SPDX-License-Identifier: GPL-2.0-only
/* Packets taken apart, and the log's prefix. */
#include "test_user.h"

#include "policy/policy_text.h"
#include "watch/drops.h"

#include <stdlib.h>

static struct packet packet;

/* From hexadecimal, in memory of its own size, so that a byte too far is seen. */
static bool parse(const char *hex)
{
	size_t size = 0, i;
	u8 *bytes = malloc(strlen(hex) / 2 + 1);
	bool good;

	for (i = 0; hex[i]; i++) {
		if (hex[i] == ' ')
			continue;
		assert_int_equal(sscanf(hex + i, "%2hhx", &bytes[size++]), 1);
		i++;
	}
	bytes = realloc(bytes, size ? size : 1);
	good = packet_parse(&packet, bytes, size);
	free(bytes);
	return good;
}

static void is_from(const char *source, const char *destination)
{
	char text[ADDRESS_TEXT];

	address_print(&packet.source, text);
	assert_string_equal(text, source);
	address_print(&packet.destination, text);
	assert_string_equal(text, destination);
}

#define V4	"45000028 00004000 4006 0000 c0000207 c6336401 "
#define V6(next)	"60000000 0014 " next " 40 20010db8000000000000000000000007 20010db8000000000000000000000001 "
#define PORTS	"d431008f "

static void test_ipv4(void **state)
{
	(void)state;
	assert_true(parse(V4 PORTS));
	is_from("192.0.2.7", "198.51.100.1");
	assert_int_equal(packet.proto, 6);
	assert_true(packet.has_ports && packet.port == 143 && packet.source_port == 54321);
	/* with options */
	assert_true(parse("46000028 00004000 4011 0000 c0000207 c6336401 01010101 " PORTS));
	assert_true(packet.has_ports && packet.port == 143 && packet.proto == 17);
	/* options that are not there, ports cut off, a length that cannot be */
	assert_true(parse("4f000028 00004000 4011 0000 c0000207 c6336401 01010101"));
	assert_false(packet.has_ports);
	assert_true(parse(V4 "d43100"));
	assert_false(packet.has_ports);
	assert_false(parse("44000028 00004000 4006 0000 c0000207 c6336401 " PORTS));
	assert_false(parse("45000028 00004000 4006 0000 c0000207 c63364"));
	/* a later fragment */
	assert_true(parse("45000028 00000010 4006 0000 c0000207 c6336401 " PORTS));
	assert_true(packet.fragment && !packet.has_ports);
	/* a protocol without ports */
	assert_true(parse("45000028 00004000 402f 0000 c0000207 c6336401 " PORTS));
	assert_true(packet.proto == 47 && !packet.has_ports);
}

static void test_ipv6(void **state)
{
	(void)state;
	assert_true(parse(V6("06") PORTS));
	is_from("2001:db8::7", "2001:db8::1");
	assert_true(packet.has_ports && packet.port == 143 && packet.proto == 6);
	/* hop-by-hop, destination options of 16 bytes, authentication of 16 */
	assert_true(parse(V6("00") "3c00000000000000 3301000000000000 0000000000000000 "
			  "1102000000000000 0000000000000000 " PORTS));
	assert_true(packet.has_ports && packet.port == 143 && packet.proto == 17);
	/* the first fragment, a later one */
	assert_true(parse(V6("2c") "0600000100000000 " PORTS));
	assert_true(packet.has_ports && !packet.fragment);
	assert_true(parse(V6("2c") "0600000900000000 " PORTS));
	assert_true(!packet.has_ports && packet.fragment && packet.proto == 6);
	/* nothing follows; a header that is longer than all; one that is cut off */
	assert_true(parse(V6("3b") PORTS));
	assert_int_equal(packet.proto, 0);
	assert_true(parse(V6("00") "06ff000000000000"));
	assert_true(!packet.has_ports && !packet.proto);
	assert_true(parse(V6("2b") "06"));
	assert_false(packet.has_ports);
	assert_false(parse("60000000 0014 06 40 20010db8"));
}

static void test_neither(void **state)
{
	(void)state;
	assert_false(parse(""));
	assert_false(parse("00"));
	assert_false(parse("55000028 00004000 4006 0000 c0000207 c6336401 " PORTS));
}

static void test_prefix(void **state)
{
	struct drop drop;

	(void)state;
	assert_true(drop_parse_prefix(&drop, "outlook_guard input drop port"));
	assert_string_equal(drop.chain, "input");
	assert_string_equal(drop.reason, "port");
	assert_false(drop.would);
	assert_true(drop_parse_prefix(&drop, "outlook_guard forward would-drop fragment"));
	assert_true(drop.would);
	assert_true(drop_parse_prefix(&drop, "outlook_guard early drop port"));
	assert_false(drop_parse_prefix(&drop, "outlook_guard input accept port"));
	assert_false(drop_parse_prefix(&drop, "outlook_guard input drop"));
	assert_false(drop_parse_prefix(&drop, "iptables input drop port"));
	assert_false(drop_parse_prefix(&drop, "outlook_guard inputinputinput drop port"));
	assert_false(drop_parse_prefix(&drop, ""));
}

static struct drop drop_from(const char *source, const char *device)
{
	struct drop drop = {
		.chain = "input", .reason = "port",
		.packet = { .proto = OG_PROTO_TCP, .has_ports = true, .port = 22 },
	};

	assert_true(address_parse(source, &drop.packet.source));
	assert_true(address_parse("192.0.2.1", &drop.packet.destination));
	snprintf(drop.device, sizeof(drop.device), "%s", device);
	return drop;
}

static void is_of(const struct drop *drop, const struct og_zones *zones, const char *json)
{
	json_t *object = drop_json(drop, zones);
	char *text = json_dumps(json_object_get(object, "zones"), JSON_COMPACT);

	assert_string_equal(text, json);
	free(text);
	json_decref(object);
}

/* Of which zones a packet is: by its source, by its device, by neither; and by whatever the policy of the moment says. */
static void test_zones(void **state)
{
	static const char text[] = "zone office 10.0.0.0/8\nzone admin wg* 10.1.0.0/16\n";
	const struct source source = { .name = "test", .text = (char *)text, .size = sizeof(text) - 1 };
	struct og_policy *policy = calloc(1, sizeof(*policy));
	struct og_error error;
	struct drops drops = { 0 };
	struct drop drop;

	(void)state;
	assert_non_null(policy);
	assert_true(policy_lay(&source, policy, &error));
	drop = drop_from("10.1.2.3", "eth0");
	is_of(&drop, &policy->zones, "[\"admin\",\"office\"]");
	is_of(&drop, NULL, "[]");
	drop = drop_from("10.2.2.3", "eth0");
	is_of(&drop, &policy->zones, "[\"office\"]");
	drop = drop_from("2001:db8::1", "wg7");
	is_of(&drop, &policy->zones, "[\"admin\"]");
	drop = drop_from("192.0.2.9", "");
	is_of(&drop, &policy->zones, "[]");
	/* the same source by another device is another kind, for it may be of another zone */
	drops_add(&drops, &drop);
	drop = drop_from("192.0.2.9", "wg0");
	drops_add(&drops, &drop);
	drops_add(&drops, &drop);
	assert_int_equal(drops.rows, 2);
	assert_int_equal(drops.count, 3);
	drops_release(&drops);
	free(policy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ipv4),
		cmocka_unit_test(test_ipv6),
		cmocka_unit_test(test_neither),
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_zones),
	};

	return cmocka_run_group_tests_name("packet", tests, NULL, NULL);
}
