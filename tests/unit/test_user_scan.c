// SPDX-License-Identifier: GPL-2.0-only
#include "seen/scan.h"
#include "test_user.h"

#define CLIENT	0x00000001u
#define OFFICE	0x00000033u	/* four clients, about 4 sources */
#define SCANNER	0x00010000u
#define BOTH	0x00030000u	/* a scanner over IPv4 and IPv6 */

struct row {
	u16 port;
	u64 accepted, dropped;
	u32 sources;
	enum use use;
};

static struct tally seen;
static struct tally_row port_rows[OG_PORTS];
static enum use uses[OG_PORTS];

static void put(u16 port, u64 accepted, u64 dropped, u32 sources)
{
	port_rows[seen.count++] = (struct tally_row){
		.chain = OG_FORWARD, .transport = OG_TCP, .port = port, .accepted = accepted,
		.dropped = dropped, .sources = sources,
	};
}

static void judge(void)
{
	struct og_policy *policy = malloc(sizeof(*policy));

	og_policy_builtin(policy);
	seen.rows = port_rows;
	scan_judge(&seen, policy, uses);
	free(policy);
}

/* @count ports that no list has, from @first on, each tried @tries times. */
static void put_scan(u16 first, unsigned int count, u64 tries, u32 sources)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		put(first + i, 0, tries, sources);
}

static void expect(size_t from, size_t count, enum use use)
{
	size_t i;

	for (i = from; i < from + count; i++)
		if (uses[i] != use)
			fail_msg("row %zu, port %u: %d, not %d", i, port_rows[i].port, uses[i], use);
}

/* Each alone: what the numbers of one port say. */
static const struct row alone[] = {
	{ 993, 40, 0, OFFICE, USE_LISTED },
	{ 993, 0, 40, OFFICE, USE_LISTED },
	{ 143, 40, 0, OFFICE, USE_PASSED },
	{ 143, 0, 40, OFFICE, USE_SERVICE },
	{ 143, 1, 1, CLIENT, USE_SERVICE },
	{ 143, 0, 1, CLIENT, USE_SERVICE },
	{ 445, 0, 8, 0x0000007f, USE_STRAYS },	/* 8 sources, once each */
	{ 445, 0, 16, 0x0000007f, USE_STRAYS },	/* twice each */
	{ 445, 0, 17, 0x0000007f, USE_SERVICE },	/* and one came again */
	{ 445, 0, 7, 0x0000003f, USE_SERVICE },	/* 7 sources are not many */
	{ 445, 0, 200, 0xffffffff, USE_STRAYS },
	{ 445, 0, 201, 0xffffffff, USE_SERVICE },
};

static void one_port(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(alone); i++) {
		seen.count = 0;
		put(alone[i].port, alone[i].accepted, alone[i].dropped, alone[i].sources);
		judge();
		if (uses[0] != alone[i].use)
			fail_msg("row %zu: %d, not %d", i, uses[0], alone[i].use);
	}
}

/* Seven ports may be a client's; the eighth makes it a scan. */
static void many_ports(void **state)
{
	(void)state;
	seen.count = 0;
	put_scan(1, 7, 2, SCANNER);
	judge();
	expect(0, 7, USE_SERVICE);
	put(8, 0, 2, SCANNER);
	judge();
	expect(0, 8, USE_SCANNER);
	/* Who comes back to some of them is somebody else to these. */
	put(143, 0, 3, SCANNER);
	judge();
	expect(0, 8, USE_SCANNER);
	expect(8, 1, USE_SERVICE);
}

/* The same from two addresses; at some ports only one of them was seen. */
static void two_families(void **state)
{
	(void)state;
	seen.count = 0;
	put_scan(1, 20, 2, BOTH);
	put(30, 0, 1, SCANNER);
	put(31, 0, 1, SCANNER | CLIENT);
	judge();
	expect(0, 21, USE_SCANNER);
	expect(21, 1, USE_SERVICE);
}

/* What drops is asked again: more tries, but then at very many ports. */
static void a_scan_that_is_dropped(void **state)
{
	(void)state;
	seen.count = 0;
	put_scan(2000, 63, 4, SCANNER);
	judge();
	expect(0, 63, USE_SERVICE);
	put(90, 0, 4, SCANNER);
	judge();
	expect(0, 64, USE_SCANNER);
	put_scan(4000, 64, 9, SCANNER);
	judge();
	expect(64, 64, USE_SERVICE);
}

/* A scan of everything beside an office that works. */
static void all_ports(void **state)
{
	unsigned int port;

	(void)state;
	seen.count = 0;
	for (port = 1; port < OG_PORTS; port++)
		put(port, 0, port == 143 ? 31 : 1, port == 143 ? OFFICE | SCANNER : SCANNER);
	judge();
	for (port = 1; port < OG_PORTS; port++)
		if (uses[port - 1] == USE_SERVICE && port != 143)
			fail_msg("port %u is taken for a service", port);
	assert_int_equal(uses[142], USE_SERVICE);
	assert_int_equal(uses[992], USE_LISTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_port), cmocka_unit_test(many_ports),
		cmocka_unit_test(two_families), cmocka_unit_test(a_scan_that_is_dropped),
		cmocka_unit_test(all_ports),
	};

	return cmocka_run_group_tests_name("user: scan", tests, NULL, NULL);
}
