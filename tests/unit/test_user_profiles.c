// SPDX-License-Identifier: GPL-2.0-only
/* The profiles that come with the project, in $OG_PROFILES. */
#include "policy/policy_text.h"
#include "policy/profiles.h"
#include "policy/text_place.h"
#include "test_user.h"

static const char *const expected[] = {
	"ad-member", "dhcp", "edge", "exchange-onprem", "ha", "mail-ldap", "mgmt", "outlook-classic",
	"outlook-modern", "safesquid-appliance", "safesquid-outlook", "squid", "tproxy", "xmpp",
};

static void all_there(void **state)
{
	struct profile *profiles;
	size_t count = profiles_all(&profiles), ours = 0, i, j;
	const char *folder = getenv("OG_PROFILES");

	(void)state;
	for (i = 0; i < ROWS(expected); i++) {
		for (j = 0; j < count && strcmp(profiles[j].name, expected[i]); j++)
			;
		if (j == count)
			fail_msg("%s is missing", expected[i]);
	}
	/* one that is not named here would be looked at by nobody */
	for (j = 0; j < count; j++)
		ours += !strncmp(profiles[j].path, folder, strlen(folder));
	assert_int_equal(ours, ROWS(expected));
	profiles_free(profiles, count);
}

static void read_profile(const char *name, struct source *source, struct og_edit *edit)
{
	char *path = profiles_path(name);
	struct og_error error;

	if (!path || source_read(source, path))
		fail_msg("%s cannot be read", name);
	if (!policy_try(source, edit, &error))
		fail_msg("%s:%u:%u: %s", path, error.line, error.column, error.text);
	free(path);
}

/* The page, exactly: it is the built-in policy, whatever was in force before. */
static void the_page(void **state)
{
	static const char *const before[] = { "input none\nforward none\n", "input any\nforward any\n" };
	struct og_policy *policy = malloc(sizeof(*policy)), *builtin = malloc(sizeof(*builtin));
	struct og_parser *parser = malloc(sizeof(*parser));
	struct og_edit *edit = malloc(sizeof(*edit));
	struct source source;
	size_t i;

	(void)state;
	og_policy_builtin(builtin);
	read_profile("safesquid-outlook", &source, edit);
	for (i = 0; i < ROWS(before); i++) {
		og_policy_builtin(policy);
		assert_true(og_parse_text(parser, before[i], strlen(before[i])));
		og_edit_apply(&parser->edit, policy);
		assert_false(og_policy_equal(policy, builtin));
		og_edit_apply(edit, policy);
		assert_true(og_policy_equal(policy, builtin));
	}
	source_free(&source);
	free(edit);
	free(parser);
	free(builtin);
	free(policy);
}

/* Which of an item's four comment lines were seen since the last item. */
struct comment {
	char title[128];
	bool why, source, risk;
};

static void take_line(const char *name, unsigned int number, const char *line,
		      struct comment *comment)
{
	const char *item = strpbrk(line, "+"), *title = comment->title;

	if (!strncmp(line, "#   why:    ", 12))
		comment->why = true;
	else if (!strncmp(line, "#   source: ", 12))
		comment->source = true;
	else if (!strncmp(line, "#   risk:   ", 12))
		comment->risk = true;
	else if (!strncmp(line, "# ", 2) && line[2] != ' ')
		snprintf(comment->title, sizeof(comment->title), "%s", line + 2);
	if (line[0] == '#' || !item)
		return;
	item++;
	if (!comment->why || !comment->source || !comment->risk)
		fail_msg("%s:%u: %s lacks its why, source or risk", name, number, item);
	if (strncmp(title, item, strlen(item)) || !strchr(" ", title[strlen(item)]))
		fail_msg("%s:%u: %s stands under \"%s\"", name, number, item, title);
	memset(comment, 0, sizeof(*comment));
}

static void every_item_explained(void **state)
{
	struct og_edit *edit = malloc(sizeof(*edit));
	struct source source;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(expected); i++) {
		struct comment comment = { 0 };
		unsigned int number = 0;
		char *line, *rest;

		read_profile(expected[i], &source, edit);
		assert_memory_equal(source.text, "# SPDX-License-Identifier: GPL-2.0-only\n", 40);
		if (!strstr(source.text, "\n# For whom: "))
			fail_msg("%s does not say for whom it is meant", expected[i]);
		/* A profile says what passes; the mode is the administrator's. */
		assert_false(og_edit_sets(edit, OG_SET_MODE));
		assert_false(og_edit_sets(edit, OG_SET_IPV6));
		for (rest = source.text; (line = strsep(&rest, "\n"));)
			take_line(expected[i], ++number, line, &comment);
		source_free(&source);
	}
	free(edit);
}

/* A first packet to a port of the gateway, from an address. */
static bool passes(const struct og_policy *policy, const char *from, enum og_transport transport, u16 port)
{
	const struct og_flow flow = flow_to_port(transport, port);
	struct og_source source = { .family = OG_IPV4 };
	enum og_family family;

	assert_true(og_address_parse(from, strlen(from), &family, &source.address));
	return !og_reason_drops(og_judge_from(policy, OG_INPUT, &flow, &source, NULL));
}

/* Of a leg in the internet nothing is let in, whatever was let in before; the inside keeps what it is there for. */
static void edge_knows_strangers(void **state)
{
	struct og_policy *policy = malloc(sizeof(*policy));
	struct og_edit *edit = malloc(sizeof(*edit));
	struct og_error error;
	struct source source;
	unsigned int port;

	(void)state;
	og_policy_builtin(policy);
	read_profile("edge", &source, edit);
	assert_true(og_edit_fits(edit, policy, &error));
	og_edit_apply(edit, policy);
	for (port = 0; port < OG_PORTS; port++)
		if (passes(policy, "198.51.100.7", OG_TCP, port) || passes(policy, "198.51.100.7", OG_UDP, port))
			fail_msg("%u is open to strangers", port);
	assert_true(passes(policy, "192.168.1.7", OG_UDP, 53));
	assert_true(passes(policy, "172.31.255.255", OG_TCP, 22));
	assert_false(passes(policy, "172.32.0.1", OG_TCP, 22));
	assert_int_equal(policy->zones.refuse, OG_REFUSE_ZONES);
	source_free(&source);
	free(edit);
	free(policy);
}

/* Whoever uses one over ssh from the inside, or reads it through the proxy, keeps both. */
static void nobody_locked_out(void **state)
{
	struct og_policy *policy = malloc(sizeof(*policy));
	struct og_edit *edit = malloc(sizeof(*edit));
	struct source source;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(expected); i++) {
		const struct og_items *input = &policy->chain[OG_INPUT].items;

		og_policy_builtin(policy);
		read_profile(expected[i], &source, edit);
		og_edit_apply(edit, policy);
		if (!passes(policy, "10.1.2.3", OG_TCP, 22) || !passes(policy, "10.1.2.3", OG_TCP, 8080) ||
		    !og_has_word(input, OG_WORD_ESTABLISHED))
			fail_msg("%s takes ssh, the proxy or open connections away", expected[i]);
		source_free(&source);
	}
	free(edit);
	free(policy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_there), cmocka_unit_test(the_page),
		cmocka_unit_test(every_item_explained), cmocka_unit_test(edge_knows_strangers),
		cmocka_unit_test(nobody_locked_out),
	};

	return cmocka_run_group_tests_name("user: profiles", tests, NULL, NULL);
}
