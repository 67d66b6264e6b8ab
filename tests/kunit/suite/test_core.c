// SPDX-License-Identifier: GPL-2.0-only
/* A sample of core/ as the kernel's compiler builds it; tests/unit has the rest. */
#include "fixture.h"

#include "core/judge.h"

struct row {
	const char *name;
	const char *text;
	struct og_flow flow;
	enum og_reason reason;
};

#define TCP(number)	.proto = OG_PROTO_TCP, .readable = true, .port = (number)
#define UDP(number)	.proto = OG_PROTO_UDP, .readable = true, .port = (number)

static const struct row rows[] = {
	{ "a listed state", "input established", { .state = OG_STATE_ESTABLISHED, TCP(1) },
	  OG_ACCEPT_STATE },
	{ "reply is the answering direction", "input reply",
	  { .state = OG_STATE_ESTABLISHED, TCP(1) }, OG_DROP_PORT },
	{ "invalid is not established", "input established related",
	  { .state = OG_STATE_INVALID, TCP(1) }, OG_DROP_PORT },
	{ "any", "input any", { .state = OG_STATE_NEW, .proto = 99 }, OG_ACCEPT_ANY },
	{ "none", "input none", { .state = OG_STATE_NEW, TCP(22) }, OG_DROP_PORT },
	{ "loopback", "input loopback", { .state = OG_STATE_NEW, .loopback = true, TCP(1) },
	  OG_ACCEPT_LOOPBACK },
	{ "a protocol by number", "input proto:112", { .state = OG_STATE_NEW, .proto = 112 },
	  OG_ACCEPT_PROTOCOL },
	{ "the last port", "input 65535/udp", { .state = OG_STATE_NEW, UDP(65535) },
	  OG_ACCEPT_PORT },
	{ "port 0", "input 0/udp", { .state = OG_STATE_NEW, UDP(0) }, OG_ACCEPT_PORT },
	{ "the port after a range", "input 10-20/tcp", { .state = OG_STATE_NEW, TCP(21) },
	  OG_DROP_PORT },
	{ "tcp is not udp", "input 53/tcp", { .state = OG_STATE_NEW, UDP(53) }, OG_DROP_PORT },
	{ "a later fragment", "input 22/tcp",
	  { .state = OG_STATE_NEW, .fragment = true, .proto = OG_PROTO_TCP }, OG_DROP_FRAGMENT },
	{ "a short header", "input 22/tcp", { .state = OG_STATE_NEW, .proto = OG_PROTO_TCP },
	  OG_DROP_SHORT },
};

static void name_of(const struct row *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(judge, rows, name_of);

static void core_judge(struct kunit *test)
{
	const struct row *row = test->param_value;
	struct og_policy *policy = kunit_kzalloc(test, sizeof(*policy), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, policy);
	og_edit_apply(og_fixture_edit(test, row->text), policy);
	KUNIT_EXPECT_EQ(test, og_judge(&policy->chain[OG_INPUT], &row->flow), row->reason);
}

struct buffer {
	size_t size;
	char text[8192];
};

static bool collect(void *to, const char *text, size_t size)
{
	struct buffer *buffer = to;

	if (size > sizeof(buffer->text) - buffer->size)
		size = sizeof(buffer->text) - buffer->size;
	memcpy(buffer->text + buffer->size, text, size);
	buffer->size += size;
	return true;
}

/* Print, lay over something else, print: the same bytes. */
static void core_round_trip(struct kunit *test)
{
	struct og_policy *policy = kunit_kzalloc(test, sizeof(*policy), GFP_KERNEL);
	struct buffer *first = kunit_kzalloc(test, sizeof(*first), GFP_KERNEL);
	struct buffer *second = kunit_kzalloc(test, sizeof(*second), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, policy);
	KUNIT_ASSERT_NOT_NULL(test, first);
	KUNIT_ASSERT_NOT_NULL(test, second);
	og_policy_builtin(policy);
	og_print_policy(policy, collect, first);
	KUNIT_ASSERT_LT(test, first->size, sizeof(first->text));
	og_edit_apply(og_fixture_edit(test, "any; mode audit; ipv6 ignore"), policy);
	og_edit_apply(og_fixture_edit(test, first->text), policy);
	og_print_policy(policy, collect, second);
	KUNIT_EXPECT_EQ(test, first->size, second->size);
	KUNIT_EXPECT_MEMEQ(test, first->text, second->text, first->size);
}

static void core_error_place(struct kunit *test)
{
	static const char text[] = "mode audit\ninput 22/tcp 70000\n";
	struct og_parser *parser = kunit_kzalloc(test, sizeof(*parser), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, parser);
	og_parse_begin(parser);
	KUNIT_EXPECT_FALSE(test, og_parse_text(parser, text, strlen(text)));
	KUNIT_EXPECT_EQ(test, parser->error.line, 2);
	KUNIT_EXPECT_EQ(test, parser->error.column, 14);
	KUNIT_EXPECT_STREQ(test, parser->error.text, "port 70000 is over 65535");
}

/* "any" is written out when something is taken from it, and otherwise stays what it is. */
static void core_edit_any(struct kunit *test)
{
	static const struct { const char *before, *edit; bool any, tcp22, tcp23, gre; } any[] = {
		{ "any", "mode audit", true, false, false, false },
		{ "any", "+22/tcp", true, false, false, false },
		{ "any", "-22/tcp", false, false, true, true },
		{ "any", "-proto:47", false, true, true, false },
		{ "any", "22/tcp", false, true, false, true },
		{ "any", "none", false, false, false, false },
		{ "none", "any; -22/tcp", false, false, true, true },
		{ "none", "any; +22/tcp", true, false, false, false },
		{ "none", "any; 22/tcp", false, true, false, true },
	};
	struct og_policy *policy = kunit_kzalloc(test, sizeof(*policy), GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, policy);
	for (i = 0; i < ARRAY_SIZE(any); i++) {
		const struct og_items *items = &policy->chain[OG_FORWARD].items;

		og_policy_builtin(policy);
		og_edit_apply(og_fixture_edit(test, any[i].before), policy);
		og_edit_apply(og_fixture_edit(test, any[i].edit), policy);
		KUNIT_EXPECT_EQ_MSG(test, og_has_word(items, OG_WORD_ANY), any[i].any, "%s, %s",
				    any[i].before, any[i].edit);
		KUNIT_EXPECT_EQ_MSG(test, og_bit(items->ports[OG_TCP], 22), any[i].tcp22, "%s, %s",
				    any[i].before, any[i].edit);
		KUNIT_EXPECT_EQ_MSG(test, og_bit(items->ports[OG_TCP], 23), any[i].tcp23, "%s, %s",
				    any[i].before, any[i].edit);
		KUNIT_EXPECT_EQ_MSG(test, og_bit(items->protos, 47), any[i].gre, "%s, %s",
				    any[i].before, any[i].edit);
	}
}

/* The language states ports of both chains only; the edit can do it for one. */
static void core_edit_ports_of_one_chain(struct kunit *test)
{
	static const struct og_item port = {
		.kind = OG_ITEM_PORTS, .transports = OG_TRANSPORT_BOTH, .low = 7, .high = 9,
	};
	struct og_policy *policy = kunit_kzalloc(test, sizeof(*policy), GFP_KERNEL);
	struct og_items *items = kunit_kzalloc(test, sizeof(*items), GFP_KERNEL);
	struct og_edit *edit = kunit_kzalloc(test, sizeof(*edit), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, policy);
	KUNIT_ASSERT_NOT_NULL(test, items);
	KUNIT_ASSERT_NOT_NULL(test, edit);
	og_policy_builtin(policy);
	og_items_put(items, &port);
	og_edit_init(edit);
	og_edit_state_ports(edit, OG_CHAIN_BIT(OG_FORWARD), items);
	og_edit_apply(edit, policy);
	KUNIT_EXPECT_FALSE(test, og_bit(policy->chain[OG_INPUT].items.ports[OG_TCP], 8));
	KUNIT_EXPECT_TRUE(test, og_bit(policy->chain[OG_INPUT].items.ports[OG_TCP], 22));
	KUNIT_EXPECT_TRUE(test, og_bit(policy->chain[OG_FORWARD].items.ports[OG_TCP], 8));
	KUNIT_EXPECT_FALSE(test, og_bit(policy->chain[OG_FORWARD].items.ports[OG_TCP], 22));
	KUNIT_EXPECT_TRUE(test, og_has_word(&policy->chain[OG_FORWARD].items, OG_WORD_ICMP));
}

/* Each thing that makes two policies differ. */
static void core_policy_equal(struct kunit *test)
{
	static const char *const edits[] = {
		"mode audit", "ipv6 ignore", "early on", "input +1/tcp", "forward -22/tcp", "none",
	};
	struct og_policy *one = kunit_kzalloc(test, sizeof(*one), GFP_KERNEL);
	struct og_policy *two = kunit_kzalloc(test, sizeof(*two), GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, one);
	KUNIT_ASSERT_NOT_NULL(test, two);
	og_policy_builtin(one);
	for (i = 0; i < ARRAY_SIZE(edits); i++) {
		og_policy_builtin(two);
		KUNIT_EXPECT_TRUE(test, og_policy_equal(one, two));
		og_edit_apply(og_fixture_edit(test, edits[i]), two);
		KUNIT_EXPECT_FALSE_MSG(test, og_policy_equal(one, two), "%s", edits[i]);
	}
}

/* Refused once, a text stays refused, whatever is asked of the parser. */
static void core_refused_for_good(struct kunit *test)
{
	struct og_parser *parser = kunit_kzalloc(test, sizeof(*parser), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, parser);
	og_parse_begin(parser);
	KUNIT_EXPECT_FALSE(test, og_parse_piece(parser, "bogus\n", 6));
	KUNIT_EXPECT_FALSE(test, og_parse_piece(parser, "none\n", 5));
	KUNIT_EXPECT_FALSE(test, og_parse_pause(parser));
	KUNIT_EXPECT_FALSE(test, og_parse_end(parser));
	KUNIT_EXPECT_STREQ(test, parser->error.text, "unknown word \"bogus\"");
	og_parse_begin(parser);
	KUNIT_EXPECT_FALSE(test, og_parse_end(parser));
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(core_judge, judge_gen_params),
	KUNIT_CASE(core_round_trip),
	KUNIT_CASE(core_error_place),
	KUNIT_CASE(core_edit_any),
	KUNIT_CASE(core_edit_ports_of_one_chain),
	KUNIT_CASE(core_policy_equal),
	KUNIT_CASE(core_refused_for_good),
	{},
};

static struct kunit_suite suite = {
	.name = "core",
	.test_cases = cases,
};

kunit_test_suite(suite);
