// SPDX-License-Identifier: GPL-2.0-only
/* Which live connections a policy would admit. */
#include "test_user.h"

#include "machine/tracked.h"
#include "text.h"

static struct og_policy policy;
static struct locals locals;

static struct address address(const char *text)
{
	struct address address;

	assert_true(address_parse(text, &address));
	return address;
}

static void add_local(const char *text, unsigned int bits, bool own)
{
	const struct local_prefix prefix = { address(text), bits, own };

	locals_add(&locals, &prefix);
}

static int set_up(void **state)
{
	(void)state;
	locals = (struct locals){ 0 };
	add_local("192.0.2.1", 32, true);
	add_local("127.0.0.0", 8, true);
	add_local("192.0.2.255", 32, false);
	add_local("2001:db8::1", 128, true);
	add_local("ff00::", 8, false);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	locals_release(&locals);
	return 0;
}

static void use(const char *text)
{
	static struct og_parser parser;

	assert_true(og_parse_text(&parser, text, strlen(text)));
	og_policy_builtin(&policy);
	og_edit_apply(&parser.edit, &policy);
}

static struct tracked tcp(const char *source, const char *destination, u16 port)
{
	return (struct tracked){
		.family = strchr(destination, ':') ? OG_IPV6 : OG_IPV4, .proto = OG_PROTO_TCP,
		.port = port, .source = address(source), .destination = address(destination),
	};
}

static bool admitted(const struct tracked *tracked)
{
	return tracked_admitted(tracked, &locals, &policy);
}

static void test_chains(void **state)
{
	static const struct {
		const char *source, *destination;
		enum og_chain_id chain;
	} rows[] = {
		{ "192.0.2.7", "192.0.2.1", OG_INPUT },
		{ "192.0.2.7", "198.51.100.1", OG_FORWARD },
		{ "192.0.2.1", "198.51.100.1", OG_CHAINS },
		{ "127.0.0.1", "127.0.0.53", OG_INPUT },
		{ "192.0.2.1", "192.0.2.1", OG_INPUT },
		{ "192.0.2.7", "192.0.2.255", OG_INPUT },
		{ "192.0.2.255", "198.51.100.1", OG_FORWARD },
		{ "2001:db8::7", "2001:db8::1", OG_INPUT },
		{ "2001:db8::7", "2001:db8::2", OG_FORWARD },
		{ "2001:db8::1", "2001:db8::2", OG_CHAINS },
		{ "2001:db8::7", "ff02::fb", OG_INPUT },
	};
	struct tracked tracked;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		tracked = tcp(rows[i].source, rows[i].destination, 25);
		assert_int_equal(tracked_chain(&tracked, &locals), rows[i].chain);
	}
}

static void test_port(void **state)
{
	struct tracked in = tcp("192.0.2.7", "192.0.2.1", 25);
	struct tracked through = tcp("2001:db8::7", "2001:db8::2", 25);

	(void)state;
	use("input established 22/tcp; forward established 25/tcp");
	assert_false(admitted(&in));
	assert_true(admitted(&through));
	in.port = 22;
	through.port = 22;
	assert_true(admitted(&in));
	assert_false(admitted(&through));
	in.proto = OG_PROTO_UDP;
	assert_false(admitted(&in));
}

/* Neither its state nor its port is asked of what the gateway began. */
static void test_own(void **state)
{
	const struct tracked out = tcp("192.0.2.1", "198.51.100.1", 25);

	(void)state;
	use("input none; forward none");
	assert_true(admitted(&out));
}

static void test_loopback(void **state)
{
	const struct tracked self = tcp("127.0.0.1", "127.0.0.1", 143);

	(void)state;
	use("input established loopback");
	assert_true(admitted(&self));
	use("input established");
	assert_false(admitted(&self));
}

static void test_protocols(void **state)
{
	struct tracked ping = tcp("192.0.2.7", "192.0.2.1", 0);

	(void)state;
	ping.proto = 1;
	use("input icmp");
	assert_true(admitted(&ping));
	use("input proto:47");
	assert_false(admitted(&ping));
	ping.proto = 47;
	assert_true(admitted(&ping));
	use("input proto:6");
	ping.proto = OG_PROTO_TCP;
	assert_true(admitted(&ping));
}

static void test_expected(void **state)
{
	struct tracked data = tcp("192.0.2.7", "198.51.100.1", 40000);

	(void)state;
	data.expected = true;
	use("forward established related 21/tcp");
	assert_true(admitted(&data));
	use("forward established 21/tcp");
	assert_false(admitted(&data));
}

static void test_modes(void **state)
{
	const struct tracked in4 = tcp("192.0.2.7", "192.0.2.1", 143);
	const struct tracked in6 = tcp("2001:db8::7", "2001:db8::1", 143);

	(void)state;
	use("mode audit");
	assert_true(admitted(&in4));
	use("mode off");
	assert_true(admitted(&in4));
	use("ipv6 ignore");
	assert_false(admitted(&in4));
	assert_true(admitted(&in6));
}

static void test_swapped(void **state)
{
	struct tracked in = tcp("192.0.2.7", "192.0.2.1", 25);
	struct tracked out;

	(void)state;
	in.source_port = 40000;
	in.expected = true;
	out = tracked_swapped(&in);
	assert_int_equal(out.port, 40000);
	assert_int_equal(out.source_port, 25);
	assert_memory_equal(&out.source, &in.destination, sizeof(out.source));
	assert_memory_equal(&out.destination, &in.source, sizeof(out.source));
	assert_false(out.expected);
	assert_int_equal(tracked_chain(&out, &locals), OG_CHAINS);
}

/* Whether its beginner's packets are dropped while conntrack knows the connection. */
static void test_stopped(void **state)
{
	const struct tracked in = tcp("192.0.2.7", "192.0.2.1", 25);
	const struct tracked out = tcp("192.0.2.1", "192.0.2.7", 25);

	(void)state;
	use("input established; forward reply");
	assert_false(tracked_stopped(&in, &locals, &policy));
	use("input reply; forward established");
	assert_true(tracked_stopped(&in, &locals, &policy));
	assert_false(tracked_stopped(&out, &locals, &policy));
	use("input reply 25/tcp");
	assert_false(tracked_stopped(&in, &locals, &policy));
	use("input reply; mode audit");
	assert_false(tracked_stopped(&in, &locals, &policy));
}

/* Whether the end that answers could begin it anew, and let the other in. */
static void test_reopens(void **state)
{
	struct tracked in = tcp("192.0.2.7", "192.0.2.1", 1194);
	struct tracked through = tcp("2001:db8::7", "2001:db8::2", 1194);

	(void)state;
	in.proto = through.proto = OG_PROTO_UDP;
	in.source_port = through.source_port = 40000;
	use("input established; forward established");
	assert_true(tracked_reopens(&in, &locals, &policy));
	assert_false(tracked_reopens(&through, &locals, &policy));
	use("input reply; forward established 40000/udp");
	assert_true(tracked_reopens(&in, &locals, &policy));
	assert_true(tracked_reopens(&through, &locals, &policy));
	use("input icmp; forward 40000/udp");
	assert_false(tracked_reopens(&in, &locals, &policy));
	assert_false(tracked_reopens(&through, &locals, &policy));
}

/* By where it comes from: the address, and the device of that end. */
static void test_zones(void **state)
{
	struct tracked in = tcp("192.0.2.7", "192.0.2.1", 25), through = tcp("2001:db8:0:1::7", "2001:db8::2", 25);
	struct tracked answer;

	(void)state;
	use("none; zone lan 192.0.2.0/29 2001:db8:0:1::/64; from lan 25/tcp");
	assert_true(admitted(&in));
	assert_true(admitted(&through));
	in.source = address("192.0.2.8");
	through.source = address("2001:db8:0:2::7");
	assert_false(admitted(&in));
	assert_false(admitted(&through));
	use("none; zone lan eth*; forward from lan 25/tcp");
	snprintf(through.source_device, sizeof(through.source_device), "wg0");
	snprintf(through.device, sizeof(through.device), "eth1");
	assert_false(admitted(&through));
	answer = tracked_swapped(&through);
	answer.port = 25;
	assert_true(admitted(&answer));
	answer = tracked_swapped(&answer);
	answer.port = 25;
	assert_false(admitted(&answer));
	snprintf(in.source_device, sizeof(in.source_device), "eth1");
	assert_false(admitted(&in));
	/* by which device is not known: nothing ends by a guess */
	*through.source_device = '\0';
	assert_true(admitted(&through));
	through.port = 99;
	assert_false(admitted(&through));
	use("none; zone lan eth*; zone far 2001:db8:9::/48; from far 25/tcp");
	through.port = 25;
	assert_false(admitted(&through));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_chains, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_port, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_loopback, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_protocols, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_expected, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_modes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_swapped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_stopped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_reopens, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_zones, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("tracked", tests, NULL, NULL);
}
