// SPDX-License-Identifier: GPL-2.0-only
#include "tally_file.h"
#include "base/need.h"
#include "base/system_file.h"
#include "module_files.h"
#include "outlook_guard.h"
#include "text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#define PORTS_FILE	OG_PROC_NET "/ports"
#define HEADER		"chain protocol port accepted dropped seconds sources\n"

/* The place of @word among @count names; -1: nowhere. */
static int index_of(const char *word, const char *(*name)(unsigned int), unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		if (!strcmp(word, name(i)))
			return i;
	return -1;
}

static const char *chain_name(unsigned int chain)
{
	return og_chain_name(chain);
}

static const char *transport_name(unsigned int transport)
{
	return og_transport_name(transport);
}

/* A chain's number, or OG_CHAINS for what went before it was known which chain it would meet. */
static int chain_of(const char *word)
{
	return strcmp(word, "early") ? index_of(word, chain_name, OG_CHAINS) : OG_CHAINS;
}

/* @text's first line alone, for sscanf() would look for the end of all the text behind it. */
static bool read_row(const char *text, size_t length, struct tally_row *row)
{
	char line[128], chain[16], transport[16];
	unsigned int port;
	int c, t, end = 0;

	if (length >= sizeof(line))
		return false;
	memcpy(line, text, length);
	line[length] = '\0';
	if (sscanf(line, "%15s %15s %u %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNx32 "%n", chain,
		   transport, &port, &row->accepted, &row->dropped, &row->seconds, &row->sources,
		   &end) != 7 || line[end] || port >= OG_PORTS)
		return false;
	c = chain_of(chain);
	t = index_of(transport, transport_name, OG_TRANSPORTS);
	if (c < 0 || t < 0)
		return false;
	row->chain = c;
	row->transport = t;
	row->port = port;
	return true;
}

static void append_row(struct tally *seen, size_t *room, const struct tally_row *row)
{
	seen->rows = need_room(seen->rows, room, seen->count, sizeof(*row));
	seen->rows[seen->count++] = *row;
}

static int by_place(const void *a, const void *b)
{
	const struct tally_row *x = a, *y = b;

	if (x->chain != y->chain)
		return x->chain < y->chain ? -1 : 1;
	if (x->transport != y->transport)
		return x->transport < y->transport ? -1 : 1;
	return x->port - y->port;
}

static void sort(struct tally *seen)
{
	if (seen->count)
		qsort(seen->rows, seen->count, sizeof(*seen->rows), by_place);
}

/* What "early" dropped either chain would have: it counts for both. @seen's first @sorted rows are the chains' own. */
static void take_early(struct tally *seen, size_t *room, size_t sorted, struct tally_row row)
{
	struct tally_row *known;
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		row.chain = c;
		known = sorted ? bsearch(&row, seen->rows, sorted, sizeof(row), by_place) : NULL;
		if (!known) {
			append_row(seen, room, &row);
			continue;
		}
		known->dropped += row.dropped;
		known->sources |= row.sources;
		if (row.seconds < known->seconds)
			known->seconds = row.seconds;
	}
}

/* In whatever order they come, by place: who compares two readings goes through both. */
static int parse_rows(const char *text, struct tally *seen, struct tally *early)
{
	size_t room = 0, early_room = 0, i, sorted;
	struct tally_row row;
	const char *end;

	for (; *text; text = end + 1) {
		end = strchr(text, '\n');
		if (!end || !read_row(text, end - text, &row))
			return -EPROTO;
		if (row.chain == OG_CHAINS)
			append_row(early, &early_room, &row);
		else
			append_row(seen, &room, &row);
	}
	sort(seen);
	sorted = seen->count;
	for (i = 0; i < early->count; i++)
		take_early(seen, &room, sorted, early->rows[i]);
	sort(seen);
	return 0;
}

int module_parse_tally(const char *text, struct tally *seen)
{
	struct tally early = { 0 };
	int error;

	seen->rows = NULL;
	seen->count = 0;
	if (strncmp(text, HEADER, strlen(HEADER)))
		return -EPROTO;
	error = parse_rows(text + strlen(HEADER), seen, &early);
	tally_free(&early);
	if (error)
		tally_free(seen);
	return error;
}

int module_read_tally(struct tally *seen)
{
	struct module_stats stats;
	char *text;
	size_t size;
	int error = system_read_file(PORTS_FILE, &text, &size);

	*seen = (struct tally){ 0 };
	if (error)
		return error;
	error = module_parse_tally(text, seen);
	free(text);
	if (!error)
		error = module_read_stats(&stats);
	if (error) {
		tally_free(seen);
		return error;
	}
	seen->on = !strcmp(stats.setting[OG_SET_TALLY], "on");
	seen->seconds = stats.tally_seconds;
	return 0;
}

void tally_free(struct tally *seen)
{
	free(seen->rows);
	seen->rows = NULL;
	seen->count = 0;
}

const struct tally_row *tally_find(const struct tally *seen, enum og_chain_id chain,
					enum og_transport transport, u16 port)
{
	size_t i;

	for (i = 0; i < seen->count; i++)
		if (seen->rows[i].chain == chain && seen->rows[i].transport == transport &&
		    seen->rows[i].port == port)
			return &seen->rows[i];
	return NULL;
}

/* Linear counting: with n of 32 bits set, -32 ln((32 - n) / 32) sources, rounded. */
unsigned int sources_of(u32 sketch)
{
	static const u8 estimates[33] = {
		0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 17, 18, 20, 22,
		24, 26, 29, 31, 34, 37, 41, 44, 49, 54, 59, 67, 76, 89, 100, 100,
	};

	return estimates[__builtin_popcount(sketch)];
}
