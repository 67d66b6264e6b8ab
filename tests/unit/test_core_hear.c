// SPDX-License-Identifier: GPL-2.0-only
/* What a text says while it is read: each thing once, in its order, with its place, whose it is and how it was meant. */
#include "test_core.h"

static struct og_parser parser;
static struct text heard;

static const char * const kinds[] = {
	[OG_SAID_SETTING] = "setting", [OG_SAID_RESET] = "reset", [OG_SAID_NONE] = "none", [OG_SAID_ANY] = "any",
	[OG_SAID_ITEM] = "item", [OG_SAID_ZONE_NONE] = "gone", [OG_SAID_MEMBER] = "member", [OG_SAID_REFUSE] = "refuse",
	[OG_SAID_END] = "end",
};

static void note_item(const struct og_item *item)
{
	if (item->kind == OG_ITEM_WORD)
		text_say(&heard, " %s", og_word_name(item->word));
	else if (item->kind == OG_ITEM_PROTO)
		text_say(&heard, " proto:%u", item->proto);
	else
		text_say(&heard, " %u-%u/%u", item->low, item->high, item->transports);
}

/* "1:7+3 item + 53-53/3 both office" */
static void hear(void *to, const struct og_said *said)
{
	static const char * const chains[] = { "nobody", "input", "forward", "both" };

	assert_true(to == &parser);
	text_say(&heard, "%u:%u+%u %s", said->line, said->column, said->length, kinds[said->kind]);
	if (said->sign != ' ')
		text_say(&heard, " %c", said->sign);
	if (said->kind == OG_SAID_SETTING)
		text_say(&heard, " %s=%u", og_setting_name(said->setting), said->value);
	if (said->kind == OG_SAID_REFUSE)
		text_say(&heard, " %u", said->value);
	if (said->kind == OG_SAID_ITEM)
		note_item(said->item);
	if (said->kind == OG_SAID_MEMBER)
		text_say(&heard, " %s", said->member->is_network ? "network" : said->member->device.name);
	if (said->kind == OG_SAID_ITEM || said->kind == OG_SAID_ANY || said->kind == OG_SAID_NONE)
		text_say(&heard, " %s", chains[said->chains]);
	text_say(&heard, "%s%s\n", said->zone[0] ? " " : "", said->zone);
}

static const struct { const char *text, *heard; } rows[] = {
	{ "mode audit", "1:1+4 setting mode=2\n1:1+10 end\n" },
	{ "log nflog:7; trial 90", "1:1+3 setting log=8\n1:1+11 end\n1:14+5 setting trial=90\n1:14+8 end\n" },
	{ "# a line\n  reset", "2:3+5 reset\n2:3+5 end\n" },
	{ "none", "1:1+4 none both\n1:1+4 end\n" },
	{ "forward any", "1:9+3 any forward\n1:1+11 end\n" },
	{ "53 8080-8081/tcp", "1:1+2 item 53-53/3 both\n1:4+13 item 8080-8081/1 both\n1:1+16 end\n" },
	{ "input -proto:47\nforward +icmp", "1:7+9 item - proto:47 input\n1:1+15 end\n2:9+5 item + icmp forward\n2:1+13 end\n" },
	{ "zone office eth1 10.0.0.0/8", "1:13+4 member eth1 office\n1:18+10 member network office\n1:1+27 end office\n" },
	{ "zone office eth1\nzone office +wg0 -eth1", "1:13+4 member eth1 office\n1:1+16 end office\n"
	  "2:13+4 member + wg0 office\n2:18+5 member - eth1 office\n2:1+22 end office\n" },
	{ "zone a none", "1:8+4 gone a\n1:1+11 end a\n" },
	{ "zone a eth1; from a 22/tcp", "1:8+4 member eth1 a\n1:1+11 end a\n1:21+6 item 22-22/1 both a\n1:14+13 end a\n" },
	{ "zone a eth1; input from a any; forward from a none", "1:8+4 member eth1 a\n1:1+11 end a\n"
	  "1:27+3 any input a\n1:14+16 end a\n1:47+4 none forward a\n1:32+19 end a\n" },
	{ "zone a eth1; refuse reject a # all", "1:8+4 member eth1 a\n1:1+11 end a\n"
	  "1:21+6 refuse 1\n1:28+1 refuse 2 a\n1:14+15 end\n" },
	{ "refuse drop", "1:8+4 refuse 0\n1:1+11 end\n" },
};

static void test_said(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		heard.size = 0;
		heard.bytes[0] = '\0';
		og_parse_begin(&parser);
		og_parse_listen(&parser, hear, &parser);
		if (!og_parse_piece(&parser, rows[i].text, strlen(rows[i].text)) || !og_parse_end(&parser))
			fail_msg("\"%s\": %s", rows[i].text, parser.error.text);
		if (strcmp(heard.bytes, rows[i].heard))
			fail_msg("\"%s\" says\n%s", rows[i].text, heard.bytes);
	}
}

/* Up to what is wrong, and no further; without a listener the same is wrong. */
static void test_until_refused(void **state)
{
	static const char text[] = "22/tcp; 99999/tcp; 53";

	(void)state;
	heard.size = 0;
	og_parse_begin(&parser);
	og_parse_listen(&parser, hear, &parser);
	assert_false(og_parse_piece(&parser, text, strlen(text)));
	assert_string_equal(heard.bytes, "1:1+6 item 22-22/1 both\n1:1+6 end\n");
	assert_int_equal(parser.error.column, 9);
	assert_false(og_parse_text(&parser, text, strlen(text)));
	assert_int_equal(parser.error.column, 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_said), cmocka_unit_test(test_until_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
