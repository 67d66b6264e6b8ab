// SPDX-License-Identifier: GPL-2.0-only
/* Zones in the language: what is taken, what it makes of a policy, what is refused and where, who a packet comes from. */
#include "test_core.h"

#include "judge.h"

static struct og_parser parser;
static struct og_policy policy;
static struct text printed;

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))
#define HEAD "mode enforce\nipv6 filter\nearly off\ntally off\nlog off\n"
/* A policy whose chains accept nothing from everybody. */
#define EMPTY "input none\nforward none\n"

static const char *print(const struct og_policy *what)
{
	return text_of(what, &printed);
}

/* Lays @text over @what. False: it is refused; parser.error says why, whoever refused it. */
static bool lay(const char *text, struct og_policy *what)
{
	if (!og_parse_text(&parser, text, strlen(text)))
		return false;
	if (!og_edit_fits(&parser.edit, what, &parser.error))
		return false;
	og_edit_apply(&parser.edit, what);
	return true;
}

/* Nothing for everybody, and @text over it. */
static void begin_with(const char *text)
{
	og_policy_builtin(&policy);
	assert_true(lay("none", &policy));
	if (text[0] && !lay(text, &policy))
		fail_msg("\"%s\": line %u, column %u: %s", text, parser.error.line,
			 parser.error.column, parser.error.text);
}

/* A text, laid over what another has left, and what is printed behind HEAD. */
static const struct { const char *before, *text, *result; } laid[] = {
	/* the issue's own */
	{ "", "zone  office  eth1 192.0.2.0/24 2001:db8:1::/48\n"
	      "zone  admin   198.51.100.7 wg0\n"
	      "input   established related loopback icmp 25/tcp        # whoever it is\n"
	      "input   from office  53 8080/tcp                        # and these, from there\n"
	      "input   from admin   22/tcp 9090/tcp\n"
	      "forward from office  143/tcp 993/tcp 587/tcp\n"
	      "refuse  reject office\n",
	  "zone admin wg0 198.51.100.7\n"
	  "zone office eth1 192.0.2.0/24 2001:db8:1::/48\n"
	  "input established related loopback icmp 25/tcp\n"
	  "input from admin 22/tcp 9090/tcp\n"
	  "input from office 53 8080/tcp\n"
	  "forward none\n"
	  "forward from office 143/tcp 587/tcp 993/tcp\n"
	  "refuse reject office\n" },
	/* members: as written, sorted, each once; nested ones stay */
	{ "", "zone a lo 2001:db8::/32 eth2 10.0.0.0/8 eth1 9.9.9.9 eth* eth2 eth 10.0.0.0/8",
	  "zone a eth eth* eth1 eth2 lo 9.9.9.9 10.0.0.0/8 2001:db8::/32\n" EMPTY },
	{ "", "zone a 10.1.2.3 10.1.0.0/16 10.0.0.0/8 10.0.0.0/9 0.0.0.0/0 ::/0",
	  "zone a 0.0.0.0/0 10.0.0.0/8 10.0.0.0/9 10.1.0.0/16 10.1.2.3 ::/0\n" EMPTY },
	{ "", "zone a 192.0.2.1/32 2001:DB8:0:0:0:0:0:1/128", "zone a 192.0.2.1 2001:db8::1\n" EMPTY },
	{ "", "zone,a\teth1,,eth2 ,; ", "zone a eth1 eth2\n" EMPTY },
	{ "", "zone a abcdefghijklmno eth0.100 br-lan a_b", "zone a a_b abcdefghijklmno br-lan eth0.100\n" EMPTY },
	{ "", "zone a23456789012345 eth1", "zone a23456789012345 eth1\n" EMPTY },
	{ "", "zone a-b_9 eth1", "zone a-b_9 eth1\n" EMPTY },
	{ "", "zone b eth1; zone a eth1", "zone a eth1\nzone b eth1\n" EMPTY },
	/* -X takes exactly X; where X is not there nothing happens */
	{ "zone a 10.0.0.0/8 10.1.0.0/16", "zone a -10.0.0.0/8", "zone a 10.1.0.0/16\n" EMPTY },
	{ "zone a 10.0.0.0/8", "zone a -10.1.0.0/16 -10.0.0.0/9", "zone a 10.0.0.0/8\n" EMPTY },
	{ "zone a eth* wg0", "zone a -eth2", "zone a eth* wg0\n" EMPTY },
	{ "zone a eth eth* eth2", "zone a -eth*", "zone a eth eth2\n" EMPTY },
	{ "zone a eth eth* eth2", "zone a -eth", "zone a eth* eth2\n" EMPTY },
	{ "zone office eth1 eth2", "zone office +10.0.0.0/8 -eth2", "zone office eth1 10.0.0.0/8\n" EMPTY },
	{ "zone a eth1", "zone a -eth1 +eth2", "zone a eth2\n" EMPTY },
	{ "zone a eth1", "zone a +eth2 -eth1", "zone a eth2\n" EMPTY },
	{ "zone a eth1", "zone a +eth2 -eth2", "zone a eth1\n" EMPTY },
	{ "zone a eth1; zone b eth1", "zone a -eth1 +eth2", "zone a eth2\nzone b eth1\n" EMPTY },
	{ "", "zone a +eth1", "zone a eth1\n" EMPTY },
	{ "zone a eth1 10.0.0.0/8", "zone a eth2", "zone a eth2\n" EMPTY },
	{ "", "zone a eth1; zone a +eth2; zone a -eth1", "zone a eth2\n" EMPTY },
	/* cut inside a name, which then is another's or nobody's */
	{ "zone z eth9", "reset\nzone office eth1 nonesuch\ninput none\nforward none\nfrom office 22/tcp\nrefuse reject office",
	  "zone office eth1 nonesuch\ninput none\ninput from office 22/tcp\nforward none\n"
	  "forward from office 22/tcp\nrefuse reject office\n" },
	{ "zone a eth9", "zone a none; zone ab eth1; from ab 22/tcp",
	  "zone ab eth1\ninput none\ninput from ab 22/tcp\nforward none\nforward from ab 22/tcp\n" },
	/* a zone's list */
	{ "zone a eth1", "from a 22/tcp",
	  "zone a eth1\ninput none\ninput from a 22/tcp\nforward none\nforward from a 22/tcp\n" },
	{ "zone a eth1; from a 22/tcp 53", "input from a 25/tcp",
	  "zone a eth1\ninput none\ninput from a 25/tcp\nforward none\nforward from a 22/tcp 53\n" },
	/* stated, it is stated whole: protocols do not stay */
	{ "zone a eth1; from a icmp proto:47 22/tcp", "from a 53",
	  "zone a eth1\ninput none\ninput from a 53\nforward none\nforward from a 53\n" },
	{ "zone a eth1; from a 22-24/tcp", "from a -23/tcp +proto:47 +icmp; forward from a +53/udp -22-23/tcp",
	  "zone a eth1\ninput none\ninput from a icmp proto:47 22/tcp 24/tcp\n"
	  "forward none\nforward from a icmp proto:47 24/tcp 53/udp\n" },
	{ "zone a eth1; from a 22/tcp", "from a -23/tcp -icmp -proto:1",
	  "zone a eth1\ninput none\ninput from a 22/tcp\nforward none\nforward from a 22/tcp\n" },
	{ "zone a eth1; from a 22/tcp", "from a none", "zone a eth1\n" EMPTY },
	{ "zone a eth1; from a 22/tcp", "from a -22", "zone a eth1\n" EMPTY },
	{ "zone a eth1; from a 22/tcp", "input from a any",
	  "zone a eth1\ninput none\ninput from a any\nforward none\nforward from a 22/tcp\n" },
	{ "zone a eth1; from a any", "from a +22/tcp",
	  "zone a eth1\ninput none\ninput from a any\nforward none\nforward from a any\n" },
	{ "zone a eth1; from a any", "from a 22/tcp",
	  "zone a eth1\ninput none\ninput from a 22/tcp\nforward none\nforward from a 22/tcp\n" },
	{ "zone a eth1; zone b eth1; from a 20-30/tcp; from b 25-40", "from b -28/tcp",
	  "zone a eth1\nzone b eth1\ninput none\ninput from a 20-30/tcp\ninput from b 25-27 28/udp 29-40\n"
	  "forward none\nforward from a 20-30/tcp\nforward from b 25-27 28/udp 29-40\n" },
	{ "zone a eth1", "from a 0-65535; from a -0/udp -65535/tcp",
	  "zone a eth1\ninput none\ninput from a 0/tcp 1-65534 65535/udp\n"
	  "forward none\nforward from a 0/tcp 1-65534 65535/udp\n" },
	/* proto:1 and icmp are two things, as for everybody */
	{ "zone a eth1", "from a icmp proto:1; input from a -icmp; forward from a -proto:1",
	  "zone a eth1\ninput none\ninput from a proto:1\nforward none\nforward from a icmp\n" },
	/* lists of everybody and of zones are apart */
	{ "zone a eth1; from a 22/tcp", "input 22/tcp; input -22/tcp", "zone a eth1\ninput none\n"
	  "input from a 22/tcp\nforward none\nforward from a 22/tcp\n" },
	{ "zone a eth1", "+22/tcp; from a +22/tcp; -22/tcp", "zone a eth1\ninput none\n"
	  "input from a 22/tcp\nforward none\nforward from a 22/tcp\n" },
	{ "zone a eth1; from a 22/tcp; +22/tcp", "from a -22/tcp", "zone a eth1\ninput 22/tcp\nforward 22/tcp\n" },
	/* none takes the zone and its lists away */
	{ "zone a eth1; from a 22/tcp; zone b eth2; from b 53", "zone a none",
	  "zone b eth2\ninput none\ninput from b 53\nforward none\nforward from b 53\n" },
	{ "zone a eth1; from a 22/tcp", "zone a none; zone a eth2", "zone a eth2\n" EMPTY },
	{ "zone a eth1; from a 22/tcp", "zone a none; zone a +eth2; from a 25", "zone a eth2\ninput none\n"
	  "input from a 25\nforward none\nforward from a 25\n" },
	{ "zone a eth1; from a 22/tcp", "from a +25/tcp; zone a none", EMPTY },
	/* another takes its place, and has nothing of it */
	{ "zone a eth1; from a any; refuse reject a", "zone a none; zone z eth1", "zone z eth1\n" EMPTY },
	/* refuse */
	{ "", "refuse reject", EMPTY "refuse reject\n" },
	{ "refuse reject", "refuse drop", EMPTY },
	{ "zone a eth1; zone b eth1", "refuse reject b a b", "zone a eth1\nzone b eth1\n" EMPTY "refuse reject a b\n" },
	{ "zone a eth1; zone b eth1; refuse reject a b", "zone a none", "zone b eth1\n" EMPTY "refuse reject b\n" },
	{ "zone a eth1; refuse reject a", "zone a none", EMPTY },
	{ "zone a eth1; refuse reject", "zone a none", EMPTY "refuse reject\n" },
	{ "zone a eth1; zone b eth1; refuse reject a", "refuse reject b", "zone a eth1\nzone b eth1\n" EMPTY "refuse reject b\n" },
	{ "zone a eth1; refuse reject a", "refuse reject", "zone a eth1\n" EMPTY "refuse reject\n" },
	{ "", "zone a +eth1; refuse reject a; zone a none", EMPTY },
	{ "zone a eth1; refuse reject a", "zone a none; zone a eth1", "zone a eth1\n" EMPTY },
	/* reset removes zones and refuse; a text without them leaves them alone */
	{ "zone a eth1; from a 22/tcp; refuse reject a", "reset; none", EMPTY },
	{ "refuse reject", "reset; none", EMPTY },
	{ "zone a eth1; from a 22/tcp; refuse reject a", "reset; none; zone a eth9; from a 9", "zone a eth9\n"
	  "input none\ninput from a 9\nforward none\nforward from a 9\n" },
	{ "zone a eth1; from a 22/tcp; refuse reject a", "25/tcp",
	  "zone a eth1\ninput 25/tcp\ninput from a 22/tcp\nforward 25/tcp\nforward from a 22/tcp\nrefuse reject a\n" },
	{ "zone a eth1; from a 22/tcp; refuse reject a", "none", "zone a eth1\ninput none\ninput from a 22/tcp\n"
	  "forward none\nforward from a 22/tcp\nrefuse reject a\n" },
};

static void test_laid(void **state)
{
	static struct og_policy before;

	(void)state;
	for (size_t i = 0; i < ROWS(laid); i++) {
		begin_with(laid[i].before);
		if (!lay(laid[i].text, &policy))
			fail_msg("row %zu \"%s\": line %u, column %u: %s", i, laid[i].text, parser.error.line,
				 parser.error.column, parser.error.text);
		print(&policy);
		if (strncmp(printed.bytes, HEAD, strlen(HEAD)) ||
		    strcmp(printed.bytes + strlen(HEAD), laid[i].result))
			fail_msg("row %zu \"%s\": gave\n%s", i, laid[i].text, printed.bytes);
		/* and the printed text gives the same, over another one */
		before = policy;
		begin_with("zone other eth7; from other 7; refuse reject other");
		assert_true(lay("reset", &policy));
		if (!lay(printed.bytes, &policy) || !og_policy_equal(&before, &policy))
			fail_msg("row %zu: read again, not the same: %s", i, parser.error.text);
	}
}

/* Cut anywhere into two pieces, a text means the same. */
static void test_cut_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(laid); i++) {
		const char *text = laid[i].text;
		size_t size = strlen(text);

		for (size_t cut = 0; cut <= size; cut++) {
			begin_with(laid[i].before);
			og_parse_begin(&parser);
			if (!og_parse_piece(&parser, text, cut) || !og_parse_pause(&parser) ||
			    !og_parse_piece(&parser, text + cut, size - cut) ||
			    !og_parse_pause(&parser) || !og_parse_end(&parser) ||
			    !og_edit_fits(&parser.edit, &policy, &parser.error))
				fail_msg("row %zu cut at %zu: %s", i, cut, parser.error.text);
			og_edit_apply(&parser.edit, &policy);
			assert_string_equal(print(&policy) + strlen(HEAD), laid[i].result);
		}
	}
}

/*
 * What is refused, over what; the word at fault (its line, column and length, within which the error has to be), and
 * what the error has to say. @fits: only the policy can tell.
 */
static const struct refused {
	const char *before, *text;
	u32 line, column, length;
	const char *why;
	bool fits;
} refused[] = {
	{ "", "zone", 1, 5, 1, "zone", false },
	{ "", "zone office", 1, 12, 1, "zone office needs", false },
	{ "", "zone office\neth1", 1, 12, 1, "zone office needs", false },
	{ "", "zone Office eth1", 1, 6, 6, "Office", false },
	{ "", "zone 1a eth1", 1, 6, 2, "1a", false },
	{ "", "zone -a eth1", 1, 6, 2, "", false },
	{ "", "zone a.b eth1", 1, 6, 3, "a.b", false },
	{ "", "zone a234567890123456 eth1", 1, 6, 16, "15", false },
	{ "", "zone to eth1", 1, 6, 2, "to", false },
	{ "", "zone office 10.0.0", 1, 13, 6, "10.0.0", false },
	{ "", "mode enforce\nzone office eth1 10.0.0.256", 2, 18, 10, "10.0.0.256", false },
	{ "", "zone office +10.0.0.256", 1, 13, 11, "10.0.0.256", false },
	{ "", "zone office 10.0.0.0/33", 1, 13, 11, "32", false },
	{ "", "zone office 10.0.0.0/", 1, 13, 10, "prefix needs a number", false },
	{ "", "zone office 10.0.0.0/08", 1, 13, 11, "", false },
	{ "", "zone office 10.0.0.0/8x", 1, 13, 11, "", false },
	{ "", "zone office 10.0.0.0/255.0.0.0", 1, 13, 18, "", false },
	{ "", "zone office 010.0.0.1", 1, 13, 9, "", false },
	{ "", "zone office 1.2.3.4.5", 1, 13, 9, "", false },
	{ "", "zone office 192.0.2.1-192.0.2.9", 1, 13, 19, "", false },
	{ "", "zone office /24", 1, 13, 3, "", false },
	{ "", "zone office ::/129", 1, 13, 6, "128", false },
	{ "", "zone office 1:2:3", 1, 13, 5, "1:2:3", false },
	{ "", "zone office 1::2::3", 1, 13, 7, "", false },
	{ "", "zone office eth0:1", 1, 13, 6, "", false },
	{ "", "zone office a/b", 1, 13, 3, "", false },
	{ "", "zone office 192.0.2.1/24", 1, 13, 12, "192.0.2.0/24", false },
	{ "", "zone office -192.0.2.1/24", 1, 13, 13, "192.0.2.0/24", false },
	{ "", "zone office 255.255.255.255/0", 1, 13, 17, "0.0.0.0/0", false },
	{ "", "zone office 2001:db8::1/64", 1, 13, 14, "2001:db8::/64", false },
	{ "", "zone office 2001:db8:0:0:8000::/64", 1, 13, 23, "2001:db8::/64", false },
	{ "", "zone office fe80::1%eth0", 1, 13, 12, "device", false },
	{ "", "zone office ::ffff:192.0.2.1", 1, 13, 16, "192.0.2.1", false },
	{ "", "zone office ::ffff:c000:201", 1, 13, 15, "192.0.2.1", false },
	{ "", "zone office wan%1", 1, 13, 5, "not an address", false },
	{ "", "zone office 123", 1, 13, 3, "cannot be said", false },
	{ "", "zone office eth0.10@eth0", 1, 20, 5, "@", false },
	{ "", "zone office abcdefghijklmnop", 1, 13, 16, "15", false },
	{ "", "zone office abcdefghijklmnop*", 1, 13, 17, "15", false },
	{ "", "zone office *", 1, 13, 1, "", false },
	{ "", "zone office +", 1, 13, 2, "", false },
	{ "", "zone office eth1 +eth2", 1, 18, 5, "either stated or signed", false },
	{ "", "zone office +eth1 eth2", 1, 19, 4, "either stated or signed", false },
	{ "", "zone office eth1 none", 1, 18, 4, "", false },
	{ "", "zone office +none", 1, 13, 5, "stands alone", false },
	{ "zone a eth1 eth2", "zone a -none", 1, 8, 5, "stands alone", false },
	{ "", "zone office none eth1", 1, 18, 4, "nothing may follow", false },
	{ "", "zone a eth1\nzone a eth2", 2, 6, 6, "line 1", false },
	{ "", "zone a eth1\nzone a none", 2, 6, 6, "line 1", false },
	{ "zone a eth1", "from", 1, 5, 1, "from", false },
	{ "zone a eth1", "input from", 1, 11, 1, "from", false },
	{ "zone a eth1", "from a", 1, 7, 1, "items", false },
	{ "zone a eth1", "forward from a", 1, 15, 1, "items", false },
	{ "zone a eth1", "from 22/tcp", 1, 6, 6, "", false },
	{ "zone a eth1", "from a established", 1, 8, 11, "everybody", false },
	{ "zone a eth1", "from a related", 1, 8, 7, "everybody", false },
	{ "zone a eth1", "from a reply", 1, 8, 5, "everybody", false },
	{ "zone a eth1", "input from a +untracked", 1, 14, 10, "everybody", false },
	{ "zone a eth1", "from a 22/tcp loopback", 1, 15, 8, "everybody", false },
	{ "zone a eth1", "from a -loopback", 1, 8, 9, "everybody", false },
	{ "zone a eth1", "from a 22/tcp +25/tcp", 1, 15, 7, "either stated or signed", false },
	{ "zone a eth1", "from a any 22/tcp", 1, 12, 6, "nothing may follow", false },
	{ "zone a eth1", "from a 22/tcp none", 1, 15, 4, "stand alone", false },
	{ "zone a eth1", "from a +any", 1, 8, 4, "any", false },
	{ "zone a eth1", "from a 70000", 1, 8, 5, "over 65535", false },
	{ "zone a eth1", "from a proto:0", 1, 8, 7, "protocol 0", false },
	{ "zone a eth1", "from a 22/tcp\nfrom a 25/tcp", 2, 6, 8, "line 1", false },
	{ "zone a eth1", "from a 22/tcp\ninput from a 25/tcp", 2, 12, 8, "line 1", false },
	{ "zone a eth1", "input from a 22/tcp\nfrom a any", 2, 6, 5, "line 1", false },
	{ "zone a eth1", "22/tcp from a", 1, 8, 4, "from", false },
	{ "zone a eth1", "zone a eth2; reset", 1, 14, 5, "put it first", false },
	{ "", "refuse", 1, 7, 1, "refuse needs", false },
	{ "", "refuse maybe", 1, 8, 5, "maybe", false },
	{ "zone a eth1", "refuse drop a", 1, 13, 1, "nothing may follow", false },
	{ "zone a eth1", "refuse reject +a", 1, 15, 2, "", false },
	{ "zone a eth1", "refuse reject A", 1, 15, 1, "", false },
	{ "", "refuse drop\nrefuse reject", 2, 1, 6, "already said on line 1", false },
	/* the policy does not have it */
	{ "", "from office 22/tcp", 1, 6, 6, "office", true },
	{ "", "mode audit\ninput from office +22/tcp", 2, 12, 6, "office", true },
	{ "", "from office none", 1, 6, 6, "office", true },
	{ "", "from office any", 1, 6, 6, "office", true },
	{ "", "refuse reject office", 1, 15, 6, "office", true },
	{ "zone office eth1", "refuse reject office nobody", 1, 22, 6, "nobody", true },
	/* it has to be defined before it is named */
	{ "", "from office 22/tcp\nzone office eth1", 1, 6, 6, "office", true },
	{ "", "refuse reject office; zone office eth1", 1, 15, 6, "office", true },
	{ "zone office eth1", "zone office none\nfrom office 22/tcp", 2, 6, 6, "office", false },
	{ "zone office eth1", "reset\nfrom office 22/tcp", 2, 6, 6, "office", false },
	{ "zone office eth1", "reset\nrefuse reject office", 2, 15, 6, "office", false },
	/* a zone without members */
	{ "zone office eth1", "zone office -eth1", 1, 13, 5, "zone office none", true },
	{ "zone office eth1 10.0.0.0/8", "mode audit\nzone office -eth1 -10.0.0.0/8", 2, 13, 17, "zone office none", true },
	{ "", "zone office eth1\nzone office -eth1", 2, 6, 12, "zone office none", true },
	/* from "any" nothing can be taken */
	{ "zone a eth1; from a any", "from a -22/tcp", 1, 6, 9, "any", true },
	{ "zone a eth1; forward from a any", "from a +22/tcp -icmp", 1, 6, 15, "any", true },
	{ "zone a eth1", "from a any\nfrom a -22/tcp", 2, 6, 9, "any", false },
};

static void check_refused(size_t i, bool fits)
{
	const struct refused *row = &refused[i];
	const struct og_error *error = &parser.error;

	if (row->fits != fits)
		fail_msg("row %zu \"%s\": refused %s: %s", i, row->text,
			 fits ? "only over the policy" : "already when it is read", error->text);
	if (error->line != row->line || error->column < row->column || !error->length ||
	    error->column + error->length > row->column + row->length || !strstr(error->text, row->why))
		fail_msg("row %zu \"%s\": line %u, column %u, length %u: %s", i, row->text, error->line,
			 error->column, error->length, error->text);
}

static void test_refused(void **state)
{
	static char before[sizeof(printed.bytes)];

	(void)state;
	for (size_t i = 0; i < ROWS(refused); i++) {
		begin_with(refused[i].before);
		strcpy(before, print(&policy));
		if (!og_parse_text(&parser, refused[i].text, strlen(refused[i].text)))
			check_refused(i, false);
		else if (!og_edit_fits(&parser.edit, &policy, &parser.error))
			check_refused(i, true);
		else
			fail_msg("row %zu \"%s\" was taken", i, refused[i].text);
		assert_string_equal(print(&policy), before);
	}
}

/* Where nobody has written a policy, there are no zones: as over one without. */
static void test_fits_nothing(void **state)
{
	static const struct { const char *text; bool fits; } rows[] = {
		{ "from a 22/tcp", false }, { "refuse reject a", false }, { "zone a eth1; from a 22/tcp", true },
		{ "refuse reject", true }, { "refuse drop", true }, { "zone a eth1 10.0.0.0/8", true },
		{ "22/tcp", true }, { "reset", true }, { "zone a eth1; zone a -eth1", false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		assert_true(og_parse_text(&parser, rows[i].text, strlen(rows[i].text)));
		if (og_edit_fits(&parser.edit, NULL, &parser.error) != rows[i].fits)
			fail_msg("row %zu \"%s\"", i, rows[i].text);
	}
}

/* No word of the language is a zone's name, wherever it stands in it. */
static void test_words_are_no_names(void **state)
{
	static const char *const words[] = {
		"mode", "ipv6", "early", "tally", "log", "trial", "reset", "input", "forward", "zone", "from", "refuse",
		"to", "none", "any", "enforce", "audit", "off", "on", "filter", "ignore", "drop", "reject",
		"established", "related", "reply", "untracked", "loopback", "icmp",
	};
	char text[64];

	(void)state;
	for (size_t i = 0; i < ROWS(words); i++) {
		begin_with("");
		sprintf(text, "zone %s eth1", words[i]);
		if (lay(text, &policy))
			fail_msg("\"%s\" was taken", text);
		if (parser.error.line != 1 || parser.error.column != 6 || !strstr(parser.error.text, words[i]))
			fail_msg("\"%s\": column %u: %s", text, parser.error.column, parser.error.text);
		/* what merely begins so is one */
		sprintf(text, "zone %sx eth1", words[i]);
		if (!lay(text, &policy))
			fail_msg("\"%s\": %s", text, parser.error.text);
		policy.zones = (struct og_zones){ 0 };
	}
}

/* Opened for appending: nothing that would put away what is there. */
static void test_appending(void **state)
{
	static const struct { const char *text; bool taken; } rows[] = {
		{ "zone a +eth1\n", true }, { "zone a -eth1\n", true }, { "from a +22/tcp -23/tcp\n", true },
		{ "input from a -22/tcp\n", true }, { "zone a eth1\n", false }, { "zone a none\n", false },
		{ "from a 22/tcp\n", false }, { "from a icmp\n", false }, { "from a none\n", false },
		{ "input from a any\n", false }, { "zone a +eth1\nzone a eth2\n", false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		bool taken;

		og_parse_begin(&parser);
		og_parse_append(&parser);
		taken = og_parse_piece(&parser, rows[i].text, strlen(rows[i].text)) &&
			og_parse_pause(&parser) && og_parse_end(&parser);
		if (taken != rows[i].taken)
			fail_msg("row %zu \"%s\": %s", i, rows[i].text, parser.error.text);
		if (!taken && !strstr(parser.error.text, "opened for appending"))
			fail_msg("row %zu \"%s\": %s", i, rows[i].text, parser.error.text);
	}
}

/* What one write refuses at once, and what may still become something. */
static void test_unfinished(void **state)
{
	static const struct { const char *text; bool waits; } rows[] = {
		{ "zo", true }, { "zone", true }, { "zone o", true }, { "zone office 10.0.0", true },
		{ "zone office 10.", true }, { "zone office 10.0.0.25", true }, { "zone office 10.0.0.0/3", true },
		{ "zone office 2001:", true }, { "zone office 2001:db8::1/6", true }, { "zone office +", true },
		{ "zone office et", true }, { "fr", true }, { "from o", true }, { "input fro", true },
		{ "from office estx", false }, { "from office 22/t", true }, { "from office an", true },
		{ "refu", true }, { "refuse rej", true }, { "refuse reject o", true }, { "refuse x", false },
		{ "zone office 10.0.0.0/33", false }, { "zone O", false },
		{ "zone office abcdefghijklmnop", false }, { "zone in", true }, { "zone input", true },
		{ "zone office 192.0.2.1/2", true }, { "zone office 192.0.2.0/24x", false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		og_parse_begin(&parser);
		if ((og_parse_piece(&parser, rows[i].text, strlen(rows[i].text)) &&
		     og_parse_pause(&parser)) != rows[i].waits)
			fail_msg("row %zu \"%s\": %s", i, rows[i].text, parser.error.text);
	}
}

/* --- bounds --- */

static struct text text;

static void check_taken(bool taken, const char *what, const char *why)
{
	if (lay(text.bytes, &policy) != taken)
		fail_msg("%s: %s", what, taken ? parser.error.text : "was taken");
	if (!taken && (!strstr(parser.error.text, why) || !parser.error.line || !parser.error.column))
		fail_msg("%s: line %u, column %u: %s", what, parser.error.line, parser.error.column,
			 parser.error.text);
	text.size = 0;
	text.bytes[0] = '\0';
}

static void say_zones(unsigned int from, unsigned int count)
{
	for (unsigned int zone = from; zone < from + count; zone++)
		text_say(&text, "zone z%u eth%u\n", zone, zone);
}

static void test_bound_of_zones(void **state)
{
	(void)state;
	begin_with("");
	say_zones(0, 17);
	check_taken(false, "17 zones in a text", "16");
	say_zones(0, 16);
	check_taken(true, "16 zones", NULL);
	say_zones(16, 1);
	check_taken(false, "a seventeenth beside them", "16");
	text_say(&text, "zone z3 none\n");
	say_zones(16, 1);
	check_taken(true, "a seventeenth, and one that goes", NULL);
	assert_null(strstr(print(&policy), "zone z3 "));
	assert_non_null(strstr(printed.bytes, "zone z16 "));
}

/* Networks first to last of 10.N.N.0/24, to a zone. */
static void say_networks(const char *zone, unsigned int first, unsigned int last)
{
	text_say(&text, "zone %s", zone);
	for (unsigned int n = first; n <= last; n++)
		text_say(&text, n % 2 ? " +10.%u.%u.0/24" : " +2001:db8:%x:%x::/64", n / 256, n % 256);
	text_say(&text, "\n");
}

static void test_bound_of_networks(void **state)
{
	(void)state;
	begin_with("");
	say_networks("a", 1, 513);
	check_taken(false, "513 networks", "512");
	say_networks("a", 1, 512);
	check_taken(true, "512 networks", NULL);
	say_networks("b", 1, 300);
	check_taken(true, "one in two zones counts once", NULL);
	say_networks("b", 513, 513);
	check_taken(false, "a 513th", "512");
	text_say(&text, "zone a -10.0.1.0/24; zone b -10.0.1.0/24\n");
	say_networks("b", 513, 513);
	check_taken(true, "a 513th for one that goes", NULL);
	text_say(&text, "zone a -10.0.3.0/24\n");
	say_networks("c", 514, 514);
	check_taken(false, "one that another zone still has is still there", "512");
}

static void test_bound_of_devices(void **state)
{
	(void)state;
	begin_with("");
	text_say(&text, "zone a");
	for (unsigned int n = 1; n <= 33; n++)
		text_say(&text, " eth%u%s", n, n % 2 ? "*" : "");
	check_taken(false, "33 devices", "32");
	text_say(&text, "zone a");
	for (unsigned int n = 1; n <= 32; n++)
		text_say(&text, " eth%u%s", n, n % 2 ? "*" : "");
	check_taken(true, "32 devices", NULL);
	text_say(&text, "zone b eth1* eth2");
	check_taken(true, "one in two zones counts once", NULL);
	text_say(&text, "zone b +eth1");
	check_taken(false, "a name beside the pattern is another", "32");
}

/* Ports that are not neighbours: each a range. */
static void say_ports(const char *head, unsigned int first, unsigned int count)
{
	text_say(&text, "%s", head);
	while (count--) {
		text_say(&text, " +%u/tcp", first);
		first += 2;
	}
	text_say(&text, "\n");
}

static void test_bound_of_ranges(void **state)
{
	(void)state;
	begin_with("zone a eth1; zone b eth1");
	say_ports("input from a", 1, 2049);
	check_taken(false, "2049 ranges", "2048");
	say_ports("input from a", 1, 2048);
	check_taken(true, "2048 ranges", NULL);
	say_ports("input from a", 1, 2048);
	check_taken(true, "the same again", NULL);
	say_ports("input from b", 1, 2048);
	check_taken(true, "the same in another zone are the same ranges", NULL);
	text_say(&text, "forward from b +9/udp\n");
	check_taken(false, "one more, wherever", "2048");
	text_say(&text, "from a none; from b none\n");
	say_ports("input from a", 1, 1024);
	say_ports("forward from b", 1, 1024);
	check_taken(true, "2048 in two lists", NULL);
}

/* What one text may speak of, though it need not be what comes out. */
static void test_bound_of_texts(void **state)
{
	(void)state;
	begin_with("");
	say_networks("a", 1, 512);
	check_taken(true, "512 networks", NULL);
	text_say(&text, "zone a");
	for (unsigned int n = 1; n <= 512; n++)
		text_say(&text, n % 2 ? " -10.%u.%u.0/24" : " -2001:db8:%x:%x::/64", n / 256, n % 256);
	text_say(&text, "\n");
	say_networks("a", 1001, 1512);
	check_taken(true, "512 networks for 512 others", NULL);
	text_say(&text, "zone a");
	for (unsigned int n = 1; n <= 1025; n++)
		text_say(&text, " -172.%u.%u.0/24", n / 256, n % 256);
	check_taken(false, "1,025 networks in a text", "1024");
	text_say(&text, "zone a");
	for (unsigned int n = 1; n <= 65; n++)
		text_say(&text, " -eth%u", n);
	check_taken(false, "65 devices in a text", "64");
}

/* --- who a packet comes from --- */

static struct og_source from(const char *address, const char *device)
{
	struct og_source source = { .device = device };

	if (address)
		assert_true(og_address_parse(address, (u32)strlen(address), &source.family, &source.address));
	return source;
}

/* The names of zones, sorted, in one text. */
static const char *names(u16 zones)
{
	static char words[OG_ZONES * (OG_ZONE_NAME_SIZE + 1)];
	u8 slots[OG_ZONES];
	unsigned int count = og_zones_sorted(&policy.zones, slots);

	words[0] = '\0';
	for (unsigned int i = 0; i < count; i++)
		if (zones >> slots[i] & 1)
			sprintf(words + strlen(words), "%s%s", words[0] ? " " : "", policy.zones.name[slots[i]]);
	return words;
}

static void test_who(void **state)
{
	static const struct { const char *zones, *address, *device, *are; } rows[] = {
		/* a network, from its first address to its last */
		{ "zone a 192.0.2.0/24", "192.0.2.0", "eth0", "a" }, { "zone a 192.0.2.0/24", "192.0.2.255", "eth0", "a" },
		{ "zone a 192.0.2.0/24", "192.0.1.255", "eth0", "" }, { "zone a 192.0.2.0/24", "192.0.3.0", "eth0", "" },
		{ "zone a 0.0.0.0/0", "0.0.0.0", "eth0", "a" }, { "zone a 0.0.0.0/0", "255.255.255.255", "eth0", "a" },
		{ "zone a 255.255.255.255", "255.255.255.255", "eth0", "a" }, { "zone a 0.0.0.0", "0.0.0.0", "eth0", "a" },
		{ "zone a 128.0.0.0/1", "127.255.255.255", "eth0", "" }, { "zone a 128.0.0.0/1", "128.0.0.0", "eth0", "a" },
		{ "zone a 10.0.0.2/31", "10.0.0.1", "eth0", "" }, { "zone a 10.0.0.2/31", "10.0.0.3", "eth0", "a" },
		/* nested and side by side: all that hold it */
		{ "zone a 10.0.0.0/8; zone b 10.1.0.0/16; zone c 10.1.2.3", "10.1.2.3", "eth0", "a b c" },
		{ "zone a 10.0.0.0/8; zone b 10.1.0.0/16; zone c 10.1.2.3", "10.1.2.4", "eth0", "a b" },
		{ "zone a 10.0.0.0/8; zone b 10.1.0.0/16; zone c 10.1.2.3", "10.2.0.0", "eth0", "a" },
		{ "zone a 10.0.0.0/8; zone b 10.1.0.0/16; zone c 10.1.2.3", "11.0.0.0", "eth0", "" },
		{ "zone a 10.0.0.0/9; zone b 10.128.0.0/9", "10.128.0.0", "eth0", "b" },
		{ "zone a 10.0.0.0/8; zone b 10.0.0.0/8", "10.9.9.9", "eth0", "a b" },
		/* of one family only */
		{ "zone a 0.0.0.0/0", "::1", "eth0", "" }, { "zone a ::/0", "1.2.3.4", "eth0", "" },
		{ "zone a 1.2.3.4", "::1.2.3.4", "eth0", "" }, { "zone a 1.2.3.4", "::ffff:1.2.3.4", "eth0", "" },
		{ "zone a ::102:304", "1.2.3.4", "eth0", "" }, { "zone a ::/0", "::", "eth0", "a" },
		{ "zone a ::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "eth0", "a" },
		/* on both sides of the middle of an IPv6 address */
		{ "zone a 2001:db8:1::/48", "2001:db8:1:ffff:ffff:ffff:ffff:ffff", "eth0", "a" },
		{ "zone a 2001:db8:1::/48", "2001:db8:2::", "eth0", "" }, { "zone a 2001:db8:1::/48", "2001:db8:0:ffff:ffff:ffff:ffff:ffff", "eth0", "" },
		{ "zone a 2001:db8::/64", "2001:db8::ffff:ffff:ffff:ffff", "eth0", "a" }, { "zone a 2001:db8::/64", "2001:db8:0:1::", "eth0", "" },
		{ "zone a 2001:db8::/65", "2001:db8::7fff:ffff:ffff:ffff", "eth0", "a" }, { "zone a 2001:db8::/65", "2001:db8::8000:0:0:0", "eth0", "" },
		{ "zone a 2001:db8::8", "2001:db8::8", "eth0", "a" }, { "zone a 2001:db8::8", "2001:db8::9", "eth0", "" },
		/* devices, by the whole name or what it begins with */
		{ "zone a eth1", "1.1.1.1", "eth1", "a" }, { "zone a eth1", "1.1.1.1", "eth10", "" }, { "zone a eth1", "1.1.1.1", "eth", "" },
		{ "zone a eth1", "1.1.1.1", "eth1.100", "" }, { "zone a eth1", "1.1.1.1", "Eth1", "" }, { "zone a eth1", "2001::", "eth1", "a" },
		{ "zone a eth*", "1.1.1.1", "eth1", "a" }, { "zone a eth*", "1.1.1.1", "eth", "a" }, { "zone a eth*", "1.1.1.1", "et", "" },
		{ "zone a eth*", "1.1.1.1", "weth1", "" }, { "zone a abcdefghijklmno", "1.1.1.1", "abcdefghijklmno", "a" },
		{ "zone a abcdefghijklmno", "1.1.1.1", "abcdefghijklmn", "" }, { "zone a abcdefghijklmn*", "1.1.1.1", "abcdefghijklmno", "a" },
		{ "zone a eth1; zone b eth*; zone c e*; zone d eth2", "1.1.1.1", "eth1", "a b c" },
		/* one of its members is enough, and no other is needed */
		{ "zone a eth1 10.0.0.0/8", "10.1.1.1", "eth0", "a" }, { "zone a eth1 10.0.0.0/8", "11.1.1.1", "eth1", "a" },
		{ "zone a eth1 10.0.0.0/8", "11.1.1.1", "eth0", "" }, { "zone a eth1; zone b 10.0.0.0/8", "10.0.0.0", "eth1", "a b" },
		/* no device is known */
		{ "zone a eth1; zone b 10.0.0.0/8", "10.0.0.1", NULL, "b" }, { "zone a e*", "10.0.0.1", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct og_source source = from(rows[i].address, rows[i].device);

		begin_with(rows[i].zones);
		if (strcmp(names(og_zones_of(&policy.zones, &source)), rows[i].are))
			fail_msg("row %zu: %s by %s: in \"%s\", not \"%s\" (%s)", i, rows[i].address, rows[i].device,
				 names(og_zones_of(&policy.zones, &source)), rows[i].are, rows[i].zones);
	}
}

#define ZONES "zone office eth1 192.0.2.0/24; zone admin 192.0.2.7 wg0; "
#define TCP(p) { .state = OG_STATE_NEW, .proto = 6, .readable = true, .port = (p) }
#define UDP(p) { .state = OG_STATE_NEW, .proto = 17, .readable = true, .port = (p) }

/* What is judged: by everybody's list first, then by those of the zones that it comes from. */
static void test_judged(void **state)
{
	static const struct {
		const char *text, *address, *device;
		struct og_flow flow;
		enum og_reason reason;
		const char *by;
	} rows[] = {
		{ ZONES "input from office 53", "192.0.2.9", "eth0", UDP(53), OG_ACCEPT_ZONE, "office" },
		{ ZONES "input from office 53", "192.0.2.9", "eth0", UDP(54), OG_DROP_PORT, "" },
		{ ZONES "input from office 53", "192.0.3.9", "eth0", UDP(53), OG_DROP_PORT, "" },
		{ ZONES "input from office 53", "192.0.3.9", "eth1", UDP(53), OG_ACCEPT_ZONE, "office" },
		{ ZONES "input from office 53/udp", "192.0.2.9", "eth0", TCP(53), OG_DROP_PORT, "" },
		/* of the wrong chain */
		{ ZONES "forward from office 53", "192.0.2.9", "eth0", UDP(53), OG_DROP_PORT, "" },
		/* lists add up */
		{ ZONES "input from admin 22/tcp; input from office 53", "192.0.2.7", "eth0", UDP(53), OG_ACCEPT_ZONE, "office" },
		{ ZONES "input from admin 22/tcp; input from office 53", "192.0.2.7", "eth0", TCP(22), OG_ACCEPT_ZONE, "admin" },
		{ ZONES "input from admin 22/tcp; input from office 53", "192.0.2.8", "eth0", TCP(22), OG_DROP_PORT, "" },
		{ ZONES "from admin 22/tcp; from office 20-30/tcp", "192.0.2.7", "wg0", TCP(22), OG_ACCEPT_ZONE, "admin office" },
		{ ZONES "input 22/tcp; from office 22/tcp", "192.0.2.7", "eth1", TCP(22), OG_ACCEPT_PORT, "" },
		{ ZONES "input 22/tcp; from office 53", "203.0.113.1", "eth0", TCP(22), OG_ACCEPT_PORT, "" },
		{ ZONES "input any; from office 53", "192.0.2.7", "eth1", TCP(22), OG_ACCEPT_ANY, "" },
		{ ZONES "input established; from office any", "192.0.2.7", "eth1", { .state = OG_STATE_ESTABLISHED, .proto = 6 },
		  OG_ACCEPT_STATE, "" },
		/* protocols, icmp of its family, any */
		{ ZONES "from office icmp", "192.0.2.9", "eth0", { .state = OG_STATE_NEW, .proto = 1 }, OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office icmp", "192.0.2.9", "eth0", { .state = OG_STATE_NEW, .proto = 58 }, OG_DROP_PROTOCOL, "" },
		{ ZONES "from office icmp", "2001::", "eth1", { .family = OG_IPV6, .state = OG_STATE_NEW, .proto = 58 }, OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office icmp", "2001::", "eth1", { .family = OG_IPV6, .state = OG_STATE_NEW, .proto = 1 }, OG_DROP_PROTOCOL, "" },
		{ ZONES "from office icmp", "2001::", "eth1", { .family = OG_IPV6, .state = OG_STATE_NEW, .proto = 0 }, OG_DROP_SHORT, "" },
		{ ZONES "from office any", "2001::", "eth1", { .family = OG_IPV6, .state = OG_STATE_NEW, .proto = 0 }, OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office any", "192.0.2.9", "eth0", { .state = OG_STATE_INVALID, .proto = 0 }, OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office proto:47", "192.0.2.9", "eth0", { .state = OG_STATE_NEW, .proto = 47 }, OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office proto:47", "192.0.2.9", "eth0", { .state = OG_STATE_NEW, .proto = 46 }, OG_DROP_PROTOCOL, "" },
		{ ZONES "from office proto:1", "2001::", "eth1", { .family = OG_IPV6, .state = OG_STATE_NEW, .proto = 1 }, OG_ACCEPT_ZONE, "office" },
		/* what shows no port passes only whole */
		{ ZONES "from office 0-65535", "192.0.2.9", "eth0", { .state = OG_STATE_NEW, .proto = 6, .fragment = true }, OG_DROP_FRAGMENT, "" },
		{ ZONES "from office 22/tcp", "192.0.2.9", "eth0", { .state = OG_STATE_NEW, .proto = 6, .fragment = true, .readable = true, .port = 22 },
		  OG_DROP_FRAGMENT, "" },
		{ ZONES "from office 0-65535", "192.0.2.9", "eth0", { .state = OG_STATE_NEW, .proto = 6 }, OG_DROP_SHORT, "" },
		{ ZONES "from office proto:6", "192.0.2.9", "eth0", { .state = OG_STATE_NEW, .proto = 6, .fragment = true }, OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office any", "192.0.2.9", "eth0", { .state = OG_STATE_NEW, .proto = 17, .fragment = true }, OG_ACCEPT_ZONE, "office" },
		/* like everybody's list it takes a listed port in any state */
		{ ZONES "from office 22/tcp", "192.0.2.9", "eth0", { .state = OG_STATE_INVALID, .proto = 6, .readable = true, .port = 22 }, OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office 22/tcp", "192.0.2.9", "eth0", { .state = OG_STATE_UNTRACKED, .proto = 6, .readable = true, .port = 22 }, OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office 0/tcp 65535/tcp", "192.0.2.9", "eth0", TCP(0), OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office 0/tcp 65535/tcp", "192.0.2.9", "eth0", TCP(65535), OG_ACCEPT_ZONE, "office" },
		{ ZONES "from office 0/tcp 65535/tcp", "192.0.2.9", "eth0", TCP(1), OG_DROP_PORT, "" },
		/* from nowhere */
		{ ZONES "from office any", NULL, NULL, TCP(22), OG_DROP_PORT, "" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct og_source source = from(rows[i].address, rows[i].device);
		const struct og_source *who = rows[i].address ? &source : NULL;
		u16 by = 0xffff;
		enum og_reason reason;

		begin_with(rows[i].text);
		reason = og_judge_from(&policy, OG_INPUT, &rows[i].flow, who, &by);
		if (reason != rows[i].reason || strcmp(names(by), rows[i].by))
			fail_msg("row %zu: %s: reason %d by \"%s\"", i, rows[i].text, reason, names(by));
		assert_int_equal(og_judge_from(&policy, OG_INPUT, &rows[i].flow, who, NULL), reason);
	}
}

/* A policy without zones is what it was, byte for byte. */
static void test_without(void **state)
{
	static const char page[] = HEAD
		"input established related loopback icmp 22/tcp 25/tcp 53 110/tcp 389/tcp 465/tcp 587/tcp 636/tcp 953 "
		"993/tcp 995/tcp 1023/tcp 3268-3269/tcp 5222/tcp 5269/tcp 5280/tcp 8080/tcp\n"
		"forward established related loopback icmp 22/tcp 25/tcp 53 110/tcp 389/tcp 465/tcp 587/tcp 636/tcp 953 "
		"993/tcp 995/tcp 1023/tcp 3268-3269/tcp 5222/tcp 5269/tcp 5280/tcp 8080/tcp\n";

	(void)state;
	og_policy_builtin(&policy);
	assert_string_equal(print(&policy), page);
	assert_true(lay("zone a eth1; from a 7; refuse reject a", &policy));
	assert_true(lay("zone a none", &policy));
	assert_string_equal(print(&policy), page);
	assert_true(og_zones_none(&policy.zones));
}

/* The order in which zones came decides nothing but their slots. */
static void test_slots(void **state)
{
	static struct og_policy other;
	static char first[sizeof(printed.bytes)];

	(void)state;
	begin_with("zone a eth1 10.0.0.0/8; zone b eth2 10.0.0.0/8; from a 22/tcp; input from b any; refuse reject b");
	strcpy(first, print(&policy));
	other = policy;
	begin_with("zone c eth3; zone b 10.0.0.0/8 eth2; zone a eth1 10.0.0.0/8");
	assert_true(lay("zone c none; refuse reject b; input from b any; from a 22/tcp", &policy));
	assert_true(og_zone_find(&policy.zones, "a", 1) != og_zone_find(&other.zones, "a", 1));
	assert_true(og_zones_equal(&policy.zones, &other.zones));
	assert_true(og_policy_equal(&policy, &other));
	assert_string_equal(print(&policy), first);
	assert_int_equal(og_zone_find(&policy.zones, "c", 1), OG_ZONES);
	assert_int_equal(og_zone_find(&policy.zones, "ab", 1), og_zone_find(&policy.zones, "a", 1));
	assert_int_equal(og_zone_find(&policy.zones, "ab", 2), OG_ZONES);
}

/* Each of these makes another policy. */
static void test_unequal(void **state)
{
	static const char *const texts[] = {
		"zone a +eth2", "zone a -eth*", "zone a +10.0.0.0/9", "zone a -10.0.0.0/8", "zone a +2001:db8::/32", "zone b none",
		"zone b +10.0.0.0/8", "input from a +23/tcp", "forward from a +22/udp", "from a +icmp", "from a +proto:1",
		"input from a -22/tcp", "from b 22/tcp", "forward from b any", "refuse reject", "refuse drop", "refuse reject b",
		"refuse reject a b", "zone c eth1", "zone a -eth1", "zone b -eth2 +eth2*",
	};
	static struct og_policy other;

	(void)state;
	for (size_t i = 0; i < ROWS(texts); i++) {
		begin_with("zone a eth1 eth* 10.0.0.0/8; zone b eth2; from a 22/tcp; refuse reject a");
		other = policy;
		if (!lay(texts[i], &policy))
			fail_msg("\"%s\": %s", texts[i], parser.error.text);
		if (og_policy_equal(&policy, &other) || og_zones_equal(&policy.zones, &other.zones))
			fail_msg("\"%s\" changes nothing", texts[i]);
	}
}

static void test_refuse_of(void **state)
{
	u16 a, b;

	(void)state;
	begin_with("zone a eth1; zone b eth2");
	a = (u16)(1u << og_zone_find(&policy.zones, "a", 1));
	b = (u16)(1u << og_zone_find(&policy.zones, "b", 1));
	assert_false(og_zones_refuse(&policy.zones, a | b));
	assert_true(lay("refuse reject b", &policy));
	assert_true(og_zones_refuse(&policy.zones, b) && og_zones_refuse(&policy.zones, a | b));
	assert_false(og_zones_refuse(&policy.zones, a) || og_zones_refuse(&policy.zones, 0));
	assert_true(lay("refuse reject", &policy));
	assert_true(og_zones_refuse(&policy.zones, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_laid),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_fits_nothing),
		cmocka_unit_test(test_words_are_no_names),
		cmocka_unit_test(test_appending),
		cmocka_unit_test(test_unfinished),
		cmocka_unit_test(test_bound_of_zones),
		cmocka_unit_test(test_bound_of_networks),
		cmocka_unit_test(test_bound_of_devices),
		cmocka_unit_test(test_bound_of_ranges),
		cmocka_unit_test(test_bound_of_texts),
		cmocka_unit_test(test_who),
		cmocka_unit_test(test_judged),
		cmocka_unit_test(test_without),
		cmocka_unit_test(test_slots),
		cmocka_unit_test(test_unequal),
		cmocka_unit_test(test_refuse_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
