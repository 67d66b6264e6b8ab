// SPDX-License-Identifier: GPL-2.0-only
/*
 * Generated texts about zones against sets: what a text makes of a policy, what
 * is printed of it and how it judges is worked out a second time here, member by
 * member, without a range, a search or an edit that is laid over anything: a
 * text is carried out statement by statement.
 *
 * OG_GENERATED=N tries N texts; OG_SEED=N other ones.
 */
#include <arpa/inet.h>
#include "test_core.h"
#include "test_core_random.h"

#include "judge.h"

#ifdef __SANITIZE_ADDRESS__
#define TEXTS	400
#else
#define TEXTS	4000
#endif
#define ALL	16u	/* zones that the texts speak of */
#define NONE	0u	/* protocol 0 is the word icmp */

/* Whatever can be a member here, in the order in which members are printed. */
static const char *const pool[] = {
	"e*", "eth", "eth*", "eth0", "eth0.1", "eth1", "eth1*", "eth10", "lo", "wg*", "wg0",
	"0.0.0.0/0", "0.0.0.0", "10.0.0.0/8", "10.0.0.0/9", "10.0.0.0/24", "10.0.0.0", "10.0.0.1", "10.0.0.2/31",
	"10.0.1.0/24", "10.128.0.0/9", "127.255.255.255", "128.0.0.0/1", "192.0.2.0/24", "192.0.2.128/25",
	"255.255.255.254/31", "255.255.255.255",
	"::/0", "::1", "0:0:0:1::/64", "2000::/3", "2001:db8::/32", "2001:db8::/48", "2001:db8::/63", "2001:db8::/64",
	"2001:db8::/65", "2001:db8::1", "2001:db8:0:0:8000::/65", "2001:db8:1::/48", "fe80::/10", "ff00::/8",
	"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
};
#define MEMBERS	(sizeof(pool) / sizeof(pool[0]))
static const char *const devices[] = { "eth", "eth0", "eth0.1", "eth1", "eth10", "eth100", "et", "lo", "wg", "wg0", "wg1", "x" };
/* in the order of names */
static const char *const named[ALL] = { "a", "admin", "b", "b-1", "b_1", "c", "d", "dmz", "e", "f", "g", "guests", "h",
					"office", "x23456789012345", "z" };

/* A bit for each zone, by its place in named[]. */
static struct model {
	u16 there, any[OG_CHAINS], refuse_zones;
	u8 refuse;
	u8 member[ALL][MEMBERS];
	u16 proto[OG_CHAINS][OG_PROTOS];
	u16 port[OG_CHAINS][OG_TRANSPORTS][OG_PORTS];
} model, kept;

static struct text text, printed, wanted;
static struct og_policy policy, again;
static struct og_parser parser;
static bool bad;		/* the text at hand cannot be laid over the policy */
static bool doubtful;		/* ... or perhaps it can */
static u16 any_taken[OG_CHAINS];	/* something was taken from a list that is "any" */
static u16 said_members, said_list[OG_CHAINS];
static u8 said_refuse;
static unsigned long taken, refused, flows;

static u64 seed;

static unsigned int any_of(unsigned int count)
{
	return random_below(&seed, count);
}

static void say_gap(void)
{
	static const char *const gaps[] = { " ", ",", "\t", "  ", ", " };

	text_say(&text, "%s", gaps[any_of(5)]);
}

static void say_end(void)
{
	static const char *const ends[] = { "\n", ";", "; ", " # why\n", "\n\n" };

	text_say(&text, "%s", ends[any_of(5)]);
}

/* --- statements, and what each does to the sets --- */

static void forget_lists(unsigned int zone, unsigned int chains)
{
	u16 keep = (u16)~(1u << zone);

	for (unsigned int c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)))
			continue;
		model.any[c] &= keep;
		for (unsigned int p = 0; p < OG_PROTOS; p++)
			model.proto[c][p] &= keep;
		for (unsigned int t = 0; t < OG_TRANSPORTS; t++)
			for (unsigned int p = 0; p < OG_PORTS; p++)
				model.port[c][t][p] &= keep;
	}
}

/* Something was taken from "any", and then all of it went: taken or refused, either way. */
static void doubt(unsigned int zone, unsigned int chains)
{
	u16 bit = (u16)(1u << zone);

	for (unsigned int c = 0; c < OG_CHAINS; c++) {
		if (!(chains & OG_CHAIN_BIT(c)) || !(any_taken[c] & bit))
			continue;
		doubtful = true;
		any_taken[c] &= (u16)~bit;
	}
}

static void forget_zone(unsigned int zone)
{
	doubt(zone, OG_CHAIN_BOTH);
	forget_lists(zone, OG_CHAIN_BOTH);
	memset(model.member[zone], 0, sizeof(model.member[zone]));
	model.there &= (u16)~(1u << zone);
	if (model.refuse != OG_REFUSE_ZONES)
		return;
	model.refuse_zones &= (u16)~(1u << zone);
	if (!model.refuse_zones)
		model.refuse = OG_REFUSE_DROP;
}

/* A member is taken as it is printed, or written otherwise. */
static void say_member(unsigned int member)
{
	static const struct { const char *text, *same; } spellings[] = {
		{ "10.0.0.1", "10.0.0.1/32" }, { "::1", "0:0:0:0:0:0:0:1/128" }, { "2001:db8::/32", "2001:0DB8::/32" },
		{ "::/0", "0::0/0" }, { "ff00::/8", "FF00:0::/8" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(spellings); i++)
		if (!strcmp(pool[member], spellings[i].text) && any_of(2)) {
			text_say(&text, "%s", spellings[i].same);
			return;
		}
	text_say(&text, "%s", pool[member]);
}

static void zone_statement(unsigned int zone)
{
	u16 bit = (u16)(1u << zone);
	bool there = model.there & bit, edits = said_members & bit || any_of(2);
	unsigned int count = 1 + any_of(any_of(6) ? 4 : 30);

	if (!(said_members & bit) && !any_of(6)) {
		text_say(&text, "zone %s none", named[zone]);
		forget_zone(zone);
		return;
	}
	text_say(&text, "zone %s", named[zone]);
	if (!edits) {
		said_members |= bit;
		memset(model.member[zone], 0, sizeof(model.member[zone]));
	}
	for (unsigned int i = 0; i < count; i++) {
		unsigned int member = any_of(MEMBERS);
		/* what begins with something taken from a zone that is not there is nobody's wish */
		bool add = !edits || (!there && !i) || any_of(2);

		say_gap();
		if (edits)
			text_say(&text, "%s", add ? "+" : "-");
		say_member(member);
		model.member[zone][member] = add;
	}
	model.there |= bit;
}

static void any_item(struct og_item *item)
{
	static const u16 edges[] = { 0, 1, 63, 64, 1023, 1024, 65534, 65535 };
	unsigned int width = 1u << any_of(17);

	*item = (struct og_item){ .kind = OG_ITEM_PORTS, .transports = (u8)(1 + any_of(3)) };
	/* often the same ones, so that zones overlap and removals meet something */
	item->low = (u16)(any_of(3) ? any_of(40) : any_of(3) ? any_of(OG_PORTS) : edges[any_of(8)]);
	item->high = (u16)(item->low + (any_of(2) ? 0 : any_of(width) % (OG_PORTS - item->low)));
	if (any_of(4))
		return;
	item->kind = any_of(3) ? OG_ITEM_PROTO : OG_ITEM_WORD;
	item->word = OG_WORD_ICMP;
	item->proto = (u8)(any_of(2) ? 1 + any_of(255) : any_of(2) ? 6 : any_of(2) ? 1 : 58);
}

static void say_item(const struct og_item *item)
{
	static const char *const suffix[] = { "", "/tcp", "/udp", "" };

	if (item->kind == OG_ITEM_WORD)
		text_say(&text, "icmp");
	else if (item->kind == OG_ITEM_PROTO)
		text_say(&text, "proto:%u", item->proto);
	else if (item->high != item->low)
		text_say(&text, "%u-%u%s", item->low, item->high, suffix[item->transports]);
	else
		text_say(&text, "%u%s", item->low, suffix[item->transports]);
}

static void set_bit(u16 *of, u16 bit, bool add)
{
	*of = (u16)(add ? *of | bit : *of & ~bit);
}

static void change(unsigned int zone, unsigned int c, const struct og_item *item, bool add)
{
	u16 bit = (u16)(1u << zone);

	if (model.any[c] & bit) {
		any_taken[c] |= add ? 0 : bit;
		return;
	}
	if (item->kind == OG_ITEM_WORD)
		set_bit(&model.proto[c][NONE], bit, add);
	else if (item->kind == OG_ITEM_PROTO)
		set_bit(&model.proto[c][item->proto], bit, add);
	for (unsigned int p = item->low; item->kind == OG_ITEM_PORTS && p <= item->high; p++)
		for (unsigned int t = 0; t < OG_TRANSPORTS; t++)
			if (item->transports & 1 << t)
				set_bit(&model.port[c][t][p], bit, add);
}

static void say_items(unsigned int zone, unsigned int chains, bool edits)
{
	struct og_item item;

	for (unsigned int i = 1 + any_of(any_of(8) ? 5 : 60); i > 0; i--) {
		bool add = !edits || any_of(2);

		any_item(&item);
		say_gap();
		if (edits)
			text_say(&text, "%s", add ? "+" : "-");
		say_item(&item);
		for (unsigned int c = 0; c < OG_CHAINS; c++)
			if (chains & OG_CHAIN_BIT(c))
				change(zone, c, &item, add);
	}
}

static void state_list(unsigned int zone, unsigned int chains)
{
	u16 bit = (u16)(1u << zone);

	doubt(zone, chains);
	forget_lists(zone, chains);
	for (unsigned int c = 0; c < OG_CHAINS; c++)
		if (chains & OG_CHAIN_BIT(c))
			said_list[c] |= bit;
}

static void from_statement(unsigned int zone)
{
	static const char *const heads[] = { "", "input ", "forward ", "" };
	unsigned int chains = 1 + any_of(3), what = any_of(8);
	u16 bit = (u16)(1u << zone);
	bool said = false;

	for (unsigned int c = 0; c < OG_CHAINS; c++)
		said |= chains & OG_CHAIN_BIT(c) && said_list[c] & bit;
	bad |= !(model.there & bit);
	text_say(&text, "%sfrom %s", heads[chains], named[zone]);
	if (said || what > 3) {
		say_items(zone, chains, true);
		return;
	}
	state_list(zone, chains);
	if (what > 1) {
		say_items(zone, chains, false);
		return;
	}
	text_say(&text, what ? " none" : " any");
	for (unsigned int c = 0; c < OG_CHAINS && !what; c++)
		if (chains & OG_CHAIN_BIT(c))
			model.any[c] |= bit;
}

static void refuse_statement(void)
{
	unsigned int count = any_of(4);

	said_refuse = 1;
	model.refuse_zones = 0;
	if (!any_of(3)) {
		text_say(&text, "refuse drop");
		model.refuse = OG_REFUSE_DROP;
		return;
	}
	text_say(&text, "refuse reject");
	model.refuse = count ? OG_REFUSE_ZONES : OG_REFUSE_ALL;
	while (count--) {
		unsigned int zone = any_of(ALL);

		for (unsigned int tries = 0; tries < 20 && !(model.there >> zone & 1); tries++)
			zone = any_of(ALL);
		say_gap();
		text_say(&text, "%s", named[zone]);
		bad |= !(model.there >> zone & 1);
		model.refuse_zones |= (u16)(1u << zone);
	}
}

/* One that is there, mostly. */
static unsigned int any_zone(void)
{
	unsigned int zone = any_of(ALL);

	for (unsigned int tries = 0; tries < 40 && !(model.there >> zone & 1) && any_of(60); tries++)
		zone = any_of(ALL);
	return zone;
}

static void any_text(void)
{
	text.size = 0;
	bad = doubtful = false;
	any_taken[OG_INPUT] = any_taken[OG_FORWARD] = 0;
	said_members = said_list[OG_INPUT] = said_list[OG_FORWARD] = said_refuse = 0;
	if (!any_of(30)) {
		text_say(&text, "reset\n");
		memset(&model, 0, sizeof(model));
	}
	for (unsigned int i = 1 + any_of(6); i > 0; i--) {
		unsigned int what = any_of(10);

		if (what < 4)
			zone_statement(any_of(3) ? any_zone() : any_of(ALL));
		else if (what < 9 || said_refuse)
			from_statement(any_zone());
		else
			refuse_statement();
		say_end();
	}
	bad |= any_taken[OG_INPUT] || any_taken[OG_FORWARD];
	for (unsigned int zone = 0; zone < ALL; zone++)
		if (model.there >> zone & 1 && !memchr(model.member[zone], 1, MEMBERS))
			bad = true;
}

/* --- what has to be printed --- */

static void print_ports(unsigned int c, u16 bit)
{
	static const char *const suffix[] = { "", "/tcp", "/udp", "" };
	unsigned int from = 0, was = 0;

	for (unsigned int p = 0; p <= OG_PORTS; p++) {
		unsigned int is = 0;

		if (p < OG_PORTS)
			is = !!(model.port[c][OG_TCP][p] & bit) + 2u * !!(model.port[c][OG_UDP][p] & bit);
		if (is == was)
			continue;
		if (was && p - 1 == from)
			text_say(&wanted, " %u%s", from, suffix[was]);
		else if (was)
			text_say(&wanted, " %u-%u%s", from, p - 1, suffix[was]);
		from = p;
		was = is;
	}
}

static void print_list(unsigned int c, unsigned int zone)
{
	u16 bit = (u16)(1u << zone);
	size_t before = wanted.size, head;

	text_say(&wanted, "%s from %s", c == OG_INPUT ? "input" : "forward", named[zone]);
	head = wanted.size;
	if (model.any[c] & bit)
		text_say(&wanted, " any");
	if (model.proto[c][NONE] & bit)
		text_say(&wanted, " icmp");
	for (unsigned int p = 1; p < OG_PROTOS; p++)
		if (model.proto[c][p] & bit)
			text_say(&wanted, " proto:%u", p);
	print_ports(c, bit);
	if (wanted.size == head)
		wanted.size = before;
	else
		text_say(&wanted, "\n");
	wanted.bytes[wanted.size] = '\0';
}

/* Everybody's lists are the page's all the time. */
static void print_wanted(void)
{
	const char *const page = " established related loopback icmp 22/tcp 25/tcp 53 110/tcp 389/tcp 465/tcp 587/tcp";
	const char *const rest = " 636/tcp 953 993/tcp 995/tcp 1023/tcp 3268-3269/tcp 5222/tcp 5269/tcp 5280/tcp 8080/tcp\n";

	wanted.size = 0;
	text_say(&wanted, "mode enforce\nipv6 filter\nearly off\ntally off\nlog off\n");
	for (unsigned int zone = 0; zone < ALL; zone++) {
		if (!(model.there >> zone & 1))
			continue;
		text_say(&wanted, "zone %s", named[zone]);
		for (unsigned int m = 0; m < MEMBERS; m++)
			if (model.member[zone][m])
				text_say(&wanted, " %s", pool[m]);
		text_say(&wanted, "\n");
	}
	for (unsigned int c = 0; c < OG_CHAINS; c++) {
		text_say(&wanted, "%s", c == OG_INPUT ? "input" : "forward");
		text_append(&wanted, page, strlen(page));
		text_append(&wanted, rest, strlen(rest));
		for (unsigned int zone = 0; zone < ALL; zone++)
			if (model.there >> zone & 1)
				print_list(c, zone);
	}
	if (model.refuse != OG_REFUSE_DROP) {
		text_say(&wanted, "refuse reject");
		for (unsigned int zone = 0; zone < ALL; zone++)
			if (model.refuse == OG_REFUSE_ZONES && model.refuse_zones >> zone & 1)
				text_say(&wanted, " %s", named[zone]);
		text_say(&wanted, "\n");
	}
}

static void compare_printed(void)
{
	print_wanted();
	if (strcmp(text_of(&policy, &printed), wanted.bytes))
		fail_msg("%s\nmakes\n%s\nnot\n%s", text.bytes, printed.bytes, wanted.bytes);
	og_policy_builtin(&again);
	if (!og_parse_text(&parser, printed.bytes, printed.size) ||
	    !og_edit_fits(&parser.edit, &again, &parser.error))
		fail_msg("printed, but not taken: line %u, column %u: %s\n%s", parser.error.line,
			 parser.error.column, parser.error.text, printed.bytes);
	og_edit_apply(&parser.edit, &again);
	assert_true(og_policy_equal(&policy, &again) && og_zones_equal(&policy.zones, &again.zones));
	assert_string_equal(text_of(&again, &printed), wanted.bytes);
	/* over itself it changes nothing, though it names what is there */
	assert_true(og_edit_fits(&parser.edit, &again, &parser.error));
	og_edit_apply(&parser.edit, &again);
	assert_string_equal(text_of(&again, &printed), wanted.bytes);
}

/* --- how it judges --- */

static bool device_is(const char *pattern, const char *device)
{
	size_t length = strlen(pattern);

	if (pattern[length - 1] != '*')
		return !strcmp(pattern, device);
	return !strncmp(pattern, device, length - 1);
}

/* Bit by bit. */
static bool network_has(const char *network, int family, const u8 *address)
{
	char words[64];
	char *slash;
	u8 bytes[16];
	unsigned int bits = family == AF_INET ? 32 : 128;

	if ((strchr(network, ':') ? AF_INET6 : AF_INET) != family)
		return false;
	strcpy(words, network);
	slash = strchr(words, '/');
	if (slash) {
		*slash = '\0';
		bits = (unsigned int)atoi(slash + 1);
	}
	assert_int_equal(inet_pton(family, words, bytes), 1);
	for (unsigned int i = 0; i < bits; i++)
		if ((bytes[i / 8] ^ address[i / 8]) & 0x80 >> i % 8)
			return false;
	return true;
}

static bool is_network(const char *member)
{
	return strchr(member, ':') || (member[0] >= '0' && member[0] <= '9');
}

static u16 model_of(int family, const u8 *address, const char *device)
{
	u16 zones = 0;

	for (unsigned int m = 0; m < MEMBERS; m++) {
		if (!(is_network(pool[m]) ? network_has(pool[m], family, address) : device_is(pool[m], device)))
			continue;
		for (unsigned int zone = 0; zone < ALL; zone++)
			if (model.member[zone][m])
				zones |= (u16)(1u << zone);
	}
	return zones;
}

/* An address on the edge of a network, or beside it, or anywhere. */
static void any_address(int *family, u8 address[16])
{
	const char *network = pool[11 + any_of(MEMBERS - 11)];
	char words[64];
	char *slash;
	unsigned int all, bits;

	*family = strchr(network, ':') ? AF_INET6 : AF_INET;
	bits = all = *family == AF_INET ? 32 : 128;
	strcpy(words, network);
	slash = strchr(words, '/');
	if (slash) {
		*slash = '\0';
		bits = (unsigned int)atoi(slash + 1);
	}
	assert_int_equal(inet_pton(*family, words, address), 1);
	if (any_of(2))
		for (unsigned int i = bits; i < all; i++)
			address[i / 8] |= 0x80 >> i % 8;
	if (any_of(2))
		address[all / 8 - 1] = (u8)(address[all / 8 - 1] + (any_of(2) ? 1 : -1));
	if (!any_of(3)) {
		bits = any_of(all);
		address[bits / 8] ^= 0x80 >> bits % 8;
	}
}

static struct og_source source_of(int family, const u8 *address, const char *device)
{
	struct og_source source = { .family = family == AF_INET ? OG_IPV4 : OG_IPV6, .device = device };
	unsigned int size = family == AF_INET ? 4 : 16;

	for (unsigned int i = 0; i < size; i++) {
		source.address.high = source.address.high << 8 | source.address.low >> 56;
		source.address.low = source.address.low << 8 | address[i];
	}
	return source;
}

/* From bits by slot to bits by name. */
static u16 by_name(u16 slots)
{
	u16 zones = 0;

	for (unsigned int zone = 0; zone < ALL; zone++) {
		unsigned int slot = og_zone_find(&policy.zones, named[zone], (u32)strlen(named[zone]));

		assert_true((slot != OG_ZONES) == (model.there >> zone & 1));
		if (slot != OG_ZONES && slots >> slot & 1)
			zones |= (u16)(1u << zone);
	}
	return zones;
}

static u16 model_lists(unsigned int c, const struct og_flow *flow)
{
	u16 zones = model.any[c];

	zones |= flow->proto ? model.proto[c][flow->proto] : 0;
	if (flow->proto == (flow->family == OG_IPV4 ? 1 : 58))
		zones |= model.proto[c][NONE];
	if ((flow->proto == 6 || flow->proto == 17) && !flow->fragment && flow->readable)
		zones |= model.port[c][flow->proto == 6 ? OG_TCP : OG_UDP][flow->port];
	return zones;
}

static struct og_flow any_flow(u8 family)
{
	static const u8 protos[] = { 6, 17, 6, 17, 1, 58, 0, 47 };
	struct og_flow flow = { .family = family, .state = (u8)any_of(8), .loopback = !any_of(4),
				.fragment = !any_of(8), .readable = any_of(8), .port = (u16)any_of(48) };

	flow.proto = any_of(6) ? protos[any_of(8)] : (u8)any_of(256);
	if (!any_of(3))
		flow.port = (u16)any_of(OG_PORTS);
	if (!any_of(20))
		flow.port = any_of(2) ? 65535 : 0;
	return flow;
}

static void compare_flow(void)
{
	const char *device = devices[any_of(ARRAY_SIZE(devices))];
	unsigned int c = any_of(OG_CHAINS);
	struct og_source source;
	struct og_flow flow;
	enum og_reason reason, alone;
	u16 by = 0xffff, zones, passes;
	u8 address[16];
	int family;

	any_address(&family, address);
	source = source_of(family, address, device);
	flow = any_flow(source.family);
	zones = model_of(family, address, device);
	assert_int_equal(by_name(og_zones_of(&policy.zones, &source)), zones);
	assert_int_equal(by_name(og_zones_listing(&policy.zones, c, &flow)), model_lists(c, &flow));
	passes = zones & model_lists(c, &flow);
	alone = og_judge(&policy.chain[c], &flow);
	reason = og_judge_from(&policy, c, &flow, &source, &by);
	if (!og_reason_drops(alone))
		passes = 0;
	if (by_name(by) != passes || reason != (passes ? OG_ACCEPT_ZONE : alone))
		fail_msg("chain %u state %u family %u proto %u fragment %d readable %d port %u by %s: "
			 "%d by %x, not %x\n%s", c, flow.state, flow.family, flow.proto, flow.fragment,
			 flow.readable, flow.port, device, reason, by_name(by), passes, wanted.bytes);
	assert_int_equal(og_zones_refuse(&policy.zones, og_zones_of(&policy.zones, &source)),
			 model.refuse == OG_REFUSE_ALL ||
			 (model.refuse == OG_REFUSE_ZONES && (model.refuse_zones & zones)));
	flows++;
}

/* Every port of a chain, for all zones; and the list of one of them as a set. */
static void compare_ports(unsigned int c, unsigned int t)
{
	unsigned int zone = any_of(ALL), slot;
	static struct og_items items;
	u16 slots[ALL];

	for (unsigned int z = 0; z < ALL; z++) {
		slot = og_zone_find(&policy.zones, named[z], (u32)strlen(named[z]));
		slots[z] = slot == OG_ZONES ? 0 : (u16)(1u << slot);
	}
	for (unsigned int p = 0; p < OG_PORTS; p++) {
		u16 list = 0, is = og_zones_listing_port(&policy.zones, c, t, (u16)p);

		for (u16 left = model.port[c][t][p]; left; left &= (u16)(left - 1))
			list |= slots[__builtin_ctz(left)];
		if (is != list)
			fail_msg("chain %u transport %u port %u: %x, not %x\n%s", c, t, p, is, list, wanted.bytes);
	}
	if (!slots[zone])
		return;
	og_zone_items(&policy.zones, c, (unsigned int)__builtin_ctz(slots[zone]), &items);
	for (unsigned int p = 0; p < OG_PORTS && !(model.any[c] >> zone & 1); p++)
		assert_int_equal(og_bit(items.ports[t], p), model.port[c][t][p] >> zone & 1);
	assert_int_equal(og_zone_lists(&policy.zones, c, (unsigned int)__builtin_ctz(slots[zone])),
			 !og_items_empty(&items));
}

/* What is derived from networks is what deriving gives. */
static void compare_compiled(void)
{
	static struct og_zones zones;

	zones = policy.zones;
	og_zones_compile(&zones);
	assert_memory_equal(&zones.sources, &policy.zones.sources, sizeof(zones.sources));
}

static void one_text(void)
{
	bool fits;

	kept = model;
	any_text();
	/* what is wrong whatever the policy has is an error when it is read */
	fits = og_parse_text(&parser, text.bytes, text.size) &&
	       og_edit_fits(&parser.edit, &policy, &parser.error);
	if (fits ? bad : !bad && !doubtful)
		fail_msg("%s: %s\n%s\nover\n%s", fits ? "taken" : "refused", fits ? "" : parser.error.text,
			 text.bytes, text_of(&policy, &printed));
	if (!fits) {
		assert_true(parser.error.line && parser.error.column && parser.error.text[0]);
		model = kept;
		refused++;
		return;
	}
	taken++;
	og_edit_apply(&parser.edit, &policy);
	/* everybody's lists are others' business, so a reset is the page again */
	compare_printed();
	compare_compiled();
	compare_ports(any_of(2), any_of(2));
	for (unsigned int i = 0; i < 300; i++)
		compare_flow();
}

/* Each text is laid over what those before it left. */
static void test_generated(void **state)
{
	unsigned long tries = number_from("OG_GENERATED", TEXTS);

	(void)state;
	seed = number_from("OG_SEED", 0x7a6f6e6573ull);
	og_policy_builtin(&policy);
	while (tries--)
		one_text();
	print_message("%lu texts taken, %lu refused, %lu flows compared\n", taken, refused, flows);
	assert_true(taken > refused && refused > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_generated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
