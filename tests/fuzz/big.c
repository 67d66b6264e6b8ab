// SPDX-License-Identifier: GPL-2.0-only
/*
 * 1 MiB of whatever takes long, as fast as users have it, without sanitizers:
 * bounded time, and no memory but the parser's own. A byte more is refused.
 */
#include <stdlib.h>
#include <time.h>

#include "text.h"

/*
 * Of a processor. The worst rows take about 0.1 s on a machine of 2020; the
 * limit is for what would grow with the square of the text, which takes hours.
 */
#define SECONDS		2.0

/* It is all the memory that a text of any length needs. */
_Static_assert(sizeof(struct og_parser) <= 160 * 1024, "the parser is large");

static const struct {
	const char *start, *again;
	bool good;
	enum { NOTHING, RANGES, NETWORKS } full;	/* of what it begins with as much as a text may */
} rows[] = {
	{ "22/tcp", " ", true, NOTHING },
	{ "22/tcp", "\n", true, NOTHING },
	{ "22/tcp", ";#\n", true, NOTHING },
	{ "22/tcp #", "x", true, NOTHING },
	{ "any\n", "-22 +22 ", true, NOTHING },
	{ "", "+1-65535;", true, NOTHING },
	{ "none\n", "-0-65535 ", true, NOTHING },
	{ "", "+established;", true, NOTHING },
	{ "", "proto:7,53 ", true, NOTHING },
	{ "zone a eth1\nfrom a ", "+7 -7-9 ", true, NOTHING },
	{ "zone a eth1 eth2 ", "eth1 ", true, NOTHING },
	{ "zone a ", "+10.0.0.0/8 -10.0.0.0/8 ", true, NOTHING },
	{ "zone a eth1\n", "zone a +eth2;", true, NOTHING },
	{ "zone a eth1\n", "from a +1-65535;", true, NOTHING },
	{ "zone a eth1\nrefuse reject ", "a ", true, NOTHING },
	{ "zone a eth1\ninput from a", " -7/tcp +7/tcp", true, RANGES },
	{ "zone a eth1\ninput from a", " +4095/tcp -4095/tcp", true, RANGES },
	{ "zone a eth1\ninput from a", " -1-65534/udp +1-65534/udp", true, RANGES },
	{ "zone a +eth1", " -10.0.0.0/24 +10.0.0.0/24", true, NETWORKS },
	{ "zone a +eth1", " -10.3.255.0/24 +10.3.255.0/24", true, NETWORKS },
	{ "", "a", false, NOTHING },
	{ "", " ", false, NOTHING },
	{ "", "\n", false, NOTHING },
	{ "#", "x", false, NOTHING },
	{ "", "\xff", false, NOTHING },
	{ "", "mode off\n", false, NOTHING },
};

static struct og_parser parser;

/* Each the other way about, so that one that is put in order at the front moves all. */
static size_t write_full(size_t row, char *text)
{
	size_t at = 0;
	int i;

	for (i = 2047; rows[row].full == RANGES && i >= 0; i--)
		at += (size_t)sprintf(text + at, " +%d/tcp", 1 + 2 * i);
	for (i = 1023; rows[row].full == NETWORKS && i >= 0; i--)
		at += (size_t)sprintf(text + at, " +10.%d.%d.0/24", i / 256, i % 256);
	return at;
}

/* Of a text of @size bytes; what does not fit whole at its end is blank. */
static double parse(size_t row, size_t size, bool *good)
{
	const char *start = rows[row].start, *again = rows[row].again;
	size_t length = strlen(again), at = strlen(start);
	char *text = malloc(size);
	clock_t begin;

	if (!text)
		abort();
	memcpy(text, start, at);
	at += write_full(row, text + at);
	for (; at + length <= size; at += length)
		memcpy(text + at, again, length);
	memset(text + at, ' ', size - at);
	begin = clock();
	*good = og_parse_text(&parser, text, size);
	free(text);
	return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

int main(void)
{
	unsigned int passed = 0, failed = 0;
	bool good, too_long;
	double seconds;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		seconds = parse(i, OG_TEXT_MAX, &good);
		parse(i, OG_TEXT_MAX + 1, &too_long);
		if (good == rows[i].good && !too_long && seconds < SECONDS) {
			passed++;
			continue;
		}
		failed++;
		printf("FAIL: row %zu: %s, a byte more %s, %.2f s\n", i,
		       good ? "taken" : "refused", too_long ? "taken" : "refused", seconds);
	}
	printf("%u passed, %u failed\n", passed, failed);
	return failed > 0;
}
