// SPDX-License-Identifier: GPL-2.0-only
/*
 * The judge against a second, naive implementation: one that walks iptables
 * rules, as text, one by one. For the page's rules the whole space of flows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "judge.h"
#include "text.h"

#define RULES_FILE "tests/verdict/recipe.rules"
#define RULES_MAX 64
#define PORTS_MAX 16

/* One -A line: everything that is not -1 or 0 has to match. */
struct routing_rule {
	int chain;
	int states;		/* 1: ESTABLISHED,RELATED */
	int loopback;
	int proto;		/* -1: any; 1: icmp of the family */
	int ports[PORTS_MAX], port_count;
};

static struct routing_rule rules[RULES_MAX];
static size_t rule_count;
static struct og_policy policy;

static void read_ports(struct routing_rule *rule, char *list)
{
	for (char *port = strtok(list, ","); port; port = strtok(NULL, ","))
		rule->ports[rule->port_count++] = atoi(port);
}

static void read_rule(const char *line)
{
	struct routing_rule *rule = &rules[rule_count++];
	char list[256];
	const char *at;

	*rule = (struct routing_rule){ .proto = -1 };
	rule->chain = strncmp(line, "-A INPUT", 8) ? OG_FORWARD : OG_INPUT;
	rule->states = strstr(line, "--state") != NULL;
	rule->loopback = strstr(line, "-i lo") != NULL;
	if (strstr(line, "-p icmp"))
		rule->proto = 1;
	if (strstr(line, "-p tcp"))
		rule->proto = 6;
	if (strstr(line, "-p udp"))
		rule->proto = 17;
	at = strstr(line, "--dports ");
	if (at && sscanf(at, "--dports %255s", list) == 1)
		read_ports(rule, list);
}

static int read_rules(void **state)
{
	FILE *file = fopen(RULES_FILE, "r");
	char line[512];

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		if (!strncmp(line, "-A", 2))
			read_rule(line);
	fclose(file);
	assert_int_equal(rule_count, 12);
	og_policy_builtin(&policy);
	return 0;
}

/* 1: matches, 0: does not, -1: the packet is dropped on the spot. */
static int rule_matches(const struct routing_rule *rule, int chain, const struct og_flow *flow)
{
	int icmp = flow->family == OG_IPV4 ? 1 : 58;

	if (rule->chain != chain)
		return 0;
	if (rule->states)
		return flow->state == 0 || flow->state == 1 || flow->state == 3 || flow->state == 4;
	if (rule->loopback)
		return flow->loopback;
	if (flow->proto != (rule->proto == 1 ? icmp : rule->proto))
		return 0;
	if (!rule->port_count)
		return 1;
	if (flow->fragment)
		return 0;
	if (!flow->readable)
		return -1;
	for (int i = 0; i < rule->port_count; i++)
		if (rule->ports[i] == flow->port)
			return 1;
	return 0;
}

static bool naive_accepts(int chain, const struct og_flow *flow)
{
	for (size_t i = 0; i < rule_count; i++) {
		int matches = rule_matches(&rules[i], chain, flow);

		if (matches)
			return matches > 0;
	}
	return false;
}

static unsigned long compared;

static void compare(const struct og_flow *flow)
{
	for (int chain = 0; chain < OG_CHAINS; chain++) {
		enum og_reason reason = og_judge(&policy.chain[chain], flow);

		compared++;
		if (og_reason_drops(reason) == naive_accepts(chain, flow))
			fail_msg("chain %d state %u family %u proto %u loopback %d fragment %d "
				 "readable %d port %u: reason %d", chain, flow->state, flow->family,
				 flow->proto, flow->loopback, flow->fragment, flow->readable,
				 flow->port, reason);
	}
}

static void compare_ports(struct og_flow flow)
{
	/* only tcp and udp have ports; the others get a few that must not matter */
	unsigned int step = flow.proto == 6 || flow.proto == 17 ? 1 : 4999;

	for (unsigned int port = 0; port < OG_PORTS; port += step) {
		flow.port = (u16)port;
		compare(&flow);
	}
}

static void test_page_whole_space(void **state)
{
	(void)state;
	for (unsigned int bits = 0; bits < 1 << 5; bits++)
		for (unsigned int ct_state = 0; ct_state < 8; ct_state++)
			for (unsigned int proto = 0; proto < OG_PROTOS; proto++) {
				struct og_flow flow = {
					.state = (u8)ct_state,
					.family = bits & 1,
					.proto = (u8)proto,
					.loopback = bits & 2,
					.fragment = bits & 4,
					.readable = bits & 8,
				};

				if (!(bits & 16))
					compare_ports(flow);
			}
	print_message("%lu flows compared\n", compared);
}

static void judge_text(const char *text)
{
	static struct og_parser parser;

	og_policy_builtin(&policy);
	assert_true(og_parse_text(&parser, text, strlen(text)));
	og_edit_apply(&parser.edit, &policy);
}

static void test_words(void **state)
{
	static const struct { const char *text; struct og_flow flow; enum og_reason reason; } rows[] = {
		{ "none", { .state = OG_STATE_ESTABLISHED, .readable = true }, OG_DROP_PROTOCOL },
		{ "any", { .state = OG_STATE_INVALID }, OG_ACCEPT_ANY },
		{ "any", { .state = OG_STATE_NEW, .proto = 6, .fragment = true }, OG_ACCEPT_ANY },
		{ "reply", { .state = OG_STATE_ESTABLISHED, .proto = 6, .readable = true }, OG_DROP_PORT },
		{ "reply", { .state = OG_STATE_ESTABLISHED_REPLY, .proto = 6 }, OG_ACCEPT_STATE },
		{ "established", { .state = OG_STATE_ESTABLISHED, .proto = 47 }, OG_ACCEPT_STATE },
		{ "established", { .state = OG_STATE_RELATED, .proto = 1, .readable = true }, OG_DROP_PROTOCOL },
		{ "related", { .state = OG_STATE_RELATED_REPLY }, OG_ACCEPT_STATE },
		{ "untracked", { .state = OG_STATE_UNTRACKED }, OG_ACCEPT_STATE },
		{ "untracked", { .state = OG_STATE_INVALID, .readable = true }, OG_DROP_PROTOCOL },
		{ "established related", { .state = OG_STATE_INVALID, .readable = true }, OG_DROP_PROTOCOL },
		{ "loopback", { .state = OG_STATE_NEW, .loopback = true, .proto = 0 }, OG_ACCEPT_LOOPBACK },
		{ "proto:112", { .state = OG_STATE_NEW, .proto = 112 }, OG_ACCEPT_PROTOCOL },
		{ "proto:6", { .state = OG_STATE_NEW, .proto = 6, .fragment = true }, OG_ACCEPT_PROTOCOL },
		{ "icmp", { .state = OG_STATE_NEW, .proto = 58, .readable = true }, OG_DROP_PROTOCOL },
		{ "icmp", { .state = OG_STATE_NEW, .proto = 58, .family = OG_IPV6 }, OG_ACCEPT_PROTOCOL },
		{ "icmp", { .state = OG_STATE_NEW, .proto = 1, .family = OG_IPV6, .readable = true }, OG_DROP_PROTOCOL },
		{ "none; 53/udp", { .state = OG_STATE_NEW, .proto = 17, .readable = true, .port = 53 }, OG_ACCEPT_PORT },
		{ "none; 53/udp", { .state = OG_STATE_NEW, .proto = 6, .readable = true, .port = 53 }, OG_DROP_PORT },
		{ "none; 53", { .state = OG_STATE_NEW, .proto = 6, .fragment = true, .port = 53 }, OG_DROP_FRAGMENT },
		{ "none; 53", { .state = OG_STATE_NEW, .proto = 6, .port = 53 }, OG_DROP_SHORT },
		{ "none; 53", { .state = OG_STATE_NEW, .proto = 136, .readable = true, .port = 53 }, OG_DROP_PROTOCOL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		judge_text(rows[i].text);
		if (og_judge(&policy.chain[OG_INPUT], &rows[i].flow) != rows[i].reason)
			fail_msg("row %zu: %s: reason %d", i, rows[i].text,
				 og_judge(&policy.chain[OG_INPUT], &rows[i].flow));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_page_whole_space, read_rules),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
