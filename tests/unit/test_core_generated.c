// SPDX-License-Identifier: GPL-2.0-only
/*
 * Generated texts against sets of bytes: what a text makes of a policy, and how
 * the policy judges every port, protocol and state, is worked out a second time
 * here, by loops over members, without a bit map, a range or a compiled chain.
 *
 * OG_GENERATED=N tries N policies; OG_SEED=N other ones.
 */
#include "test_core.h"
#include "test_core_random.h"

#include "judge.h"

/* With sanitizers it takes ten times as long, and tests/fuzz/run does it without. */
#ifdef __SANITIZE_ADDRESS__
#define POLICIES	100
#else
#define POLICIES	2000
#endif
#define STATES		8

/* A chain as a set, a byte a member. */
struct set {
	u8 word[OG_WORDS];
	u8 proto[OG_PROTOS];
	u8 port[OG_TRANSPORTS][OG_PORTS];
};

static struct set sets[OG_CHAINS];
static struct og_policy policy, again;
static struct og_parser parser;
static struct text text, printed, reprinted;
static struct { u8 mode, ipv6, early, tally; u32 log; } expected;
static unsigned long policies, flows, edits;

static u64 seed;

static unsigned int any_of(unsigned int count)
{
	return random_below(&seed, count);
}

static void say(const char *words)
{
	text_append(&text, words, strlen(words));
}

static void say_number(const char *before, unsigned int number)
{
	char words[32];

	snprintf(words, sizeof(words), "%s%u", before, number);
	say(words);
}

/* --- the sets' own arithmetic --- */

static void change(struct set *set, const struct og_item *item, u8 present)
{
	switch (item->kind) {
	case OG_ITEM_WORD:
		set->word[item->word] = present;
		break;
	case OG_ITEM_PROTO:
		set->proto[item->proto] = present;
		break;
	case OG_ITEM_PORTS:
		for (unsigned int port = item->low; port <= item->high; port++) {
			if (item->transports & 1)
				set->port[OG_TCP][port] = present;
			if (item->transports & 2)
				set->port[OG_UDP][port] = present;
		}
		break;
	}
}

/* Everything but "any", "reply", and tcp and udp whole: what "any" is when something is taken from it. */
static void spell_any(struct set *set)
{
	memset(set, 1, sizeof(*set));
	set->word[OG_WORD_ANY] = 0;
	set->word[OG_WORD_REPLY] = 0;
	set->proto[0] = 0;
	set->proto[6] = 0;
	set->proto[17] = 0;
}

static void set_page(struct set *set)
{
	static const u16 tcp[] = { 22, 25, 53, 110, 389, 465, 587, 636, 953, 993, 995, 1023, 3268,
				   3269, 5222, 5269, 5280, 8080 };

	memset(set, 0, sizeof(*set));
	set->word[OG_WORD_ESTABLISHED] = 1;
	set->word[OG_WORD_RELATED] = 1;
	set->word[OG_WORD_LOOPBACK] = 1;
	set->word[OG_WORD_ICMP] = 1;
	for (size_t i = 0; i < sizeof(tcp) / sizeof(tcp[0]); i++)
		set->port[OG_TCP][tcp[i]] = 1;
	set->port[OG_UDP][53] = 1;
	set->port[OG_UDP][953] = 1;
}

/* --- a generated text and what it does to the sets, statement by statement --- */

static void any_item(struct og_item *item)
{
	static const u16 edges[] = { 0, 1, 62, 63, 64, 65, 127, 128, 65471, 65472, 65534, 65535 };
	unsigned int width = 1u << any_of(17);

	*item = (struct og_item){ .kind = OG_ITEM_PORTS, .transports = (u8)(1 + any_of(3)) };
	item->low = (u16)(any_of(3) ? any_of(OG_PORTS) : edges[any_of(12)]);
	item->high = (u16)(item->low + (any_of(2) ? 0 : any_of(width) % (OG_PORTS - item->low)));
	if (any_of(3))
		return;
	item->kind = any_of(2) ? OG_ITEM_WORD : OG_ITEM_PROTO;
	item->word = any_of(OG_WORD_ANY);
	/* tcp and udp whole are what "any" written out leaves out */
	item->proto = (u8)(any_of(3) ? 1 + any_of(255) : any_of(2) ? 6 : 17);
}

static void say_item(const struct og_item *item)
{
	static const char *const suffix[] = { "", "/tcp", "/udp", "" };
	static const char *const words[] = { "established", "related", "reply", "untracked",
					     "loopback", "icmp" };

	if (item->kind == OG_ITEM_WORD) {
		say(words[item->word]);
	} else if (item->kind == OG_ITEM_PROTO) {
		say_number("proto:", item->proto);
	} else {
		say_number("", item->low);
		if (item->high != item->low || !any_of(20))
			say_number("-", item->high);
		say(suffix[item->transports]);
	}
}

static void say_gap(void)
{
	static const char *const gaps[] = { " ", ",", "\t", "  ", ", " };

	say(gaps[any_of(5)]);
}

static void say_end(void)
{
	static const char *const ends[] = { "\n", ";", "; ", " # why\n", "\n\n" };

	say(ends[any_of(5)]);
}

/* 1: input, 2: forward, 3: both, which is said by saying nothing */
static void say_chain(unsigned int chains)
{
	if (chains != OG_CHAIN_BOTH)
		say(chains == OG_CHAIN_BIT(OG_INPUT) ? "input " : "forward ");
}

static void add(unsigned int c, const struct og_item *item)
{
	if (!sets[c].word[OG_WORD_ANY])
		change(&sets[c], item, 1);
}

/* What a chain goes through before something is taken from it. */
static void open_for_removal(unsigned int chains)
{
	for (unsigned int c = 0; c < OG_CHAINS; c++)
		if ((chains & OG_CHAIN_BIT(c)) && sets[c].word[OG_WORD_ANY])
			spell_any(&sets[c]);
}

static void take(unsigned int c, const struct og_item *item)
{
	open_for_removal(OG_CHAIN_BIT(c));
	change(&sets[c], item, 0);
}

static void signed_statement(unsigned int chains)
{
	struct og_item item;

	say_chain(chains);
	for (unsigned int i = 1 + any_of(6); i > 0; i--) {
		bool takes = any_of(2);

		any_item(&item);
		say(takes ? "-" : "+");
		say_item(&item);
		say_gap();
		edits++;
		for (unsigned int c = 0; c < OG_CHAINS; c++)
			if (chains & OG_CHAIN_BIT(c))
				(takes ? take : add)(c, &item);
	}
	say_end();
}

static void alone_statement(unsigned int chains)
{
	bool is_any = any_of(2);

	say_chain(chains);
	say(is_any ? "any" : "none");
	say_end();
	for (unsigned int c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)))
			continue;
		memset(&sets[c], 0, sizeof(sets[c]));
		sets[c].word[OG_WORD_ANY] = is_any;
	}
}

static void stated_statement(unsigned int chains)
{
	static struct set stated;
	bool ports_alone = chains == OG_CHAIN_BOTH;
	struct og_item item;

	memset(&stated, 0, sizeof(stated));
	say_chain(chains);
	for (unsigned int i = 1 + any_of(any_of(8) ? 12 : 400); i > 0; i--) {
		any_item(&item);
		ports_alone = ports_alone && item.kind == OG_ITEM_PORTS;
		change(&stated, &item, 1);
		say_item(&item);
		say_gap();
	}
	say_end();
	if (ports_alone)
		open_for_removal(chains);
	for (unsigned int c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)))
			continue;
		if (ports_alone)
			memcpy(sets[c].port, stated.port, sizeof(stated.port));
		else
			sets[c] = stated;
	}
}

/* Each setting at most once in a text. */
static void say_settings(void)
{
	static const char *const modes[] = { "off", "enforce", "audit" };
	static const char *const ipv6[] = { "filter", "ignore" };
	static const char *const early[] = { "off", "on" };

	if (!any_of(3)) {
		expected.mode = (u8)any_of(3);
		say("mode ");
		say(modes[expected.mode]);
		say_end();
	}
	if (!any_of(3)) {
		expected.ipv6 = (u8)any_of(2);
		say("ipv6\t");
		say(ipv6[expected.ipv6]);
		say_end();
	}
	if (!any_of(3)) {
		expected.early = (u8)any_of(2);
		say("early,");
		say(early[expected.early]);
		say_end();
	}
	if (!any_of(3)) {
		expected.tally = (u8)any_of(2);
		say("tally ");
		say(early[expected.tally]);
		say_end();
	}
	if (!any_of(3)) {
		expected.log = any_of(2) ? 1 + any_of(65536) : OG_LOG_OFF;
		say("log ");
		if (expected.log == OG_LOG_OFF)
			say("off");
		else
			say_number("nflog:", expected.log - 1);
		say_end();
	}
}

/* A whole chain may be stated once in a text, so the generator remembers which were. */
static void any_text(void)
{
	unsigned int free_chains = OG_CHAIN_BOTH, chains;

	text.size = 0;
	if (!any_of(6)) {
		say("reset\n");
		set_page(&sets[OG_INPUT]);
		set_page(&sets[OG_FORWARD]);
		expected.mode = OG_MODE_ENFORCE;
		expected.ipv6 = OG_IPV6_FILTER;
		expected.early = OG_EARLY_OFF;
		expected.tally = OG_TALLY_OFF;
		expected.log = OG_LOG_OFF;
	}
	if (any_of(2))
		say_settings();
	for (unsigned int i = 1 + any_of(4); i > 0; i--) {
		chains = 1 + any_of(3);
		if (any_of(3) || (chains & free_chains) != chains) {
			signed_statement(chains);
			continue;
		}
		free_chains &= ~chains;
		if (any_of(4))
			stated_statement(chains);
		else
			alone_statement(chains);
	}
}

/* --- comparing --- */

static void compare_items(void)
{
	assert_int_equal(policy.setting[OG_SET_MODE], expected.mode);
	assert_int_equal(policy.setting[OG_SET_IPV6], expected.ipv6);
	assert_int_equal(policy.setting[OG_SET_EARLY], expected.early);
	assert_int_equal(policy.setting[OG_SET_TALLY], expected.tally);
	assert_int_equal(policy.setting[OG_SET_LOG], expected.log);
	for (unsigned int c = 0; c < OG_CHAINS; c++) {
		const struct og_items *items = &policy.chain[c].items;

		for (unsigned int w = 0; w < OG_WORDS; w++)
			if (((items->words >> w) & 1) != sets[c].word[w])
				fail_msg("chain %u, word %u\n%s", c, w, text.bytes);
		for (unsigned int p = 0; p < OG_PROTOS; p++)
			if (((items->protos[p / 64] >> p % 64) & 1) != sets[c].proto[p])
				fail_msg("chain %u, protocol %u\n%s", c, p, text.bytes);
		for (unsigned int t = 0; t < OG_TRANSPORTS; t++)
			for (unsigned int p = 0; p < OG_PORTS; p++)
				if (((items->ports[t][p / 64] >> p % 64) & 1) != sets[c].port[t][p])
					fail_msg("chain %u, transport %u, port %u\n%s", c, t, p,
						 text.bytes);
	}
}

/* The rule, from the set, as its documentation has it. */
static inline enum og_reason judge_set(const struct set *set, const struct og_flow *flow)
{
	bool answers = flow->state == 3;

	if (set->word[OG_WORD_ESTABLISHED] && (flow->state == 0 || answers))
		return OG_ACCEPT_STATE;
	if (set->word[OG_WORD_RELATED] && (flow->state == 1 || flow->state == 4))
		return OG_ACCEPT_STATE;
	if ((set->word[OG_WORD_REPLY] && answers) ||
	    (set->word[OG_WORD_UNTRACKED] && flow->state == 7))
		return OG_ACCEPT_STATE;
	if (set->word[OG_WORD_ANY])
		return OG_ACCEPT_ANY;
	if (set->word[OG_WORD_LOOPBACK] && flow->loopback)
		return OG_ACCEPT_LOOPBACK;
	if (set->proto[flow->proto] ||
	    (set->word[OG_WORD_ICMP] && flow->proto == (flow->family == OG_IPV4 ? 1 : 58)))
		return OG_ACCEPT_PROTOCOL;
	if (flow->proto != 6 && flow->proto != 17)
		return flow->family == OG_IPV6 && flow->proto == 0 ? OG_DROP_SHORT :
								     OG_DROP_PROTOCOL;
	if (flow->fragment)
		return OG_DROP_FRAGMENT;
	if (!flow->readable)
		return OG_DROP_SHORT;
	return set->port[flow->proto == 6 ? OG_TCP : OG_UDP][flow->port] ? OG_ACCEPT_PORT :
									    OG_DROP_PORT;
}

static inline bool differs(unsigned int c, const struct og_flow *flow)
{
	return og_judge(&policy.chain[c], flow) != judge_set(&sets[c], flow);
}

static void compare_flow(unsigned int c, const struct og_flow *flow)
{
	enum og_reason reason = og_judge(&policy.chain[c], flow);

	if (differs(c, flow))
		fail_msg("chain %u state %u family %u proto %u loopback %d fragment %d readable %d "
			 "port %u: %d, not %d\n%s", c, flow->state, flow->family, flow->proto,
			 flow->loopback, flow->fragment, flow->readable, flow->port, reason,
			 judge_set(&sets[c], flow), text.bytes);
}

/* Every protocol in every state, seen in every way. */
static void compare_protocols(unsigned int c)
{
	for (unsigned int bits = 0; bits < STATES << 4; bits++)
		for (unsigned int proto = 0; proto < OG_PROTOS; proto++) {
			struct og_flow flow = {
				.state = (u8)(bits >> 4),
				.family = bits & 1,
				.proto = (u8)proto,
				.loopback = bits & 2,
				.fragment = bits & 4,
				.readable = bits & 8,
				.port = (u16)(proto * 257),
			};

			compare_flow(c, &flow);
		}
	flows += (STATES << 4) * OG_PROTOS;
}

/* The hot loop: how many differ is counted first, and which one is looked for afterwards. */
static void compare_every_port(unsigned int c, struct og_flow flow)
{
	unsigned int different = 0;

	for (unsigned int port = 0; port < OG_PORTS; port++) {
		flow.port = (u16)port;
		different += differs(c, &flow);
	}
	flows += OG_PORTS;
	for (unsigned int port = 0; different && port < OG_PORTS; port++) {
		flow.port = (u16)port;
		compare_flow(c, &flow);
	}
}

/* Every port of tcp and udp in every state. */
static void compare_ports(unsigned int c)
{
	for (unsigned int state = 0; state < STATES; state++)
		for (unsigned int t = 0; t < OG_TRANSPORTS; t++) {
			struct og_flow flow = {
				.state = (u8)state,
				.family = state & 1,
				.proto = t == OG_TCP ? 6 : 17,
				.readable = true,
			};

			compare_every_port(c, flow);
		}
}

/* Laid over anything, the printed text gives the same policy and the same bytes. */
static void round_trip(void)
{
	text_of(&policy, &printed);
	og_policy_builtin(&again);
	if (!og_parse_text(&parser, printed.bytes, printed.size))
		fail_msg("printed, but not parsed: line %u, column %u: %s\n%s", parser.error.line,
			 parser.error.column, parser.error.text, printed.bytes);
	og_edit_apply(&parser.edit, &again);
	assert_true(og_policy_equal(&policy, &again));
	assert_memory_equal(&policy, &again, sizeof(policy));
	assert_string_equal(text_of(&again, &reprinted), printed.bytes);
}

static void one_policy(void)
{
	any_text();
	if (!og_parse_text(&parser, text.bytes, text.size))
		fail_msg("generated, but refused: line %u, column %u: %s\n%s", parser.error.line,
			 parser.error.column, parser.error.text, text.bytes);
	og_edit_apply(&parser.edit, &policy);
	compare_items();
	round_trip();
	policies++;
}

static void begin(void)
{
	seed = number_from("OG_SEED", 0x6f75746c6f6f6bull);
	og_policy_builtin(&policy);
	expected.mode = OG_MODE_ENFORCE;
	set_page(&sets[OG_INPUT]);
	set_page(&sets[OG_FORWARD]);
}

/* Each text is laid over what those before it left. */
static void test_generated(void **state)
{
	unsigned long wanted = number_from("OG_GENERATED", POLICIES);

	(void)state;
	begin();
	while (policies < wanted) {
		one_policy();
		for (unsigned int c = 0; c < OG_CHAINS; c++) {
			compare_protocols(c);
			compare_ports(c);
		}
	}
	print_message("%lu policies, %lu edits, %lu flows compared\n", policies, edits, flows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_generated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
