// SPDX-License-Identifier: GPL-2.0-only
#include "policy/text_place.h"
#include "test_user.h"

/* Which item lets a first packet to a port pass: its line and column; 0: none of the text. */
static const struct {
	const char *text;
	enum og_chain_id chain;
	enum og_transport transport;
	u16 port;
	u32 line, column;
} rows[] = {
	{ "22/tcp 143/tcp\n", OG_INPUT, OG_TCP, 143, 1, 8 },
	{ "input 22/tcp\nforward 143/tcp\n", OG_FORWARD, OG_TCP, 143, 2, 9 },
	{ "input 22/tcp\nforward 143/tcp\n", OG_INPUT, OG_TCP, 143, 0, 0 },
	{ "# 143/tcp\n +25/tcp,\t+143\n", OG_INPUT, OG_UDP, 143, 2, 11 },
	{ "input 22/tcp; forward 100-200/tcp # 143\n", OG_FORWARD, OG_TCP, 143, 1, 23 },
	{ "input 22/tcp; forward 100-200/tcp\n", OG_FORWARD, OG_UDP, 143, 0, 0 },
	{ "input any\n", OG_INPUT, OG_TCP, 143, 1, 7 },
	{ "reset\n", OG_INPUT, OG_TCP, 993, 1, 1 },
	{ "reset; +143/tcp\n", OG_INPUT, OG_TCP, 143, 1, 8 },
	{ "mode enforce\nlog nflog:143\n+143/tcp#x\n", OG_INPUT, OG_TCP, 143, 3, 1 },
	{ "trial 143\n+1/tcp\n", OG_INPUT, OG_TCP, 143, 0, 0 },
	{ "-143/tcp\n", OG_INPUT, OG_TCP, 143, 0, 0 },
	{ "+100-200/tcp\n-143/tcp\n+143/tcp", OG_INPUT, OG_TCP, 143, 3, 1 },
	{ "proto:6\n", OG_INPUT, OG_TCP, 143, 1, 1 },
	{ "none\ninput +icmp +143/tcp", OG_INPUT, OG_TCP, 143, 2, 13 },
	{ "", OG_INPUT, OG_TCP, 143, 0, 0 },
	/* Not everybody's. */
	{ "zone lan eth1; input from lan 143/tcp\n", OG_INPUT, OG_TCP, 143, 0, 0 },
	{ "143\nzone lan 10.0.0.0/8\ninput from lan 143/tcp\n", OG_INPUT, OG_TCP, 143, 1, 1 },
};

/* The same in the list of the zone lan. */
static const struct {
	const char *text;
	enum og_chain_id chain;
	u32 line, column;
} zone_rows[] = {
	{ "zone lan eth1; input from lan 143/tcp\n", OG_INPUT, 1, 31 },
	{ "zone lan eth1; input from lan 143/tcp\n", OG_FORWARD, 0, 0 },
	{ "zone lan eth1; from lan 25 100-200/tcp\n", OG_FORWARD, 1, 28 },
	{ "zone lan 143.0.0.0/8 eth143\nzone dmz eth2\n143/tcp\nfrom dmz any\nfrom lan 25/tcp\n", OG_INPUT, 0, 0 },
	{ "zone lan eth1\nfrom lan any\n", OG_FORWARD, 2, 10 },
	{ "zone lan eth1\nfrom lan -143/tcp\n", OG_FORWARD, 0, 0 },
	{ "zone lan eth1\n# from lan 143\n\tfrom,lan\t+142-143/tcp -145\n", OG_FORWARD, 3, 11 },
	{ "reset; zone lan eth1\n", OG_INPUT, 0, 0 },
};

static void port_items(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		struct og_flow flow = flow_to_port(rows[i].transport, rows[i].port);
		struct text_place place = { 0 };
		struct source source;

		source_set(&source, "row", rows[i].text);
		text_places_find(&source, rows[i].chain, &flow, &place);
		if (place.line != rows[i].line || place.column != rows[i].column)
			fail_msg("row %zu: %u:%u \"%s\", not %u:%u", i, place.line, place.column,
				 place.text, rows[i].line, rows[i].column);
		source_free(&source);
	}
}

static void zone_items(void **state)
{
	struct og_flow flow = flow_to_port(OG_TCP, 143);
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(zone_rows); i++) {
		struct text_place place = { 0 };
		struct source source;

		source_set(&source, "row", zone_rows[i].text);
		text_places_find_from(&source, zone_rows[i].chain, "lan", &flow, &place);
		if (place.line != zone_rows[i].line || place.column != zone_rows[i].column)
			fail_msg("row %zu: %u:%u \"%s\", not %u:%u", i, place.line, place.column,
				 place.text, zone_rows[i].line, zone_rows[i].column);
		source_free(&source);
	}
}

/* As it is written: what stands in the text, without its sign. */
static void words(void *to, const struct text_place *place)
{
	char **at = to;

	*at += sprintf(*at, "%c%s%s%s ", place->sign, place->zone, *place->zone ? ":" : "", place->text);
}

static void spelled_as_written(void **state)
{
	char said[256], *at = said;
	struct source source;

	(void)state;
	source_set(&source, "text", "reset\n-25/tcp +proto:7; mode audit\n\nzone lan eth1 # x\n"
		   "input from lan none\n forward from lan 53,  80-81/tcp");
	text_places_each(&source, words, &at);
	assert_string_equal(said, " reset -25/tcp +proto:7  lan:none  lan:53  lan:80-81/tcp ");
	source_free(&source);
}

static void other_reasons(void **state)
{
	const struct {
		struct og_flow flow;
		u32 column;
	} flows[] = {
		{ { .state = OG_STATE_ESTABLISHED, .proto = 6 }, 7 },
		{ { .state = OG_STATE_RELATED_REPLY, .proto = 6 }, 19 },
		{ { .state = OG_STATE_NEW, .proto = 6, .loopback = true, .readable = true }, 27 },
		{ { .state = OG_STATE_NEW, .proto = 1 }, 36 },
		{ { .state = OG_STATE_NEW, .family = OG_IPV6, .proto = 58 }, 36 },
		{ { .state = OG_STATE_NEW, .proto = 112 }, 41 },
		{ { .state = OG_STATE_NEW, .proto = 47 }, 0 },
	};
	struct source source;
	size_t i;

	(void)state;
	source_set(&source, "text", "input established related loopback icmp proto:112");
	for (i = 0; i < ROWS(flows); i++) {
		struct text_place place = { 0 };

		text_places_find(&source, OG_INPUT, &flows[i].flow, &place);
		if (place.column != flows[i].column)
			fail_msg("row %zu: column %u, not %u", i, place.column, flows[i].column);
	}
	source_free(&source);
}

static void settings_and_chains(void **state)
{
	struct source source;
	struct text_place place;

	(void)state;
	source_set(&source, "text", "# mode\nipv6 ignore; mode audit\nforward 22/tcp\n");
	text_places_setting(&source, "mode", &place);
	assert_int_equal(place.line, 2);
	assert_int_equal(place.column, 14);
	text_places_setting(&source, "early", &place);
	assert_int_equal(place.line, 1);
	text_places_chain(&source, OG_FORWARD, &place);
	assert_int_equal(place.line, 3);
	text_places_chain(&source, OG_INPUT, &place);
	assert_int_equal(place.line, 1);
	source_free(&source);
	source_set(&source, "text", "mode audit\ninput none\nzone lan eth1\ninput from lan 22/tcp\n");
	text_places_chain(&source, OG_INPUT, &place);
	assert_int_equal(place.line, 2);
	source_free(&source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(port_items), cmocka_unit_test(zone_items),
		cmocka_unit_test(spelled_as_written), cmocka_unit_test(other_reasons),
		cmocka_unit_test(settings_and_chains),
	};

	return cmocka_run_group_tests_name("user: text_place", tests, NULL, NULL);
}
