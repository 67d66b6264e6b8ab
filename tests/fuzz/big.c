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
_Static_assert(sizeof(struct og_parser) <= 96 * 1024, "the parser is large");

static const struct {
	const char *start, *again;
	bool good;
} rows[] = {
	{ "22/tcp", " ", true },
	{ "22/tcp", "\n", true },
	{ "22/tcp", ";#\n", true },
	{ "22/tcp #", "x", true },
	{ "any\n", "-22 +22 ", true },
	{ "", "+1-65535;", true },
	{ "none\n", "-0-65535 ", true },
	{ "", "+established;", true },
	{ "", "proto:7,53 ", true },
	{ "", "a", false },
	{ "", " ", false },
	{ "", "\n", false },
	{ "#", "x", false },
	{ "", "\xff", false },
	{ "", "mode off\n", false },
};

static struct og_parser parser;

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
