// SPDX-License-Identifier: GPL-2.0-only
#include "policy/changes.h"
#include "policy/describe.h"
#include "test_user.h"

static void lay(const char *text, struct og_policy *policy)
{
	struct og_parser *parser = malloc(sizeof(*parser));

	og_policy_builtin(policy);
	if (!og_parse_text(parser, text, strlen(text)))
		fail_msg("%s: %s", text, parser->error.text);
	og_edit_apply(&parser->edit, policy);
	free(parser);
}

static void put(void *to, const char *item)
{
	struct capture *capture = to;

	fprintf(capture->stream, " %s", item);
}

/* input's items that came and went, as "+ ... - ..." */
static const struct {
	const char *before, *after, *says;
} rows[] = {
	{ "+443/tcp", "+443/tcp", "" },
	{ "reset", "+443/tcp", "+ 443/tcp" },
	{ "reset", "-110/tcp", "- 110/tcp" },
	{ "reset", "input -25/tcp +proto:112", "+ proto:112 - 25/tcp" },
	{ "reset", "-53/udp", "- 53/udp" },
	{ "reset", "input any", "+ any - established related loopback icmp 22/tcp 25/tcp 53 110/tcp "
	  "389/tcp 465/tcp 587/tcp 636/tcp 953 993/tcp 995/tcp 1023/tcp 3268-3269/tcp 5222/tcp "
	  "5269/tcp 5280/tcp 8080/tcp" },
	{ "input any", "input none", "- any" },
	{ "input 1-100/tcp", "input 50-150/tcp", "+ 101-150/tcp - 1-49/tcp" },
	{ "forward none", "reset", "" },
};

static void between(void **state)
{
	struct og_policy *before = malloc(sizeof(*before)), *after = malloc(sizeof(*after));
	struct changes *changes = malloc(sizeof(*changes));
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		struct capture capture;

		lay(rows[i].before, before);
		lay(rows[i].after, after);
		changes_between(changes, before, after);
		capture_begin(&capture);
		if (!og_items_empty(&changes->added[OG_INPUT]))
			fputs("+", capture.stream);
		items_each(&changes->added[OG_INPUT], put, &capture);
		if (!og_items_empty(&changes->removed[OG_INPUT]))
			fputs(og_items_empty(&changes->added[OG_INPUT]) ? "-" : " -", capture.stream);
		items_each(&changes->removed[OG_INPUT], put, &capture);
		if (strcmp(capture_end(&capture), rows[i].says))
			fail_msg("row %zu: \"%s\"", i, capture.text);
		free(capture.text);
	}
	lay("mode audit", before);
	lay("mode enforce", after);
	changes_between(changes, before, after);
	assert_false(changes_none(changes));
	changes_between(changes, after, after);
	assert_true(changes_none(changes));
	free(changes);
	free(after);
	free(before);
}

static const struct {
	const char *item, *words;
} words[] = {
	{ "143/tcp", "imap" }, { "53", "domain" }, { "3268-3269/tcp", "msft-gc msft-gc-ssl" },
	{ "1-65535/tcp", NULL }, { "60999/udp", NULL }, { "proto:112", "vrrp" },
	{ "any", "everything" }, { "loopback", "what comes in on lo" },
};

static void item_words_are(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(words); i++) {
		char *got = item_words(words[i].item);

		if (!got != !words[i].words || (got && strcmp(got, words[i].words)))
			fail_msg("row %zu: %s is %s", i, words[i].item, got ? got : "nothing");
		free(got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(between), cmocka_unit_test(item_words_are),
	};

	return cmocka_run_group_tests_name("user: changes", tests, NULL, NULL);
}
