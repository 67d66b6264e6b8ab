// SPDX-License-Identifier: GPL-2.0-only
/* The grammar: what is taken, what is refused and where, what is printed. */
#include <stdlib.h>

#include "test_core.h"

static struct og_parser parser;
static struct og_policy policy;
static struct text printed;

static const char *print(const struct og_policy *what)
{
	return text_of(what, &printed);
}

#define PAGE "established related loopback icmp 22/tcp 25/tcp 53 110/tcp 389/tcp 465/tcp " \
	     "587/tcp 636/tcp 953 993/tcp 995/tcp 1023/tcp 3268-3269/tcp 5222/tcp 5269/tcp " \
	     "5280/tcp 8080/tcp"
#define KEEP "established related loopback icmp "
#define REST "tally off\nlog off\n"
#define HEAD "mode enforce\nipv6 filter\nearly off\n" REST
#define BOTH(items) HEAD "input " items "\nforward " items "\n"

/* What a text makes of the built-in policy. */
static const struct { const char *text, *result; } accepted[] = {
	{ "reset", BOTH(PAGE) },
	{ "22/tcp,25/tcp,53", BOTH(KEEP "22/tcp 25/tcp 53") },
	{ "22/tcp 25/tcp 53\n", BOTH(KEEP "22/tcp 25/tcp 53") },
	{ "none", BOTH("none") },
	{ "any", BOTH("any") },
	{ "input none\nforward any", HEAD "input none\nforward any\n" },
	{ "none; 22/tcp", BOTH("22/tcp") },
	{ "none\ninput icmp", HEAD "input icmp\nforward none\n" },
	{ "established 22/tcp", BOTH("established 22/tcp") },
	{ "input 22/tcp", HEAD "input 22/tcp\nforward " PAGE "\n" },
	{ "early on; none", "mode enforce\nipv6 filter\nearly on\n" REST "input none\nforward none\n" },
	{ "mode audit; ipv6 ignore", "mode audit\nipv6 ignore\nearly off\n" REST "input " PAGE "\nforward " PAGE "\n" },
	{ "tally on; log nflog:5; none", "mode enforce\nipv6 filter\nearly off\ntally on\nlog nflog:5\n"
	  "input none\nforward none\n" },
	{ "trial 604800; none", BOTH("none") },
	{ "none; +22-25/tcp +26/tcp +24/udp", BOTH("22-23/tcp 24 25-26/tcp") },
	{ "none; +1-65535; -2-65534/udp", BOTH("1 2-65534/tcp 65535") },
	{ "none; +0-65535; -53/tcp", BOTH("0-52 53/udp 54-65535") },
	{ "none; +proto:112 +proto:1 +icmp; -icmp", BOTH("proto:1 proto:112") },
	{ "established reply; -established", BOTH("reply") },
	{ "untracked reply icmp", BOTH("reply untracked icmp") },
	{ "none; forward +443/tcp -443/udp", HEAD "input none\nforward 443/tcp\n" },
	{ "# a comment, with UTF-8: \xc3\xa9\n\n22/tcp # ssh\n", BOTH(KEEP "22/tcp") },
	{ "22/tcp#ssh", BOTH(KEEP "22/tcp") },
	{ " ,\t22/tcp,,23/tcp ;;\n;", BOTH(KEEP "22-23/tcp") },
	{ "any; +22/tcp", BOTH("any") },
	{ "22/tcp; input icmp", HEAD "input icmp\nforward " KEEP "22/tcp\n" },
	{ "22-22/tcp", BOTH(KEEP "22/tcp") },
	{ "0/udp 65535", BOTH(KEEP "0/udp 65535") },
};

/* A text, and where and why it is refused; size 0: up to its NUL. */
static const struct { const char *text; size_t size; u32 line, column, length; const char *why; }
refused[] = {
	{ "22/tcp\n   bogus\n", 0, 2, 4, 5, "unknown word \"bogus\"" },
	{ "mode enforce\n22/tcp 25/tcp 70000", 0, 2, 15, 5, "port 70000 is over 65535" },
	{ "99999999999999999999", 0, 1, 1, 20, "is over 65535" },
	{ "30-20", 0, 1, 1, 5, "range 30-20 runs backwards" },
	{ "1-70000/tcp", 0, 1, 3, 5, "the end of the range 70000 is over 65535" },
	{ "22/sctp", 0, 1, 3, 5, "\"/sctp\" is not /tcp or /udp" },
	{ "22/TCP", 0, 1, 3, 4, "\"/TCP\" is not /tcp or /udp" },
	{ "22/", 0, 1, 3, 1, "is not /tcp or /udp" },
	{ "22x", 0, 1, 3, 1, "rubbish \"x\" behind the number" },
	{ "22-/tcp", 0, 1, 4, 4, "the end of the range needs a number" },
	{ "022", 0, 1, 1, 3, "starts with a zero" },
	{ "proto:0", 0, 1, 1, 7, "protocol 0 cannot be listed" },
	{ "proto:256", 0, 1, 7, 3, "protocol 256 is over 255" },
	{ "proto:tcp", 0, 1, 7, 3, "protocol needs a number" },
	{ "proto:6/tcp", 0, 1, 8, 4, "rubbish \"/tcp\"" },
	{ "+22/tcp 25/tcp", 0, 1, 9, 6, "either stated or signed" },
	{ "22/tcp +25/tcp", 0, 1, 8, 7, "either stated or signed" },
	{ "22/tcp none", 0, 1, 8, 4, "stand alone" },
	{ "+any", 0, 1, 2, 3, "unknown word \"any\"" },
	{ "none 22/tcp", 0, 1, 6, 6, "nothing may follow" },
	{ "input", 0, 1, 6, 1, "input needs items" },
	{ "input\n22/tcp", 0, 1, 6, 1, "input needs items" },
	{ "22/tcp input", 0, 1, 8, 5, "unknown word \"input\"" },
	{ "mode", 0, 1, 5, 1, "mode needs one of enforce" },
	{ "mode on", 0, 1, 6, 2, "mode \"on\" is not one of enforce, audit, off" },
	{ "mode off off", 0, 1, 10, 3, "nothing may follow" },
	{ "ipv6 drop", 0, 1, 6, 4, "not one of filter, ignore" },
	{ "mode off\nmode enforce", 0, 2, 1, 4, "already said on line 1" },
	{ "22/tcp\n25/tcp\n", 0, 2, 1, 6, "already said on line 1" },
	{ "input 22/tcp\n25/tcp", 0, 2, 1, 6, "already said on line 1" },
	{ "input none\ninput any", 0, 2, 7, 3, "already said on line 1" },
	{ "22/tcp\nreset", 0, 2, 1, 5, "put it first" },
	{ "trial", 0, 1, 6, 1, "trial needs its seconds, 1 to 604800" },
	{ "trial 0", 0, 1, 7, 1, "a trial of 0 seconds" },
	{ "trial 604801", 0, 1, 7, 6, "trial 604801 is over 604800" },
	{ "trial 30s", 0, 1, 9, 1, "rubbish \"s\" behind the number" },
	{ "trial long", 0, 1, 7, 4, "trial needs a number" },
	{ "trial 5 22/tcp", 0, 1, 9, 6, "nothing may follow" },
	{ "trial 5; trial 6", 0, 1, 10, 5, "already said on line 1" },
	{ "early yes", 0, 1, 7, 3, "not one of on, off" },
	{ "early", 0, 1, 6, 1, "early needs one of on, off" },
	{ "early on; early off", 0, 1, 11, 5, "already said on line 1" },
	{ "tally", 0, 1, 6, 1, "tally needs one of on, off" },
	{ "tally yes", 0, 1, 7, 3, "not one of on, off" },
	{ "log", 0, 1, 4, 1, "log needs off, or nflog:GROUP" },
	{ "log on", 0, 1, 5, 2, "log \"on\" is not off, or nflog:GROUP" },
	{ "log nflog", 0, 1, 5, 5, "is not off, or nflog:GROUP" },
	{ "log nflog:", 0, 1, 11, 1, "group needs a number" },
	{ "log nflog:65536", 0, 1, 11, 5, "group 65536 is over 65535" },
	{ "log nflog:5x", 0, 1, 12, 1, "rubbish \"x\"" },
	{ "log nflog:05", 0, 1, 11, 2, "starts with a zero" },
	{ "log off; log off", 0, 1, 10, 3, "already said on line 1" },
	{ "smtp", 0, 1, 1, 4, "unknown word \"smtp\"" },
	{ "\n", 0, 2, 1, 1, "states nothing" },
	{ " ;\t,\n\n", 0, 3, 1, 1, "states nothing" },
	{ "  ", 0, 1, 3, 1, "states nothing" },
	{ "# only a comment\n", 0, 2, 1, 1, "states nothing" },
	{ "22/tcp\r\n", 0, 1, 7, 1, "DOS line ends" },
	{ "22/tcp\0", 7, 1, 7, 1, "a NUL byte" },
	{ "# a\033[31m", 0, 1, 4, 1, "a control character" },
	{ "22/tcp \x7f", 0, 1, 8, 1, "a control character" },
	{ "22\xc3\xa9", 0, 1, 3, 1, "not ASCII" },
	{ "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg", 0, 1, 1, 63,
	  "more than 63" },
	{ "+", 0, 1, 2, 1, "a sign without an item right behind it" },
	{ "input + 443/tcp", 0, 1, 8, 1, "a sign without an item right behind it" },
	{ "\xef\xbb\xbf+443", 0, 1, 1, 1, "a byte order mark" },
	{ "22\n\xef\xbb\xbf+443", 0, 2, 1, 1, "not ASCII" },
};

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static void test_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(accepted); i++) {
		const char *text = accepted[i].text;

		og_policy_builtin(&policy);
		if (!og_parse_text(&parser, text, strlen(text)))
			fail_msg("row %zu \"%s\": %s", i, text, parser.error.text);
		og_edit_apply(&parser.edit, &policy);
		if (strcmp(print(&policy), accepted[i].result))
			fail_msg("row %zu \"%s\": gave\n%s", i, text, printed.bytes);
	}
}

static size_t refused_size(size_t i)
{
	return refused[i].size ? refused[i].size : strlen(refused[i].text);
}

static void check_refused(size_t i, bool taken)
{
	if (taken)
		fail_msg("row %zu \"%s\" was accepted", i, refused[i].text);
	if (parser.error.line != refused[i].line || parser.error.column != refused[i].column ||
	    parser.error.length != refused[i].length || !strstr(parser.error.text, refused[i].why))
		fail_msg("row %zu \"%s\": line %u, column %u, length %u: %s", i, refused[i].text,
			 parser.error.line, parser.error.column, parser.error.length,
			 parser.error.text);
}

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(refused); i++)
		check_refused(i, og_parse_text(&parser, refused[i].text, refused_size(i)));
}

/* Cut anywhere into two pieces, a text means the same. */
static bool parse_cut(const char *text, size_t size, size_t cut)
{
	og_parse_begin(&parser);
	return og_parse_piece(&parser, text, cut) && og_parse_pause(&parser) &&
	       og_parse_piece(&parser, text + cut, size - cut) && og_parse_pause(&parser) &&
	       og_parse_end(&parser);
}

static void test_cut_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(accepted); i++) {
		const char *text = accepted[i].text;

		for (size_t cut = 0; cut <= strlen(text); cut++) {
			og_policy_builtin(&policy);
			if (!parse_cut(text, strlen(text), cut))
				fail_msg("row %zu cut at %zu: %s", i, cut, parser.error.text);
			og_edit_apply(&parser.edit, &policy);
			assert_string_equal(print(&policy), accepted[i].result);
		}
	}
	for (size_t i = 0; i < ROWS(refused); i++)
		for (size_t cut = 0; cut <= refused_size(i); cut++)
			if (parse_cut(refused[i].text, refused_size(i), cut))
				fail_msg("row %zu cut at %zu was accepted", i, cut);
}

/* What one write refuses at once, and what has to wait for the rest. */
static void test_unfinished(void **state)
{
	static const struct { const char *text; bool waits; } rows[] = {
		{ "22/t", true }, { "22/", true }, { "22-", true }, { "300-2", true },
		{ "estab", true }, { "mod", true }, { "proto:", true }, { "+", true },
		{ "inp", true }, { "mode enfor", true }, { "65535", true }, { "an", true },
		{ "22/s", false }, { "bog", false }, { "65536", false }, { "22/tcpx", false },
		{ "mode x", false }, { "22/tcp +2", false }, { "300-2/", false },
		{ "mode off x", false }, { "proto:0", false }, { "23/tcp any", false },
		{ "22/tcp\n25", false }, { "", true }, { "\n", true }, { " ,\t;", true },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		og_parse_begin(&parser);
		if ((og_parse_piece(&parser, rows[i].text, strlen(rows[i].text)) &&
		     og_parse_pause(&parser)) != rows[i].waits)
			fail_msg("row %zu \"%s\"", i, rows[i].text);
	}
}

/* A text is whole when its last line is ended; blanks are no line yet. */
static void test_whole(void **state)
{
	static const struct { const char *text; bool whole; u32 line, column; } rows[] = {
		{ "22/tcp\n", true, 0, 0 }, { "22/tcp", false, 1, 7 }, { "22/tcp 44", false, 1, 10 },
		{ "mode enf", false, 1, 9 }, { "input", false, 1, 6 }, { "-", false, 1, 2 },
		{ "log", false, 1, 4 }, { "22/tcp;", false, 1, 8 }, { "22/tcp ", false, 1, 8 },
		{ "22/tcp;\n", true, 0, 0 }, { "22/tcp\n# and", false, 2, 6 },
		{ "22/tcp\n#\n", true, 0, 0 }, { "22/tcp # and\n", true, 0, 0 },
		{ "22/tcp\n +4", false, 2, 4 }, { "22/tcp\n \t,;", true, 0, 0 },
		{ "", true, 0, 0 }, { "  ", true, 0, 0 }, { "\n", true, 0, 0 }, { "bogus\n", false, 1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		og_parse_begin(&parser);
		og_parse_piece(&parser, rows[i].text, strlen(rows[i].text));
		if (og_parse_whole(&parser) != rows[i].whole)
			fail_msg("row %zu \"%s\"", i, rows[i].text);
		if (rows[i].whole)
			continue;
		if (parser.error.line != rows[i].line || parser.error.column != rows[i].column)
			fail_msg("row %zu \"%s\": line %u, column %u", i, rows[i].text,
				 parser.error.line, parser.error.column);
		assert_false(og_parse_piece(&parser, "\n", 1) || og_parse_end(&parser));
	}
}

/* Opened for appending: nothing that would put away what is there. */
static void test_appending(void **state)
{
	static const struct { const char *text, *why; } rows[] = {
		{ "+443/tcp\n", NULL }, { "input +443/tcp -22/tcp\n", NULL }, { "mode audit\n", NULL },
		{ "trial 30; +443/tcp; tally on; log nflog:1; ipv6 ignore; early on\n", NULL },
		{ "443/tcp\n", "write +443/tcp, or use >" }, { "icmp\n", "write +icmp, or use >" },
		{ "+1/tcp\ninput 8080\n", "write +8080, or use >" },
		{ "forward none\n", "opened for appending: write +443/tcp, or use >" },
		{ "any", "write +443/tcp" }, { "reset\n", "write +443/tcp" },
		{ "+1/tcp\nreset\n", "opened for appending" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		bool taken;

		og_parse_begin(&parser);
		og_parse_append(&parser);
		taken = og_parse_piece(&parser, rows[i].text, strlen(rows[i].text)) &&
			og_parse_pause(&parser) && og_parse_end(&parser);
		if (taken != !rows[i].why)
			fail_msg("row %zu \"%s\": %s", i, rows[i].text, parser.error.text);
		if (rows[i].why && !strstr(parser.error.text, rows[i].why))
			fail_msg("row %zu \"%s\": %s", i, rows[i].text, parser.error.text);
	}
}

static void test_size_limit(void **state)
{
	size_t size = OG_TEXT_MAX;
	char *text = malloc(size + 1);

	(void)state;
	memset(text, ' ', size + 1);
	memcpy(text, "22/tcp", 6);
	assert_true(og_parse_text(&parser, text, size));
	assert_false(og_parse_text(&parser, text, size + 1));
	assert_non_null(strstr(parser.error.text, "longer than 1 MiB"));
	free(text);
}

/* Any set of items that can be: what printing gives, parsing gives back. */
static void random_policy(struct og_policy *what)
{
	struct og_item item = { 0 };
	int items = rand() % 60;

	og_policy_builtin(what);
	og_parse_text(&parser, "none", 4);
	while (items--) {
		item.kind = rand() % 3;
		item.word = rand() % OG_WORD_ANY;
		item.proto = 1 + rand() % 255;
		item.transports = 1 + rand() % 3;
		item.low = rand() % 65536;
		item.high = item.low + (rand() % 2 ? 0 : rand() % (65536 - item.low));
		if (rand() % 4)
			og_edit_add(&parser.edit, 1 + rand() % 3, &item);
		else
			og_edit_remove(&parser.edit, 1 + rand() % 3, &item);
	}
	og_edit_apply(&parser.edit, what);
	what->setting[OG_SET_MODE] = rand() % OG_MODES;
	what->setting[OG_SET_IPV6] = rand() % OG_IPV6_WORDS;
	what->setting[OG_SET_EARLY] = rand() % OG_EARLY_WORDS;
	what->setting[OG_SET_TALLY] = rand() % OG_TALLY_WORDS;
	what->setting[OG_SET_LOG] = rand() % 3 ? rand() % (OG_LOG_GROUP_MAX + 2) : OG_LOG_OFF;
}

static void test_round_trip(void **state)
{
	static struct og_policy again;
	static char first[sizeof(printed.bytes)];

	(void)state;
	srand(1);
	for (int i = 0; i < 2000; i++) {
		random_policy(&policy);
		strcpy(first, print(&policy));
		og_policy_builtin(&again);
		assert_true(og_parse_text(&parser, first, strlen(first)));
		og_edit_apply(&parser.edit, &again);
		assert_true(og_policy_equal(&policy, &again));
		assert_string_equal(print(&again), first);
	}
}

/* A row is enough: each setting has words, is parsed, laid over, printed, compared and reset. */
static void test_settings(void **state)
{
	static struct og_policy other;
	char value[OG_SETTING_TEXT_SIZE], text[80];

	(void)state;
	for (unsigned int s = 0; s < OG_SETTINGS; s++) {
		og_policy_builtin(&policy);
		assert_int_equal(policy.setting[s], og_setting_builtin(s));
		other = policy;
		other.setting[s] = !policy.setting[s];
		assert_false(og_policy_equal(&policy, &other));
		snprintf(text, sizeof(text), "%s %s\n", og_setting_name(s),
			 og_setting_text(&other, s, value));
		assert_non_null(strstr(print(&other), text));
		assert_true(og_parse_text(&parser, text, strlen(text)));
		assert_true(og_edit_sets(&parser.edit, s));
		og_edit_apply(&parser.edit, &policy);
		assert_true(og_policy_equal(&policy, &other));
		assert_true(og_parse_text(&parser, "reset", 5));
		og_edit_apply(&parser.edit, &policy);
		assert_int_equal(policy.setting[s], og_setting_builtin(s));
		snprintf(text, sizeof(text), "%s nothing-like-it\n", og_setting_name(s));
		assert_false(og_parse_text(&parser, text, strlen(text)));
		assert_non_null(strstr(parser.error.text, og_setting_values(s)));
	}
}

/* Room for @left pieces; what comes after one that had none is a fault. */
struct few {
	unsigned int left;
	bool over;
};

static bool take_few(void *to, const char *text, size_t size)
{
	struct few *few = to;

	(void)text;
	assert_true(size);
	assert_false(few->over);
	few->over = !few->left;
	few->left -= !few->over;
	return !few->over;
}

/* Printing ends with the first piece that has no room, wherever that is. */
static void test_no_room(void **state)
{
	unsigned int room;
	bool over = true;

	(void)state;
	og_policy_builtin(&policy);
	assert_true(og_parse_text(&parser, "+proto:112 +7000-7999/udp", 25));
	og_edit_apply(&parser.edit, &policy);
	for (room = 0; over; room++) {
		struct few few = { .left = room };

		og_print_policy(&policy, take_few, &few);
		over = few.over;
	}
	/* five settings and two chains are at least so many pieces */
	assert_true(room > 2 * 5 + 2 * 25);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_unfinished),
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_appending),
		cmocka_unit_test(test_size_limit),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_no_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
