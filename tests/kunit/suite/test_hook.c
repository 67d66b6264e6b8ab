// SPDX-License-Identifier: GPL-2.0-only
/* The hook with packets that are built here: verdict, and the one counter that it moves. */
#include "fixture.h"

#include <linux/netfilter.h>

#include "packet.h"
#include "stats.h"

struct row {
	const char *name;
	struct og_packet packet;
	enum og_reason reason;
};

#define NEW4(number)	.state = OG_STATE_NEW, .proto = IPPROTO_TCP, .transport = 20, .port = (number)
#define NEW6(number)	.family = OG_IPV6, NEW4(number)
#define FORWARD		.chain = OG_FORWARD

/* Under POLICY below. */
static const struct row rows[] = {
	{ "established", { NEW4(1), .state = OG_STATE_ESTABLISHED }, OG_ACCEPT_STATE },
	{ "established reply", { NEW4(1), .state = OG_STATE_ESTABLISHED_REPLY }, OG_ACCEPT_STATE },
	{ "related", { NEW4(1), .state = OG_STATE_RELATED }, OG_ACCEPT_STATE },
	{ "related reply", { NEW4(1), .state = OG_STATE_RELATED_REPLY }, OG_ACCEPT_STATE },
	{ "new, closed", { NEW4(1) }, OG_DROP_PORT },
	{ "new, open", { NEW4(22) }, OG_ACCEPT_PORT },
	{ "invalid, closed", { NEW4(1), .state = OG_STATE_INVALID }, OG_DROP_PORT },
	{ "invalid, open", { NEW4(22), .state = OG_STATE_INVALID }, OG_ACCEPT_PORT },
	{ "untracked, closed", { NEW4(1), .state = OG_STATE_UNTRACKED }, OG_DROP_PORT },
	{ "untracked, open", { NEW4(22), .state = OG_STATE_UNTRACKED }, OG_ACCEPT_PORT },
	{ "established gre", { NEW4(1), .proto = 47, .state = OG_STATE_ESTABLISHED },
	  OG_ACCEPT_STATE },
	{ "forward has a list of its own, open", { FORWARD, NEW4(443) }, OG_ACCEPT_PORT },
	{ "forward has a list of its own, closed", { FORWARD, NEW4(22) }, OG_DROP_PORT },
	{ "forward established", { FORWARD, NEW4(22), .state = OG_STATE_ESTABLISHED },
	  OG_ACCEPT_STATE },
	{ "udp open", { NEW4(53), .proto = IPPROTO_UDP, .transport = 8 }, OG_ACCEPT_PORT },
	{ "udp closed", { NEW4(22), .proto = IPPROTO_UDP, .transport = 8 }, OG_DROP_PORT },
	{ "loopback", { NEW4(1), .loopback = true }, OG_ACCEPT_LOOPBACK },
	{ "loopback, forward", { FORWARD, NEW4(1), .loopback = true }, OG_ACCEPT_LOOPBACK },
	{ "loopback, later fragment", { NEW4(1), .offset = 1, .loopback = true },
	  OG_ACCEPT_LOOPBACK },
	{ "icmp", { .state = OG_STATE_NEW, .proto = IPPROTO_ICMP, .transport = 8 },
	  OG_ACCEPT_PROTOCOL },
	{ "icmp without a body", { .state = OG_STATE_INVALID, .proto = IPPROTO_ICMP },
	  OG_ACCEPT_PROTOCOL },
	{ "icmpv6 inside ipv4", { .state = OG_STATE_NEW, .proto = IPPROTO_ICMPV6, .transport = 8 },
	  OG_DROP_PROTOCOL },
	{ "gre", { .state = OG_STATE_NEW, .proto = 47, .transport = 8 }, OG_DROP_PROTOCOL },
	{ "a listed protocol", { .state = OG_STATE_NEW, .proto = 112, .transport = 8 },
	  OG_ACCEPT_PROTOCOL },
	{ "a listed protocol, empty", { .state = OG_STATE_NEW, .proto = 112 }, OG_ACCEPT_PROTOCOL },
	{ "protocol 0", { .state = OG_STATE_NEW }, OG_DROP_PROTOCOL },
	{ "udp-lite", { NEW4(53), .proto = IPPROTO_UDPLITE }, OG_DROP_PROTOCOL },
	{ "a first fragment", { NEW4(22), .more = true }, OG_ACCEPT_PORT },
	{ "a later fragment", { NEW4(22), .offset = 1 }, OG_DROP_FRAGMENT },
	{ "the last fragment", { NEW4(22), .offset = 0x1fff }, OG_DROP_FRAGMENT },
	{ "icmp, later fragment", { .state = OG_STATE_NEW, .proto = IPPROTO_ICMP, .offset = 5 },
	  OG_ACCEPT_PROTOCOL },
	{ "no transport header", { NEW4(22), .transport = 0 }, OG_DROP_SHORT },
	{ "3 bytes of it", { NEW4(22), .transport = 3 }, OG_DROP_SHORT },
	{ "4 bytes of it", { NEW4(22), .transport = 4 }, OG_ACCEPT_PORT },
	{ "options", { NEW4(22), .options = 40 }, OG_ACCEPT_PORT },
	{ "options are no ports", { NEW4(1), .options = 4 }, OG_DROP_PORT },
	{ "options, short", { NEW4(22), .options = 40, .transport = 3 }, OG_DROP_SHORT },
	{ "not linear, open", { NEW4(22), .paged = true }, OG_ACCEPT_PORT },
	{ "not linear, closed", { NEW4(1), .paged = true }, OG_DROP_PORT },
	{ "port cut between page and head", { NEW4(22), .paged = true, .linear = 3 },
	  OG_ACCEPT_PORT },
	{ "not linear, short", { NEW4(22), .paged = true, .linear = 1, .transport = 3 },
	  OG_DROP_SHORT },
	{ "not linear, loopback", { NEW4(1), .paged = true, .loopback = true },
	  OG_ACCEPT_LOOPBACK },
	{ "not linear, forward", { FORWARD, NEW4(443), .paged = true }, OG_ACCEPT_PORT },

	{ "ipv6 established", { NEW6(1), .state = OG_STATE_ESTABLISHED }, OG_ACCEPT_STATE },
	{ "ipv6 open", { NEW6(22) }, OG_ACCEPT_PORT },
	{ "ipv6 closed", { NEW6(1) }, OG_DROP_PORT },
	{ "ipv6 forward, open", { FORWARD, NEW6(443) }, OG_ACCEPT_PORT },
	{ "ipv6 forward, closed", { FORWARD, NEW6(22) }, OG_DROP_PORT },
	{ "ipv6 udp", { NEW6(53), .proto = IPPROTO_UDP, .transport = 8 }, OG_ACCEPT_PORT },
	{ "ipv6 loopback", { NEW6(1), .loopback = true }, OG_ACCEPT_LOOPBACK },
	{ "icmpv6", { NEW6(0), .proto = IPPROTO_ICMPV6, .state = OG_STATE_UNTRACKED },
	  OG_ACCEPT_PROTOCOL },
	{ "icmpv6 without a body", { NEW6(0), .proto = IPPROTO_ICMPV6, .transport = 0 },
	  OG_ACCEPT_PROTOCOL },
	{ "icmp inside ipv6", { NEW6(0), .proto = IPPROTO_ICMP }, OG_DROP_PROTOCOL },
	{ "ipv6 gre", { NEW6(0), .proto = 47 }, OG_DROP_PROTOCOL },
	{ "ipv6 short", { NEW6(22), .transport = 3 }, OG_DROP_SHORT },
	{ "ipv6 not linear", { NEW6(22), .paged = true }, OG_ACCEPT_PORT },
	{ "ipv6 hop by hop", { NEW6(22), .extensions = { OG_PACKET_HOPOPTS } }, OG_ACCEPT_PORT },
	{ "ipv6 three extensions, open",
	  { NEW6(22), .extensions = { OG_PACKET_HOPOPTS, IPPROTO_ROUTING, IPPROTO_DSTOPTS } },
	  OG_ACCEPT_PORT },
	{ "ipv6 three extensions, closed",
	  { NEW6(1), .extensions = { OG_PACKET_HOPOPTS, IPPROTO_ROUTING, IPPROTO_DSTOPTS } },
	  OG_DROP_PORT },
	{ "ipv6 extensions in a page",
	  { NEW6(22), .extensions = { IPPROTO_DSTOPTS }, .paged = true, .linear = 5 },
	  OG_ACCEPT_PORT },
	{ "ipv6 a first fragment", { NEW6(22), .extensions = { IPPROTO_FRAGMENT }, .more = true },
	  OG_ACCEPT_PORT },
	{ "ipv6 a later fragment", { NEW6(22), .extensions = { IPPROTO_FRAGMENT }, .offset = 1 },
	  OG_DROP_FRAGMENT },
	{ "icmpv6, later fragment",
	  { NEW6(0), .proto = IPPROTO_ICMPV6, .extensions = { IPPROTO_FRAGMENT }, .offset = 1 },
	  OG_ACCEPT_PROTOCOL },
	{ "ipv6 short behind extensions",
	  { NEW6(22), .extensions = { IPPROTO_DSTOPTS }, .transport = 3 }, OG_DROP_SHORT },
	{ "ipv6 cut inside an extension",
	  { NEW6(22), .proto = IPPROTO_ROUTING, .transport = 1 }, OG_DROP_SHORT },
	{ "ipv6 no next header", { NEW6(22), .proto = IPPROTO_NONE }, OG_DROP_PROTOCOL },
};

#define POLICY "input established related loopback icmp proto:112 22/tcp 53/udp; " \
	       "forward established loopback 443/tcp"

static void name_of(const struct row *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(packet, rows, name_of);

/* One counter has moved by one, and no other. */
static void expect_counted(struct kunit *test, struct og_net *og, const struct og_stats *before,
			   const unsigned long *counter)
{
	const unsigned long *was = (const unsigned long *)before;
	struct og_stats *after = kunit_kzalloc(test, sizeof(*after), GFP_KERNEL);
	const unsigned long *is = (const unsigned long *)after;
	size_t i, which = counter ? counter - was : SIZE_MAX;

	KUNIT_ASSERT_NOT_NULL(test, after);
	og_stats_sum(og->stats, after);
	for (i = 0; i < sizeof(*after) / sizeof(*is); i++)
		KUNIT_EXPECT_EQ_MSG(test, is[i], was[i] + (i == which), "counter %zu", i);
}

static void hook_enforce(struct kunit *test)
{
	const struct row *row = test->param_value;
	struct og_net *og = og_fixture_net();
	struct og_stats before;

	og_fixture_publish(test, og, "mode enforce; " POLICY);
	og_stats_sum(og->stats, &before);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &row->packet),
			og_reason_drops(row->reason) ? NF_DROP : NF_ACCEPT);
	expect_counted(test, og, &before, &before.count[row->packet.chain][row->reason]);
}

static void hook_audit(struct kunit *test)
{
	const struct row *row = test->param_value;
	struct og_net *og = og_fixture_net();
	struct og_stats before;

	og_fixture_publish(test, og, "mode audit; " POLICY);
	og_stats_sum(og->stats, &before);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &row->packet), NF_ACCEPT);
	if (og_reason_drops(row->reason))
		expect_counted(test, og, &before,
			       &before.would_drop[row->packet.chain][row->reason]);
	else
		expect_counted(test, og, &before, &before.count[row->packet.chain][row->reason]);
}

/* IPv6 is not looked at: accepted, and not counted; IPv4 is judged as ever. */
static void hook_ipv6_ignore(struct kunit *test)
{
	const struct row *row = test->param_value;
	struct og_net *og = og_fixture_net();
	bool ignored = row->packet.family == OG_IPV6;
	struct og_stats before;

	og_fixture_publish(test, og, "mode enforce; ipv6 ignore; " POLICY);
	og_stats_sum(og->stats, &before);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &row->packet),
			og_reason_drops(row->reason) && !ignored ? NF_DROP : NF_ACCEPT);
	expect_counted(test, og, &before,
		       ignored ? NULL : &before.count[row->packet.chain][row->reason]);
}

/* Hooks that are there for a transaction in the making find "off": nothing is dropped. */
static void hook_off(struct kunit *test)
{
	static const struct og_packet closed = { NEW4(1) };
	struct og_net *og = og_fixture_net();
	struct og_reservation reservation = {};

	KUNIT_ASSERT_EQ(test, og_publish_reserve(og, &reservation,
						 og_fixture_edit(test, "mode enforce")), 0);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &closed), NF_ACCEPT);
	og_publish_cancel(og, &reservation);
}

static void hook_any(struct kunit *test)
{
	static const struct og_packet closed = { NEW4(1) }, gre = { NEW4(1), .proto = 47 };
	struct og_net *og = og_fixture_net();
	struct og_stats before;

	og_fixture_publish(test, og, "mode enforce; input any");
	og_stats_sum(og->stats, &before);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &closed), NF_ACCEPT);
	expect_counted(test, og, &before, &before.count[OG_INPUT][OG_ACCEPT_ANY]);
	KUNIT_EXPECT_EQ(test, og_packet_verdict(test, og, &gre), NF_ACCEPT);
}

/* What the judge is to see of @packet; it has no extension headers and no options. */
static struct og_flow flow_of(const struct og_packet *packet)
{
	struct og_flow flow = {
		.state = packet->state, .family = packet->family, .proto = packet->proto,
		.loopback = packet->loopback, .fragment = packet->offset,
	};

	if (packet->transport >= 4 && !flow.fragment) {
		flow.readable = true;
		flow.port = packet->port;
	}
	return flow;
}

static void expect_judged(struct kunit *test, const struct og_policy *policy,
			  const struct og_packet *packet)
{
	struct og_flow flow = flow_of(packet);
	enum og_reason reason = og_judge(&policy->chain[packet->chain], &flow);

	KUNIT_EXPECT_EQ_MSG(test, og_packet_verdict(test, og_fixture_net(), packet),
			    og_reason_drops(reason) ? NF_DROP : NF_ACCEPT,
			    "chain %u family %u state %u proto %u loopback %u port %u short %u "
			    "paged %u offset %u", packet->chain, packet->family, packet->state,
			    packet->proto, packet->loopback, packet->port, packet->transport < 4,
			    packet->paged, packet->offset);
}

static const u8 some_states[] = {
	OG_STATE_ESTABLISHED, OG_STATE_RELATED, OG_STATE_NEW, OG_STATE_ESTABLISHED_REPLY,
	OG_STATE_RELATED_REPLY, OG_STATE_INVALID, OG_STATE_UNTRACKED,
};

static const u8 some_protos[] = {
	IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP, IPPROTO_ICMPV6, IPPROTO_GRE, 100,
};

static const u16 some_ports[] = { 22, 443, 1 };

#define PRODUCT	(32 * ARRAY_SIZE(some_states) * ARRAY_SIZE(some_protos) * ARRAY_SIZE(some_ports))

/* The packet with this number, of PRODUCT. */
static struct og_packet packet_number(unsigned int number)
{
	struct og_packet packet = {
		.chain = number & 1,
		.family = number >> 1 & 1,
		.loopback = number >> 2 & 1,
		.paged = number >> 3 & 1,
		.transport = number >> 4 & 1 ? 8 : 3,
	};

	number >>= 5;
	packet.state = some_states[number % ARRAY_SIZE(some_states)];
	number /= ARRAY_SIZE(some_states);
	packet.proto = some_protos[number % ARRAY_SIZE(some_protos)];
	packet.port = some_ports[number / ARRAY_SIZE(some_protos)];
	return packet;
}

/* Each hook with each kind of packet: four functions, one rule. */
static void hook_everything(struct kunit *test)
{
	static const char *const policies[] = {
		"mode enforce; " POLICY, "mode enforce; none; +related +22", "mode enforce; any",
	};
	unsigned int i, p;

	for (p = 0; p < ARRAY_SIZE(policies); p++) {
		const struct og_policy *policy;

		og_fixture_publish(test, og_fixture_net(), policies[p]);
		policy = og_fixture_policy(test, og_fixture_net());
		for (i = 0; i < PRODUCT; i++) {
			struct og_packet packet = packet_number(i);

			expect_judged(test, policy, &packet);
			packet.offset = packet.family == OG_IPV4 ? 3 : 0;
			expect_judged(test, policy, &packet);
		}
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(hook_enforce, packet_gen_params),
	KUNIT_CASE_PARAM(hook_audit, packet_gen_params),
	KUNIT_CASE_PARAM(hook_ipv6_ignore, packet_gen_params),
	KUNIT_CASE(hook_everything),
	KUNIT_CASE(hook_off),
	KUNIT_CASE(hook_any),
	{},
};

static struct kunit_suite suite = {
	.name = "hook",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
