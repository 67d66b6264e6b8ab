// SPDX-License-Identifier: GPL-2.0-only
/* Which policies lock out whoever came by ssh, and which line does it. */
#include "change/lockout.h"
#include "machine/tun_holder.h"
#include "policy/policy_text.h"
#include "test_user.h"

#define IPV4(...)	{ OG_IPV4, { __VA_ARGS__ } }

static const struct ssh_connection four = {
	.state = CONNECTION_LIVE, .server.port = 22,
	.client.address = IPV4(203, 0, 113, 9), .server.address = IPV4(198, 51, 100, 1),
};
static const struct ssh_connection six = {
	.state = CONNECTION_LIVE, .server.port = 22,
	.client.address = { OG_IPV6, { 0x20, 0x01, 0x0d, 0xb8, [15] = 9 } },
	.server.address = { OG_IPV6, { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 } },
};
/* From this machine, and from it by an address that it has outside. */
static const struct ssh_connection local = {
	.state = CONNECTION_LIVE, .server.port = 22,
	.client.address = IPV4(127, 0, 0, 1), .server.address = IPV4(127, 0, 0, 2),
};
static const struct ssh_connection itself = {
	.state = CONNECTION_LIVE, .server.port = 22,
	.client.address = IPV4(198, 51, 100, 1), .server.address = IPV4(198, 51, 100, 1),
};
static const struct ssh_connection odd_port = {
	.state = CONNECTION_LIVE, .server.port = 2222,
	.client.address = IPV4(203, 0, 113, 9), .server.address = IPV4(198, 51, 100, 1),
};

/* Over the built-in policy. @place: "line:column+length"; "": none takes it away; NULL: it is let in. */
static const struct {
	const struct ssh_connection *from;
	const char *text, *place;
} rows[] = {
	{ &four, "+443/tcp", NULL },
	{ &four, "-22/tcp", "1:1+7" },
	{ &four, "  -22/tcp  # no more ssh", "1:3+7" },
	{ &four, "forward -22/tcp", NULL },
	{ &four, "input -22/udp", NULL },
	{ &four, "input none", "1:1+10" },
	{ &four, "mode enforce\n\n# ssh; goes\ninput 443/tcp\nforward 22/tcp", "4:1+13" },
	{ &four, "mode enforce ; -22/tcp\t, ; +80/tcp", "1:16+7" },
	/* The last line that does it: in between it came back. */
	{ &four, "-22/tcp\n+22/tcp\n-20-30/tcp\n-80", "3:1+10" },
	{ &four, "-22/tcp\n+22/tcp", NULL },
	{ &four, "25/tcp 80", "1:1+9" },
	{ &four, "input proto:6", NULL },
	{ &four, "input any", NULL },
	{ &four, "input established", "1:1+17" },
	{ &four, "input untracked related", "1:1+23" },
	{ &four, "-22/tcp; mode audit", NULL },
	{ &four, "mode off; -22/tcp", NULL },
	{ &four, "-22/tcp; ipv6 ignore", "1:1+7" },
	{ &four, "-icmp", NULL },
	{ &four, "reset; -22/tcp", "1:8+7" },
	{ &six, "-22/tcp; ipv6 ignore", NULL },
	{ &six, "-22/tcp", "1:1+7" },
	{ &six, "+443/tcp", NULL },
	/* Without neighbour discovery no answer finds its way; what conntrack does not track is enough. */
	{ &six, "-icmp", "1:1+5" },
	{ &six, "-icmp +untracked", NULL },
	{ &six, "-icmp +proto:58", NULL },
	{ &local, "-22/tcp", NULL },
	{ &local, "-22/tcp\n-loopback", "2:1+9" },
	{ &local, "-22/tcp -loopback", "1:9+9" },
	{ &itself, "-22/tcp", NULL },
	{ &odd_port, "+443/tcp", "" },
	{ &odd_port, "-443/tcp\n+2222/tcp\ninput -2000-3000", "3:7+10" },
	/* Of several items the one that does it, and of two that one only takes with the other the last. */
	{ &four, "-25/tcp, -22/tcp -80/tcp", "1:10+7" },
	{ &four, "mode enforce\n  input\t-25/tcp -1-100 # all", "2:17+6" },
	{ &four, "forward -22/tcp; input -22/tcp -443/tcp", "1:24+7" },
	{ &four, "-established -22", "1:14+3" },
	{ &local, "-loopback -25/tcp -22/tcp", "1:19+7" },
	{ &six, "-25/tcp -icmp +443/tcp", "1:9+5" },
	{ &odd_port, "+2222/tcp", NULL },
};

static void lines(void **state)
{
	struct og_policy *before = malloc(sizeof(*before)), *after = malloc(sizeof(*after));
	struct og_edit *edit = malloc(sizeof(*edit));
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		struct lockout_missing missing;
		struct og_error error = { 0 };
		struct source source;
		char place[32] = "";

		source_set(&source, "test", rows[i].text);
		assert_int_equal(policy_parse(&source, edit), 0);
		og_policy_builtin(before);
		*after = *before;
		og_edit_apply(edit, after);
		if (lockout_admits(after, rows[i].from, &missing) != !rows[i].place)
			fail_msg("row %zu: \"%s\" admits wrongly", i, rows[i].text);
		if (lockout_find(&source, before, rows[i].from, &error))
			snprintf(place, sizeof(place), "%u:%u+%u", error.line, error.column, error.length);
		if (strcmp(place, rows[i].place ? rows[i].place : ""))
			fail_msg("row %zu: \"%s\" names %s", i, rows[i].text, place);
		source_free(&source);
	}
	free(edit);
	free(after);
	free(before);
}

/* What the tunnel needs that it came through; of that, what was let in before is judged. @before, @text: laid over the built-in policy. */
static const struct {
	const char *before, *text, *missing, *place;
} tunnels[] = {
	{ "+51820/udp +proto:47", "-51820/udp", "51820/udp", "1:1+10" },
	{ "+51820/udp +proto:47", "+443/tcp\n-proto:47", "proto:47", "2:1+9" },
	{ "+51820/udp +proto:47", "-22/tcp -51820/udp", "22/tcp", "1:1+7" },
	{ "+51820/udp +proto:47", "-51820/udp; mode audit", NULL, "" },
	{ "+51820/udp +proto:47", "+143/tcp", NULL, "" },
	{ "+51820/udp", "+143/tcp", NULL, "" },
	{ "+51820/udp", "input 22/tcp", "51820/udp", "1:1+12" },
	{ "+143/tcp", "-143/tcp", NULL, "" },
	{ "mode off", "mode enforce", "51820/udp", "1:1+12" },
	/* where the far end is is not known: a zone's list may be what lets it in */
	{ "+proto:47; zone wan eth9; input from wan 51820/udp", "input from wan -51820/udp", "51820/udp", "1:16+10" },
	{ "+proto:47; zone wan eth9; input from wan 51820/udp", "+80\nzone wan none", "51820/udp", "2:1+13" },
	{ "+proto:47 +51820/udp", "input -51820/udp; zone wan eth9; from wan 51820/udp", NULL, "" },
};

static void laid_over(const char *text, struct og_policy *policy)
{
	struct og_edit *edit = malloc(sizeof(*edit));
	struct source source;

	source_set(&source, "test", text);
	assert_int_equal(policy_parse(&source, edit), 0);
	og_edit_apply(edit, policy);
	source_free(&source);
	free(edit);
}

static void carried(void **state)
{
	struct og_policy *before = malloc(sizeof(*before)), *after = malloc(sizeof(*after));
	struct source source;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(tunnels); i++) {
		struct ssh_connection through = four;
		struct og_error error = { 0 };
		char place[32] = "";
		struct lockout_missing lack;
		const char *missing;

		carrier_add(&through.carrier, OG_IPV4, 17, 51820);
		carrier_add(&through.carrier, OG_IPV4, 47, 0);
		og_policy_builtin(before);
		laid_over(tunnels[i].before, before);
		carrier_keep_admitted(&through.carrier, before);
		*after = *before;
		laid_over(tunnels[i].text, after);
		missing = lockout_admits(after, &through, &lack) ? NULL : lack.item;
		if (!missing != !tunnels[i].missing || (missing && strcmp(missing, tunnels[i].missing)))
			fail_msg("row %zu: %s is missing", i, missing ? missing : "nothing");
		source_set(&source, "test", tunnels[i].text);
		if (lockout_find(&source, before, &through, &error))
			snprintf(place, sizeof(place), "%u:%u+%u", error.line, error.column, error.length);
		if (strcmp(place, tunnels[i].place))
			fail_msg("row %zu: \"%s\" names %s", i, tunnels[i].text, place);
		source_free(&source);
	}
	free(after);
	free(before);
}

/*
 * From whom: by the address and the device that it came by. @before, @text: laid over the built-in policy; @missing: the item,
 * and who has it.
 */
static const struct ssh_connection four_by_eth0 = {
	.state = CONNECTION_LIVE, .server.port = 22, .device = "eth0",
	.client.address = IPV4(203, 0, 113, 9), .server.address = IPV4(198, 51, 100, 1),
};
#define SIX_BY(DEVICE) { \
	.state = CONNECTION_LIVE, .server.port = 22, .device = DEVICE, .link = "eth0", \
	.client.address = { OG_IPV6, { 0x20, 0x01, 0x0d, 0xb8, [15] = 9 } }, \
	.server.address = { OG_IPV6, { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 } }, \
}
static const struct ssh_connection six_by_eth0 = SIX_BY("eth0"), six_by_vrf = SIX_BY("red");

#define OFFICE	"zone office eth0; zone admin 198.51.100.7; input -22/tcp; input from office 22/tcp"

static const struct {
	const struct ssh_connection *from;
	const char *before, *text, *place, *missing;
} zone_rows[] = {
	{ &four_by_eth0, OFFICE, "+443/tcp", "", NULL },
	{ &four, OFFICE, "+443/tcp", "", "22/tcp: zone office" },
	{ &four_by_eth0, OFFICE, "input from office 53", "1:1+20", "22/tcp: " },
	{ &four_by_eth0, OFFICE, "forward from office 53", "", NULL },
	{ &four_by_eth0, OFFICE, "+25\nfrom office +53, -20-30/tcp", "2:18+10", "22/tcp: " },
	{ &four_by_eth0, OFFICE, "zone office +eth1 -eth0", "1:19+5", "22/tcp: zone office" },
	{ &four_by_eth0, OFFICE, "zone office eth1 203.0.113.8", "1:1+28", "22/tcp: zone office" },
	{ &four_by_eth0, OFFICE, "zone office eth1 203.0.113.9", "", NULL },
	{ &four_by_eth0, OFFICE, "zone office -eth*", "", NULL },
	{ &four_by_eth0, OFFICE, "+80\n  zone office none # x", "2:3+16", "22/tcp: " },
	{ &four_by_eth0, OFFICE, "input from admin 22/tcp; input from office none", "1:26+22", "22/tcp: zone admin" },
	{ &four_by_eth0, OFFICE, "zone lab wg0; from lab 22; from admin any; zone office none", "1:44+16",
	  "22/tcp: zones admin and lab" },
	{ &four_by_eth0, OFFICE, "reset", "", NULL },
	{ &four_by_eth0, OFFICE, "reset; -22/tcp", "1:8+7", "22/tcp: " },
	/* Mended before it is said whole. */
	{ &four_by_eth0, OFFICE, "zone office -eth0\nzone office +203.0.113.0/24", "", NULL },
	{ &four_by_eth0, OFFICE, "zone office -eth0\nzone office +203.0.114.0/24", "2:1+27", "22/tcp: zone office" },
	{ &four_by_eth0, "", "zone admin 198.51.100.7 wg0; input from admin 22/tcp; input -22/tcp", "1:61+7",
	  "22/tcp: zone admin" },
	{ &four_by_eth0, "", "zone lan 203.0.113.0/24; input from lan 22/tcp; -22/tcp", "", NULL },
	{ &four_by_eth0, "", "zone lan 203.0.113.8/31 eth; input from lan 22/tcp; -22/tcp", "", NULL },
	{ &four_by_eth0, "", "zone lan 203.0.113.10/31 eth; input from lan 22/tcp; -22/tcp", "1:54+7", "22/tcp: zone lan" },
	{ &four_by_eth0, "", "zone lan eth*; input from lan any; input none", "", NULL },
	{ &four_by_eth0, "", "zone lan eth0*; forward from lan any; input none", "1:39+10", "22/tcp: " },
	/* Neighbour discovery is of the link, by whatever network the zone knows who is behind it. */
	{ &six_by_eth0, "", "zone lan eth0; input from lan 22/tcp icmp; input -22/tcp -icmp", "", NULL },
	{ &six_by_eth0, "", "zone lan 2001:db8::/32; input from lan 22/tcp icmp; -22/tcp -icmp", "1:61+5",
	  "icmp: zone lan" },
	{ &six_by_eth0, "", "zone lan 2001:db8::/32 fe80::/10; input from lan 22/tcp icmp; -22/tcp -icmp", "", NULL },
	{ &six_by_eth0, "", "zone lan 32.1.13.184; input from lan 22/tcp; -22/tcp", "1:46+7", "22/tcp: zone lan" },
	/* It is no VRF's, but its member's. */
	{ &six_by_vrf, "", "zone lan red; input from lan 22/tcp icmp; input -22/tcp -icmp", "1:57+5", "icmp: zone lan" },
	{ &six_by_vrf, "", "zone lan eth0; input from lan 22/tcp icmp; input -22/tcp -icmp", "1:50+7", "22/tcp: zone lan" },
	{ &six_by_vrf, "", "zone lan red eth0; input from lan 22/tcp icmp; input -22/tcp -icmp", "", NULL },
	/* From this machine. */
	{ &local, OFFICE, "-loopback", "1:1+9", "22/tcp: zone office" },
};

static void from_zones(void **state)
{
	struct og_policy *before = malloc(sizeof(*before)), *after = malloc(sizeof(*after));
	struct source source;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(zone_rows); i++) {
		char place[32] = "", missing[96] = "", *zones;
		const char *wanted = zone_rows[i].missing ? zone_rows[i].missing : "";
		struct lockout_missing lack;
		struct og_error error = { 0 };

		og_policy_builtin(before);
		if (*zone_rows[i].before)
			laid_over(zone_rows[i].before, before);
		*after = *before;
		laid_over(zone_rows[i].text, after);
		if (!lockout_admits(after, zone_rows[i].from, &lack)) {
			zones = lockout_zones(after, &lack);
			snprintf(missing, sizeof(missing), "%s: %s", lack.item, zones);
			free(zones);
		}
		if (strcmp(missing, wanted))
			fail_msg("row %zu: \"%s\": %s is missing, not %s", i, zone_rows[i].text, missing, wanted);
		source_set(&source, "test", zone_rows[i].text);
		if (lockout_find(&source, before, zone_rows[i].from, &error))
			snprintf(place, sizeof(place), "%u:%u+%u", error.line, error.column, error.length);
		if (strcmp(place, zone_rows[i].place))
			fail_msg("row %zu: \"%s\" names %s", i, zone_rows[i].text, place);
		source_free(&source);
	}
	free(after);
	free(before);
}

static void ways(void **state)
{
	static const char fdinfo[] = "pos:\t0\nflags:\t0104002\nmnt_id:\t24\niff:\ttun7\n";
	struct carrier carrier = { 0 };
	unsigned int i;

	(void)state;
	for (i = 0; i < CARRIER_WAYS + 2; i++)
		carrier_add(&carrier, OG_IPV4, 6, 443 + i);
	assert_int_equal(carrier.count, CARRIER_WAYS);
	assert_string_equal(carrier.ways[0].item, "443/tcp");
	assert_true(tun_is_of(fdinfo, "tun7"));
	assert_false(tun_is_of(fdinfo, "tun"));
	assert_false(tun_is_of(fdinfo, "tun70"));
	assert_false(tun_is_of("pos:\t0\n", "tun7"));
	assert_true(tun_is_of("iff:\ttun7", "tun7"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines), cmocka_unit_test(carried), cmocka_unit_test(from_zones),
		cmocka_unit_test(ways),
	};

	return cmocka_run_group_tests_name("user: lockout", tests, NULL, NULL);
}
