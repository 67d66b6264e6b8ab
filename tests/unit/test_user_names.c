// SPDX-License-Identifier: GPL-2.0-only
#include "policy/names.h"
#include "test_user.h"

#define TCP	OG_TRANSPORT_BIT(OG_TCP)
#define UDP	OG_TRANSPORT_BIT(OG_UDP)

/* All of these hold whatever /etc/services says, and where there is none. */
static const struct {
	const char *name;
	u16 port;
	u8 transports;
} services[] = {
	{ "ssh", 22, TCP }, { "smtp", 25, TCP }, { "domain", 53, TCP | UDP },
	{ "dns", 53, TCP | UDP }, { "pop3", 110, TCP }, { "imap", 143, TCP },
	{ "imap2", 143, TCP }, { "ldap", 389, TCP }, { "https", 443, TCP },
	{ "submissions", 465, TCP }, { "smtps", 465, TCP }, { "submission", 587, TCP },
	{ "ldaps", 636, TCP }, { "rndc", 953, TCP }, { "imaps", 993, TCP },
	{ "pop3s", 995, TCP }, { "squid", 3128, TCP }, { "msft-gc", 3268, TCP },
	{ "msft-gc-ssl", 3269, TCP }, { "stun", 3478, TCP | UDP },
	{ "xmpp-client", 5222, TCP }, { "xmpp-server", 5269, TCP },
	{ "xmpp-bosh", 5280, TCP }, { "http-alt", 8080, TCP }, { "https-alt", 8443, TCP },
	{ "kerberos", 88, TCP | UDP }, { "ntp", 123, UDP }, { "SMTP", 25, TCP },
	{ "Imaps", 993, TCP },
};

static void names_to_ports(void **state)
{
	struct service service;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(services); i++) {
		if (!names_find_service(services[i].name, &service))
			fail_msg("row %zu: %s is unknown", i, services[i].name);
		if (service.port != services[i].port ||
		    service.transports != services[i].transports)
			fail_msg("row %zu: %s is %u (transports %u)", i, services[i].name,
				 service.port, service.transports);
	}
	assert_false(names_find_service("reserved", &service));
	assert_false(names_find_service("no-such-service", &service));
	assert_false(names_find_service("", &service));
}

static const struct {
	u16 port;
	const char *name;
} ports[] = {
	{ 22, "ssh" }, { 143, "imap" }, { 465, "submissions" }, { 587, "submission" },
	{ 953, "rndc" }, { 1023, "reserved" }, { 3128, "squid" }, { 3268, "msft-gc" },
	{ 3269, "msft-gc-ssl" }, { 3401, "squid-snmp" }, { 3478, "stun" }, { 4827, "htcp" },
	{ 5280, "xmpp-bosh" }, { 8443, "https-alt" },
};

static void ports_to_names(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(ports); i++) {
		const char *name = names_of_port(ports[i].port, OG_TCP);

		if (!name || strcmp(name, ports[i].name))
			fail_msg("row %zu: port %u is %s, not %s", i, ports[i].port,
				 name ? name : "without a name", ports[i].name);
	}
	assert_null(names_of_port(65535, OG_TCP));
	assert_null(names_of_port(0, OG_UDP));
}

/* A name goes to its port and back, or the tool would contradict itself. */
static void there_and_back(void **state)
{
	struct service service;
	unsigned int port, t;

	(void)state;
	for (port = 0; port < OG_PORTS; port++) {
		for (t = 0; t < OG_TRANSPORTS; t++) {
			const char *name = names_of_port(port, t);

			if (!name || !strcmp(name, "reserved"))
				continue;
			if (!names_find_service(name, &service))
				fail_msg("%u/%s is called %s, which is unknown", port,
					 t == OG_TCP ? "tcp" : "udp", name);
		}
	}
}

static void nearest(void **state)
{
	(void)state;
	assert_string_equal(names_nearest("smpt"), "smtp");
	assert_string_equal(names_nearest("submision"), "submission");
	assert_string_equal(names_nearest("xmpp-clinet"), "xmpp-client");
	assert_null(names_nearest("frobnicator"));
}

static void protocols(void **state)
{
	u8 proto;

	(void)state;
	assert_true(names_find_protocol("vrrp", &proto));
	assert_int_equal(proto, 112);
	assert_true(names_find_protocol("ICMPv6", &proto));
	assert_int_equal(proto, 58);
	assert_true(names_find_protocol("gre", &proto));
	assert_int_equal(proto, 47);
	assert_false(names_find_protocol("no-such-protocol", &proto));
	assert_string_equal(names_of_protocol(112), "vrrp");
	assert_string_equal(names_of_protocol(1), "icmp");
	assert_null(names_of_protocol(255));
	/* Linux's tunnel, not the 94 that /etc/protocols calls so */
	assert_true(names_find_protocol("ipip", &proto));
	assert_int_equal(proto, 4);
	assert_true(names_find_protocol("ipencap", &proto));
	assert_int_equal(proto, 4);
	assert_true(names_find_protocol("sit", &proto));
	assert_int_equal(proto, 41);
}

/* What is shown as a protocol's name means that protocol when it is typed. */
static void protocols_there_and_back(void **state)
{
	unsigned int number;
	const char *name;
	u8 proto;

	(void)state;
	for (number = 0; number < OG_PROTOS; number++) {
		name = names_of_protocol(number);
		if (name && (!names_find_protocol(name, &proto) || proto != number))
			fail_msg("protocol %u is called %s, which is %u", number, name, proto);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_to_ports), cmocka_unit_test(ports_to_names),
		cmocka_unit_test(there_and_back), cmocka_unit_test(nearest),
		cmocka_unit_test(protocols), cmocka_unit_test(protocols_there_and_back),
	};

	return cmocka_run_group_tests_name("user: names", tests, NULL, NULL);
}
