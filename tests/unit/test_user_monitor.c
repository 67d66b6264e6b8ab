// SPDX-License-Identifier: GPL-2.0-only
/* The monitor's screen, line by line, from looks that a test can make. */
#include "base/clock.h"
#include "test_user.h"
#include "watch/monitor.h"

static char screen[64][256];

static void keep_line(void *to, int row, const char *text)
{
	(void)to;
	assert_in_range(row, 0, ROWS(screen) - 1);
	snprintf(screen[row], sizeof(screen[row]), "%s", text);
}

static void draw(int width, const struct sample *before, const struct sample *now)
{
	const struct monitor_page page = { .width = width, .height = 24, .line = keep_line };
	size_t i;

	memset(screen, 0, sizeof(screen));
	monitor_draw(&page, before, now);
	for (i = 0; i < ROWS(screen); i++)
		assert_in_range(strlen(screen[i]), 0, width);
}

/* The line that begins with @start, without it, its blanks made single. */
static const char *rest_of(const char *start)
{
	static char rest[256];
	size_t i, used = 0;
	const char *c;

	for (i = 0; i < ROWS(screen) && strncmp(screen[i], start, strlen(start)); i++)
		;
	if (i == ROWS(screen))
		fail_msg("no line begins with \"%s\"", start);
	for (c = screen[i] + strlen(start); *c; c++)
		if (*c != ' ' || (used && rest[used - 1] != ' '))
			rest[used++] = *c;
	if (used && rest[used - 1] == ' ')
		used--;
	rest[used] = '\0';
	return rest;
}

static bool is_drawn(const char *start)
{
	size_t i;

	for (i = 0; i < ROWS(screen) && strncmp(screen[i], start, strlen(start)); i++)
		;
	return i < ROWS(screen);
}

static struct tally_row rows_before[] = {
	{ .chain = OG_INPUT, .transport = OG_TCP, .port = 143, .accepted = 2 },
}, rows_now[] = {
	{ .chain = OG_INPUT, .transport = OG_TCP, .port = 143, .accepted = 2, .dropped = 5 },
};

static struct sample sample_at(u64 ms)
{
	struct sample sample = {
		.ms = ms, .conntrack = 2, .conntrack_max = 100, .may_see_ports = true,
		.ports = { .rows = rows_before, .count = 1, .on = true },
		.stats = { .version = "1.0", .setting[OG_SET_MODE] = "enforce", .early_drop = 4 },
	};

	sample.stats.counters[OG_INPUT][OG_DROP_PORT] = 2;
	sample.stats.counters[OG_INPUT][OG_ACCEPT_STATE] = 6;
	return sample;
}

static const char drops[] = "dropped    its destination port is not listed";
static const char early[] = "dropped    early, for ports that no chain lists";

/* One look has totals, but no rate: that is not the same as none a second. */
static void one_look(void **state)
{
	struct sample now = sample_at(5000), before = { .ms = 5000 };

	(void)state;
	draw(80, &before, &now);
	assert_string_equal(rest_of("packets a second"), "input forward in all");
	assert_string_equal(rest_of("passed"), "- - 6");
	assert_string_equal(rest_of("dropped   "), "- - 2");
	assert_string_equal(rest_of("accepted   the state of its connection is listed"), "- - 6");
	assert_string_equal(rest_of(drops), "- - 2");
	assert_string_equal(rest_of(early), "- 4");
	assert_string_equal(rest_of("input    143/tcp    imap"), "- - 2");
	draw(40, &before, &now);
	assert_string_equal(rest_of("passed"), "- -");
	assert_string_equal(rest_of("input    143/tcp"), "- -");
}

/* Rates have a decimal while they are small, totals never. */
static void two_looks(void **state)
{
	struct sample before = sample_at(5000), now = sample_at(7000);

	(void)state;
	now.stats.counters[OG_INPUT][OG_DROP_PORT] = 7;
	now.stats.counters[OG_FORWARD][OG_DROP_PORT] = 200;
	now.stats.early_drop = 9;
	now.ports.rows = rows_now;
	draw(80, &before, &now);
	assert_string_equal(rest_of("passed"), "0 0 6");
	assert_string_equal(rest_of(drops), "2.5 100 207");
	assert_string_equal(rest_of(early), "2.5 9");
	assert_string_equal(rest_of("busiest ports, by connections a second"), "accepted dropped in all");
	assert_string_equal(rest_of("input    143/tcp    imap"), "0 2.5 7");
	draw(40, &before, &now);
	assert_string_equal(rest_of("dropped    port"), "2.5 100");
	assert_string_equal(rest_of("input    143/tcp"), "0 2.5");
}

/* A zone is found by its name, wherever its line stood before; one that is new has no rate of another's. */
static void zones_and_refusals(void **state)
{
	struct sample before = sample_at(5000), now = sample_at(7000);
	json_t *answer;

	(void)state;
	draw(80, &before, &now);
	assert_false(is_drawn("from zone"));
	assert_false(is_drawn("refused"));
	before.stats.zones[before.stats.zone_count++] = (struct module_zone){ "office", 10 };
	now.stats.zones[now.stats.zone_count++] = (struct module_zone){ "admin", 7 };
	now.stats.zones[now.stats.zone_count++] = (struct module_zone){ "office", 20 };
	now.stats.refuse_sent = 12;
	before.stats.refuse_sent = 2;
	draw(80, &before, &now);
	assert_string_equal(rest_of("from zone  admin"), "3.5 7");
	assert_string_equal(rest_of("from zone  office"), "5.0 20");
	assert_string_equal(rest_of("refused    whoever sent it was told"), "5.0 12");
	assert_false(is_drawn("not told"));
	now.stats.refuse_suppressed = 4;
	draw(40, &before, &now);
	assert_string_equal(rest_of("from zone  office"), "5.0");
	assert_string_equal(rest_of("not told   too many"), "2.0");
	answer = monitor_json(&before, &now);
	assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(answer, "zones"), 1),
							      "name")), "office");
	assert_int_equal(json_integer_value(json_object_get(json_object_get(answer, "refuse"), "total")), 12);
	json_decref(answer);
}

/* Whatever was counted, no column runs into the next. */
static void large_numbers(void **state)
{
	static const struct {
		u64 more;
		const char *rate, *total;
	} rows[] = {
		{ 9, "9.0", "11" }, { 99999, "99999", "100001" }, { 100000, "100k", "100002" },
		{ 99999999, "100000k", "100000001" }, { 99999999997, "100000M", "99999999999" },
		{ 9999999999998, "10000000M", "10000000M" },
	};
	struct sample before = sample_at(5000), now = sample_at(6000);
	char wanted[64];
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		now.stats.counters[OG_INPUT][OG_DROP_PORT] = 2 + rows[i].more;
		draw(80, &before, &now);
		snprintf(wanted, sizeof(wanted), "%s 0 %s", rows[i].rate, rows[i].total);
		assert_string_equal(rest_of(drops), wanted);
	}
}

/* A counter that was set back by another load of the module gives no rate, and no nonsense. */
static void set_back(void **state)
{
	struct sample before = sample_at(5000), now = sample_at(6000);

	(void)state;
	now.stats.counters[OG_INPUT][OG_DROP_PORT] = 1;
	draw(80, &before, &now);
	assert_string_equal(rest_of(drops), "0 0 1");
}

/* Nobody is to keep an audit. */
static void on_trial(void **state)
{
	struct sample now = sample_at(5000);

	(void)state;
	now.stats.trial_left = 594;
	draw(80, &now, &now);
	assert_string_equal(rest_of("on trial"), "the old policy is back in 9:54, unless \"ogctl trial keep\" is said");
	draw(40, &now, &now);
	assert_string_equal(rest_of("on trial"), "reverts in 9:54");
	strcpy(now.stats.setting[OG_SET_MODE], "audit");
	draw(80, &now, &now);
	assert_string_equal(rest_of("on trial"), "the old policy is back in 9:54; \"ogctl trial\" says more");
}

/* Whatever order the module has its rows in: what stands still has no rate. */
static const char *const same_ports[] = {
	"early tcp 23 0 1994 3 00000001\ninput tcp 993 7 0 1 00000001\nforward udp 53 9 0 1 00000002\n"
	"early udp 123 0 77 3 00000001\ninput tcp 22 5 0 1 00000001\ninput tcp 23 0 4 9 00000004\n",
	"input tcp 22 5 0 1 00000001\ninput tcp 23 0 4 9 00000004\ninput tcp 993 7 0 1 00000001\n"
	"forward udp 53 9 0 1 00000002\nearly tcp 23 0 1994 3 00000001\nearly udp 123 0 77 3 00000001\n",
};

static void parse_ports(const char *rows, struct tally *seen)
{
	char text[1024];

	snprintf(text, sizeof(text), "chain protocol port accepted dropped seconds sources\n%s", rows);
	assert_int_equal(module_parse_tally(text, seen), 0);
}

static void nothing_happens(void **state)
{
	struct sample before = { .ms = 5000 }, now = { .ms = 6000 };
	struct sample_port ports[16];
	size_t i, count, order;

	(void)state;
	for (order = 0; order < 4; order++) {
		parse_ports(same_ports[order / 2], &before.ports);
		parse_ports(same_ports[order % 2], &now.ports);
		/* Early rows count for both chains: 22, 23, 993 and 123 of input; 23, 53 and 123 of forward. */
		count = sample_ports(&before, &now, ports, ROWS(ports));
		assert_int_equal(count, 7);
		for (i = 0; i < count; i++)
			if (ports[i].accepted > 0 || ports[i].dropped > 0)
				fail_msg("order %zu: port %u has %f and %f a second", order, ports[i].seen->port,
					 ports[i].accepted, ports[i].dropped);
		assert_int_equal(ports[0].seen->port, 23);
		assert_int_equal(ports[0].seen->dropped, 1998);
		tally_free(&before.ports);
		tally_free(&now.ports);
	}
}

/* What is watched for a time ends with it. */
static void how_long_to_wait(void **state)
{
	(void)state;
	assert_int_equal(clock_rest_ms(5000, 6000), 1000);
	assert_int_equal(clock_rest_ms(5000, 5999), 999);
	assert_int_equal(clock_rest_ms(5000, 9000), 1000);
	assert_int_equal(clock_rest_ms(6000, 6000), 0);
	assert_int_equal(clock_rest_ms(6001, 6000), 0);
	assert_int_equal(clock_rest_ms(6000, ~0ull), 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_look), cmocka_unit_test(two_looks), cmocka_unit_test(zones_and_refusals),
		cmocka_unit_test(large_numbers), cmocka_unit_test(set_back),
		cmocka_unit_test(on_trial), cmocka_unit_test(nothing_happens),
		cmocka_unit_test(how_long_to_wait),
	};

	return cmocka_run_group_tests_name("user: monitor", tests, NULL, NULL);
}
