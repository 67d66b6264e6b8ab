// SPDX-License-Identifier: GPL-2.0-only
/* What --revoke does with a connection, and whether one that it took out of conntrack is found again. */
#include "test_user.h"

#include "change/fate.h"
#include "change/gone.h"
#include "text.h"

#define HERE	"192.0.2.1"
#define CLIENT	"192.0.2.7"
#define SERVER	"198.51.100.1"

static struct fates fates;
static struct listener rows[2];

static struct address address(const char *text)
{
	struct address address;

	assert_true(address_parse(text, &address));
	return address;
}

static struct og_parser parser;

static void parse(const char *text)
{
	memset(&parser, 0, sizeof(parser));
	assert_true(og_parse_text(&parser, text, strlen(text)));
}

/* In force @before, then @change laid over it. */
static void change(const char *before, const char *text)
{
	struct og_policy policy;

	parse(before);
	og_policy_builtin(&policy);
	og_edit_apply(&parser.edit, &policy);
	parse(text);
	fates_had(&fates, &policy, &parser.edit);
	og_edit_apply(&parser.edit, &policy);
	fates.policy = policy;
}

static int set_up(void **state)
{
	const struct local_prefix here = { address(HERE), 32, true };

	(void)state;
	memset(&fates, 0, sizeof(fates));
	memset(rows, 0, sizeof(rows));
	locals_add(&fates.locals, &here);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	locals_release(&fates.locals);
	return 0;
}

static void listen_at(enum og_transport transport, u16 port)
{
	rows[0] = (struct listener){ .transport = transport, .port = port };
	fates.listeners = (struct listeners){ .rows = rows, .count = 1 };
}

static struct tracked tracked(u8 proto, const char *source, u16 source_port, const char *destination, u16 port)
{
	return (struct tracked){
		.family = OG_IPV4, .proto = proto, .source = address(source),
		.source_port = source_port, .destination = address(destination), .port = port,
	};
}

static void is(enum fate wanted, struct tracked asked)
{
	const struct tracked begun = fate_begun(&fates, &asked);

	assert_int_equal(fate_of(&fates, &begun), wanted);
}

static void test_datagrams_here(void **state)
{
	const struct tracked in = tracked(OG_PROTO_UDP, CLIENT, 40000, HERE, 1194);
	const struct tracked out = tracked(OG_PROTO_UDP, HERE, 1194, CLIENT, 40000);

	(void)state;
	change("input established 1194/udp", "-1194/udp");
	is(FATE_ENDS, in);
	is(FATE_ENDS, out);
	listen_at(OG_UDP, 1194);
	is(FATE_REOPENS, in);
	is(FATE_REOPENS, out);
	change("input established", "-1194/udp");
	is(FATE_REOPENS, out);
	change("input established", "input established");
	is(FATE_STAYS, out);
	change("input reply 1194/udp", "-1194/udp");
	is(FATE_STOPPED, in);
	change("input reply 1194/udp", "+110/tcp");
	is(FATE_STAYS, in);
}

/* What asks from here, by ports that the kernel chose, is nobody's server. */
static void test_datagrams_asked_from_here(void **state)
{
	(void)state;
	change("input any", "input established 22/tcp");
	is(FATE_STAYS, tracked(OG_PROTO_UDP, HERE, 40000, SERVER, 53));
	is(FATE_ENDS, tracked(OG_PROTO_UDP, HERE, 123, SERVER, 123));
	is(FATE_STAYS, tracked(OG_PROTO_ICMP, HERE, 0, SERVER, 0));
	is(FATE_STAYS, tracked(OG_PROTO_TCP, HERE, 143, SERVER, 143));
}

static void test_tunnel(void **state)
{
	const struct tracked out = tracked(47, HERE, 0, CLIENT, 0), in = tracked(47, CLIENT, 0, HERE, 0);

	(void)state;
	change("input established proto:47", "-proto:47");
	is(FATE_REOPENS, out);
	is(FATE_REOPENS, in);
	change("input established", "-110/tcp");
	is(FATE_STAYS, out);
	change("input established icmp", "-proto:47");
	is(FATE_REOPENS, out);
}

static void test_forwarded(void **state)
{
	struct tracked through = tracked(OG_PROTO_UDP, CLIENT, 53, SERVER, 1194);

	(void)state;
	change("forward established 1194/udp", "-1194/udp");
	is(FATE_ENDS, through);
	change("forward established 53/udp 1194/udp", "-1194/udp");
	is(FATE_REOPENS, through);
	change("forward reply 1194/udp", "-1194/udp");
	is(FATE_ENDS, through);
	change("forward reply 53/udp 1194/udp", "-1194/udp");
	is(FATE_STOPPED, through);
}

static void test_aborted(void **state)
{
	const struct tracked in = tracked(OG_PROTO_TCP, CLIENT, 40000, HERE, 143);

	(void)state;
	change("input established 143/tcp", "-143/tcp");
	is(FATE_ENDS, in);
	fates.no_abort = true;
	is(FATE_REOPENS, in);
	change("input reply 143/tcp", "-143/tcp");
	is(FATE_STOPPED, in);
}

/* Of what was open before conntrack was there either end may have spoken first. */
static void test_unseen(void **state)
{
	struct tracked download = tracked(OG_PROTO_TCP, SERVER, 443, HERE, 40000);
	struct tracked session = tracked(OG_PROTO_TCP, HERE, 22, CLIENT, 40000);
	struct tracked idle = tracked(OG_PROTO_TCP, SERVER, 143, CLIENT, 40000);

	(void)state;
	download.unseen = session.unseen = idle.unseen = true;
	listen_at(OG_TCP, 22);
	change("22/tcp 110/tcp 143/tcp", "-110/tcp");
	is(FATE_STAYS, download);
	is(FATE_STAYS, session);
	is(FATE_STAYS, idle);
	change("22/tcp 143/tcp", "-22/tcp");
	is(FATE_STAYS, download);
	is(FATE_ENDS, session);
	change("22/tcp 143/tcp", "-143/tcp");
	is(FATE_ENDS, idle);
	assert_int_equal(fate_begun(&fates, &idle).port, 143);
	change("22/tcp 110/tcp", "-110/tcp");
	is(FATE_ENDS, idle);
	assert_int_equal(fate_begun(&fates, &idle).port, 143);
	download.unseen = false;
	is(FATE_ENDS, download);
	change("22/tcp 110/tcp 40000/tcp", "-110/tcp");
	is(FATE_STAYS, idle);
}

/* Who comes from a zone that lists it stays; who comes from one that does not any more ends. */
static void test_zones(void **state)
{
	struct tracked in = tracked(OG_PROTO_TCP, CLIENT, 40000, HERE, 143);
	struct tracked other = tracked(OG_PROTO_TCP, SERVER, 40000, HERE, 143);
	struct tracked through = tracked(OG_PROTO_UDP, CLIENT, 40000, SERVER, 1194);

	(void)state;
	change("input established 143/tcp; zone lan 192.0.2.0/24", "input from lan 143/tcp; input -143/tcp");
	is(FATE_STAYS, in);
	is(FATE_ENDS, other);
	change("input established; zone lan 192.0.2.0/24; from lan 143/tcp 1194/udp; forward established", "from lan none");
	is(FATE_ENDS, in);
	is(FATE_ENDS, through);
	change("input established; zone lan eth1; zone dmz eth2; from lan 143/tcp; from dmz 143/tcp", "zone lan none");
	snprintf(in.source_device, sizeof(in.source_device), "eth1");
	snprintf(other.source_device, sizeof(other.source_device), "eth2");
	is(FATE_ENDS, in);
	is(FATE_STAYS, other);
	/* Begun here, because this end happened to send first: what the other end's zone has lost is what changed. */
	through = tracked(OG_PROTO_UDP, HERE, 1194, CLIENT, 40000);
	snprintf(through.device, sizeof(through.device), "eth1");
	change("input established; zone lan eth1; from lan 1194/udp", "from lan -1194/udp");
	is(FATE_ENDS, through);
	snprintf(through.device, sizeof(through.device), "eth2");
	is(FATE_STAYS, through);
	/* Said again, when it has gone; a list that is stated says nothing of what it is about. */
	snprintf(through.device, sizeof(through.device), "eth1");
	change("input established; zone lab wg0; zone lan eth1", "from lan -1000-1194/udp");
	is(FATE_ENDS, through);
	change("input established; zone lab wg0; zone lan eth1", "from lan -1195-2000/udp -1193");
	is(FATE_STAYS, through);
	change("input established; zone lab wg0; zone lan eth1", "from lab -1194/udp");
	is(FATE_STAYS, through);
	change("input established; zone lan eth1", "from lan 25/tcp");
	is(FATE_STAYS, through);
	through.proto = 47;
	change("input established; zone lan eth1", "input from lan -proto:47; forward from lan 53");
	is(FATE_REOPENS, through);
}

static void test_gone(void **state)
{
	const struct tracked in = tracked(OG_PROTO_UDP, CLIENT, 40000, HERE, 1194);
	const struct tracked out = tracked(OG_PROTO_UDP, HERE, 1194, CLIENT, 40000);
	struct tracked other = tracked(OG_PROTO_UDP, HERE, 1195, CLIENT, 40000);
	struct gone gone = { 0 };
	unsigned int i;

	(void)state;
	gone_close(&gone);
	assert_null(gone_find(&gone, &in));
	for (i = 0; i < 300; i++) {
		other.port = (i * 7) % 150;
		gone_add(&gone, &other);
	}
	gone_add(&gone, &in);
	gone_add(&gone, &out);
	gone_close(&gone);
	assert_int_equal(gone.count, 151);
	assert_non_null(gone_find(&gone, &in));
	assert_ptr_equal(gone_find(&gone, &in), gone_find(&gone, &out));
	other.proto = OG_PROTO_TCP;
	assert_null(gone_find(&gone, &other));
	gone_release(&gone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_datagrams_here, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_datagrams_asked_from_here, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_tunnel, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_forwarded, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_aborted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_unseen, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_zones, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_gone, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("fate", tests, NULL, NULL);
}
