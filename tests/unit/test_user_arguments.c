// SPDX-License-Identifier: GPL-2.0-only
#include "policy/arguments.h"
#include "test_user.h"

static const struct {
	const char *typed, *item;
} good[] = {
	{ "25/tcp", "25/tcp" }, { "53", "53" }, { "0", "0" }, { "65535/udp", "65535/udp" },
	{ "3268-3269/tcp", "3268-3269/tcp" }, { "smtp", "25/tcp" }, { "imaps", "993/tcp" },
	{ "domain", "53" }, { "domain/udp", "53/udp" }, { "ldap/udp", "389/udp" },
	{ "http-alt", "8080/tcp" }, { "icmp", "icmp" }, { "established", "established" },
	{ "reply", "reply" }, { "untracked", "untracked" }, { "loopback", "loopback" },
	{ "proto:112", "proto:112" }, { "proto:vrrp", "proto:112" }, { "SMTP/tcp", "25/tcp" },
};

static void good_items(void **state)
{
	struct argument_error why;
	char item[128];
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(good); i++) {
		if (!arguments_item(good[i].typed, item, sizeof(item), &why))
			fail_msg("row %zu: %s: %s", i, good[i].typed, why.text);
		if (strcmp(item, good[i].item))
			fail_msg("row %zu: %s is %s, not %s", i, good[i].typed, item, good[i].item);
	}
}

/* The place is in what was typed, also where a name was translated first. */
static const struct {
	const char *typed, *says;
	size_t offset, length;
} bad[] = {
	{ "70000/tcp", "over 65535", 0, 5 },
	{ "25/sctp", "/sctp", 2, 5 },
	{ "smtp/sctp", "/sctp", 0, 9 },
	{ "25x", "rubbish", 2, 1 },
	{ "20-10", "backwards", 0, 5 },
	{ "20-70000/tcp", "over 65535", 3, 5 },
	{ "imapz", "did you mean", 0, 5 },
	{ "imapz/tcp", "did you mean", 0, 5 },
	{ "frobnicate", "no service is called", 0, 10 },
	{ "gre", "proto:47", 0, 3 },
	{ "any", "states a whole list", 0, 3 },
	{ "none", "states a whole list", 0, 4 },
	{ "proto:nothing-known", "no IP protocol", 6, 13 },
	{ "proto:256", "over 255", 6, 3 },
	{ "proto:", "needs a number", 0, 6 },
	{ "+25", "here an item has none: write 25", 0, 1 },
	{ "-smtp", "here an item has none: write smtp", 0, 1 },
	{ "+", "", 0, 1 },
	{ "25;reset", "no item has", 2, 1 },
	{ "25#", "no item has", 2, 1 },
	{ "25\033[31m", "no item has", 2, 1 },
	{ "reserved", "no service is called", 0, 8 },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	  "more than 63", 0, 64 },
};

static void bad_items(void **state)
{
	struct argument_error why;
	char item[128];
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(bad); i++) {
		if (arguments_item(bad[i].typed, item, sizeof(item), &why))
			fail_msg("row %zu: %s passes as %s", i, bad[i].typed, item);
		if (!strstr(why.text, bad[i].says))
			fail_msg("row %zu: %s: %s", i, bad[i].typed, why.text);
		if (why.offset != bad[i].offset || why.length != bad[i].length)
			fail_msg("row %zu: %s: marked from %zu, %zu long", i, bad[i].typed,
				 why.offset, why.length);
	}
}

static const struct {
	const char *typed;
	u16 port;
	u8 transports;
} ports[] = {
	{ "143", 143, OG_TRANSPORT_BOTH }, { "imap", 143, OG_TRANSPORT_BIT(OG_TCP) },
	{ "53/udp", 53, OG_TRANSPORT_BIT(OG_UDP) }, { "domain", 53, OG_TRANSPORT_BOTH },
	{ "ntp", 123, OG_TRANSPORT_BIT(OG_UDP) },
};

static void one_port(void **state)
{
	static const char *const wrong[] = { "1-2", "icmp", "proto:6", "65536", "", "imapz", "-1" };
	struct argument_error why;
	struct service service;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(ports); i++) {
		if (!arguments_port(ports[i].typed, &service, &why))
			fail_msg("row %zu: %s: %s", i, ports[i].typed, why.text);
		if (service.port != ports[i].port || service.transports != ports[i].transports)
			fail_msg("row %zu: %s is %u (transports %u)", i, ports[i].typed,
				 service.port, service.transports);
	}
	for (i = 0; i < ROWS(wrong); i++)
		if (arguments_port(wrong[i], &service, &why))
			fail_msg("\"%s\" passes as a port", wrong[i]);
}

static const struct {
	char sign;
	unsigned int chains;
	char *argv[4];
	const char *text;
	const char *zone;
} statements[] = {
	{ '+', OG_CHAIN_BOTH, { "smtp", "587/tcp" }, " +25/tcp +587/tcp\n", NULL },
	{ '-', OG_CHAIN_BIT(OG_INPUT), { "pop3" }, "input -110/tcp\n", NULL },
	{ '+', OG_CHAIN_BIT(OG_FORWARD), { "25,imap", "proto:vrrp" },
	  "forward +25 +143/tcp +proto:112\n", NULL },
	{ '+', OG_CHAIN_BOTH, { " 25  53 " }, " +25 +53\n", NULL },
	{ '+', OG_CHAIN_BOTH, { "domain", "icmp" }, " from office +53 +icmp\n", "office" },
	{ '-', OG_CHAIN_BIT(OG_INPUT), { "smtp,proto:gre" }, "input from office -25/tcp -proto:47\n", "office" },
};

static void whole_statements(void **state)
{
	struct options options = { 0 };
	struct source source;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(statements); i++) {
		options.argv = (char **)statements[i].argv;
		for (options.argc = 0; options.argv[options.argc]; options.argc++)
			;
		assert_int_equal(arguments_statement(&options, "allow", statements[i].sign,
						     statements[i].chains, statements[i].zone, &source), 0);
		if (strcmp(source.text, statements[i].text))
			fail_msg("row %zu: \"%s\"", i, source.text);
		source_free(&source);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_items), cmocka_unit_test(bad_items),
		cmocka_unit_test(one_port), cmocka_unit_test(whole_statements),
	};

	return cmocka_run_group_tests_name("user: arguments", tests, NULL, NULL);
}
