// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any text meets the parser. It is taken or refused the same however it is cut;
 * an error has a place in the text and words that can be printed; what is
 * taken, printed and taken again gives the same policy and the same bytes,
 * whatever policy it is laid over. Statement by statement a text does what it
 * does whole, and who listens is told of each at its place.
 */
#include <assert.h>
#include <stdlib.h>

#include "text.h"

/* A text is laid over these, too: what it says of zones may not fit over the page. */
static const char *const others[] = {
	"none\n"
	"zone a eth1 10.0.0.0/8 2001:db8::/32\n"
	"zone b eth* 10.0.0.0/8 10.1.0.0/16\n"
	"zone office wg0 192.0.2.7\n"
	"from a icmp 22/tcp 53; input from b 20-30/tcp proto:47; forward from office any\n"
	"refuse reject a office\n",
	"input any; forward any; zone z lo; refuse reject\n",
};

#define STATEMENTS	24u	/* of a text that is carried out one by one */

static struct og_parser whole, pieces;
static struct og_policy first, second, third;

struct text {
	char *bytes;
	size_t size, room;
};

static struct text printed, reprinted;

static bool append(void *to, const char *bytes, size_t size)
{
	struct text *text = to;

	while (text->size + size > text->room) {
		text->room = text->room * 2 + 4096;
		text->bytes = realloc(text->bytes, text->room);
		assert(text->bytes);
	}
	memcpy(text->bytes + text->size, bytes, size);
	text->size += size;
	return true;
}

/* Where line @line begins, and in *@length what is on it; NULL: there is no such line. */
static const char *find_line(const char *text, size_t size, u32 line, size_t *length)
{
	const char *end = text + size, *next = text;

	while (line > 1) {
		next = memchr(text, '\n', (size_t)(end - text));
		if (!next)
			return NULL;
		text = next + 1;
		line--;
	}
	next = memchr(text, '\n', (size_t)(end - text));
	*length = (size_t)((next ? next : end) - text);
	return text;
}

static void check_error(const struct og_error *error, const char *text, size_t size)
{
	size_t length = 0, i;

	assert(error->line >= 1 && error->column >= 1 && error->length >= 1);
	assert(find_line(text, size, error->line, &length));
	/* a byte of the line, or its end */
	assert(error->column - 1 <= length);
	assert(error->column - 1 + error->length <= length + 1);
	assert(memchr(error->text, '\0', sizeof(error->text)));
	assert(error->text[0]);
	for (i = 0; error->text[i]; i++)
		assert(error->text[i] >= ' ' && error->text[i] <= '~');
}

static u32 next_cut(u32 *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

static size_t piece_size(u32 *seed, size_t left)
{
	size_t piece = next_cut(seed) % 4 ? 1 + next_cut(seed) % 7 : next_cut(seed) % 700;

	return piece < left ? piece : left;
}

/* Cut without pauses nothing is different, to the last byte. */
static void check_cut(const char *text, size_t size, bool good, u32 seed)
{
	size_t at = 0, piece;
	bool cut_good = true;

	og_parse_begin(&pieces);
	while (cut_good && at < size) {
		piece = piece_size(&seed, size - at);
		cut_good = og_parse_piece(&pieces, text + at, piece);
		at += piece;
	}
	cut_good = cut_good && og_parse_pause(&pieces) && og_parse_end(&pieces);
	assert(cut_good == good);
	if (good)
		assert(!memcmp(&pieces.edit, &whole.edit, sizeof(whole.edit)));
	else
		assert(!memcmp(&pieces.error, &whole.error, sizeof(whole.error)));
}

/* Every piece is a write: a bad text may be refused earlier, a good one is not. */
static void check_writes(const char *text, size_t size, bool good, u32 seed)
{
	size_t at = 0, piece;
	bool cut_good = true;

	og_parse_begin(&pieces);
	while (cut_good && at < size) {
		piece = piece_size(&seed, size - at);
		cut_good = og_parse_piece(&pieces, text + at, piece) && og_parse_pause(&pieces);
		at += piece;
	}
	cut_good = cut_good && og_parse_end(&pieces);
	assert(cut_good == good);
	if (good)
		assert(!memcmp(&pieces.edit, &whole.edit, sizeof(whole.edit)));
	else
		check_error(&pieces.error, text, size);
}

/* Whether the last line, if it is more than blanks, has no end. */
static bool ends_inside(const char *text, size_t size)
{
	while (size && text[size - 1] != '\n')
		if (!memchr(" \t,;", text[--size], 4))
			return true;
	return false;
}

static void check_whole(const char *text, size_t size)
{
	bool whole_text;

	og_parse_begin(&pieces);
	if (!og_parse_piece(&pieces, text, size))
		return;
	whole_text = og_parse_whole(&pieces);
	assert(whole_text == !ends_inside(text, size));
	if (!whole_text)
		check_error(&pieces.error, text, size);
}

static void check_nothing_taken(const struct og_zone_edit *zones, bool takes)
{
	unsigned int i;

	assert(!zones->reset);
	for (i = 0; i < zones->count; i++)
		assert(!zones->said[i].gone && !zones->said[i].members_stated &&
		       !zones->said[i].list_stated[OG_INPUT] && !zones->said[i].list_stated[OG_FORWARD]);
	for (i = 0; i < zones->network_count; i++)
		assert(takes || !zones->network[i].remove);
	for (i = 0; i < zones->device_count; i++)
		assert(takes || !zones->device[i].remove);
}

/* Written to add, a text adds, or is refused: it takes nothing away but what it names. */
static void check_appended(const char *text, size_t size)
{
	static const struct og_items nothing;
	unsigned int c;

	og_parse_begin(&pieces);
	og_parse_append(&pieces);
	if (!og_parse_piece(&pieces, text, size) || !og_parse_pause(&pieces) || !og_parse_end(&pieces))
		return;
	for (c = 0; c < OG_CHAINS; c++)
		assert(memchr(text, '-', size) || !memcmp(&pieces.edit.remove[c], &nothing, sizeof(nothing)));
	check_nothing_taken(&pieces.edit.zones, memchr(text, '-', size));
}

static void check_compiled(const struct og_policy *policy)
{
	static struct og_chain chain;
	static struct og_zones zones;
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		chain = policy->chain[c];
		og_chain_compile(&chain);
		assert(!memcmp(&chain, &policy->chain[c], sizeof(chain)));
	}
	zones = policy->zones;
	og_zones_compile(&zones);
	assert(!memcmp(&zones, &policy->zones, sizeof(zones)));
}

/* The page's policy, or one of the others. */
static void begin_with(struct og_policy *policy, unsigned int which)
{
	og_policy_builtin(policy);
	if (!which)
		return;
	assert(og_parse_text(&pieces, others[which - 1], strlen(others[which - 1])));
	assert(og_edit_fits(&pieces.edit, policy, &pieces.error));
	og_edit_apply(&pieces.edit, policy);
}

/* What is said of zones is kept in order, and within its bounds. */
static void check_zones(const struct og_zones *zones)
{
	u16 members = 0;
	unsigned int i;

	assert(zones->network_count <= OG_ZONE_NETWORKS && zones->device_count <= OG_ZONE_DEVICES);
	for (i = 0; i < zones->network_count; i++) {
		assert(zones->network[i].zones && !(zones->network[i].zones & ~zones->there));
		assert(!i || og_network_compare(&zones->network[i - 1].network, &zones->network[i].network) < 0);
	}
	for (i = 0; i < zones->device_count; i++)
		assert(zones->device[i].zones && !(zones->device[i].zones & ~zones->there));
	for (i = 0; i < zones->network_count; i++)
		members |= zones->network[i].zones;
	for (i = 0; i < zones->device_count; i++)
		members |= zones->device[i].zones;
	assert(members == zones->there);
	assert(zones->refuse == OG_REFUSE_ZONES ? zones->refuse_zones && !(zones->refuse_zones & ~zones->there) :
						  !zones->refuse_zones);
}

/* Printed, taken over another and printed again. */
static void check_printed(const struct og_policy *policy)
{
	printed.size = 0;
	og_print_policy(policy, append, &printed);
	/* more than about 100,000 ranges do not fit into one transaction: docs/guide.md, Limits */
	if (printed.size > OG_TEXT_MAX)
		return;
	assert(og_parse_text(&pieces, printed.bytes, printed.size));
	memset(&second, 0, sizeof(second));
	second.chain[OG_INPUT].items.words = 1ull << OG_WORD_ANY;
	assert(og_edit_fits(&pieces.edit, &second, &pieces.error));
	og_edit_apply(&pieces.edit, &second);
	assert(og_policy_equal(policy, &second));
	reprinted.size = 0;
	og_print_policy(&second, append, &reprinted);
	assert(reprinted.size == printed.size);
	assert(!memcmp(reprinted.bytes, printed.bytes, printed.size));
}

static void check_round_trip(const char *text, size_t size, unsigned int which)
{
	begin_with(&first, which);
	if (!og_edit_fits(&whole.edit, &first, &whole.error)) {
		assert(whole.edit.zones.touched);
		check_error(&whole.error, text, size);
		return;
	}
	og_edit_apply(&whole.edit, &first);
	check_compiled(&first);
	check_zones(&first.zones);
	check_printed(&first);
	/* the same text twice changes nothing more, where it still fits: it may have taken away what it names */
	third = first;
	if (!og_edit_fits(&whole.edit, &third, &whole.error))
		return;
	og_edit_apply(&whole.edit, &third);
	assert(og_policy_equal(&first, &third));
}

/* The end of the statement that begins at @at, or @size. */
static size_t statement_end(const char *text, size_t size, size_t at)
{
	bool comment = false;

	for (; at < size && text[at] != '\n'; at++) {
		comment |= text[at] == '#';
		if (!comment && text[at] == ';')
			return at;
	}
	return at;
}

static bool states(const char *text, size_t size)
{
	og_parse_begin(&pieces);
	assert(og_parse_piece(&pieces, text, size) && og_parse_piece(&pieces, "\n", 1));
	return og_parse_states(&pieces);
}

/*
 * One by one its statements do what the whole does. If one of them does not fit by itself nothing is said: a zone
 * may be without members in between.
 */
static void check_one_by_one(const char *text, size_t size, unsigned int which)
{
	size_t at, end, statements = 0;

	for (at = 0; at < size; at = statement_end(text, size, at) + 1)
		statements++;
	if (statements > STATEMENTS)
		return;
	begin_with(&second, which);
	for (at = 0; at < size; at = end + 1) {
		end = statement_end(text, size, at);
		if (!states(text + at, end - at))
			continue;
		assert(og_parse_text(&pieces, text + at, end - at));
		if (!og_edit_fits(&pieces.edit, &second, &pieces.error))
			return;
		og_edit_apply(&pieces.edit, &second);
	}
	begin_with(&first, which);
	assert(og_edit_fits(&whole.edit, &first, &whole.error));
	og_edit_apply(&whole.edit, &first);
	assert(og_policy_equal(&first, &second));
}

/* --- who listens --- */

struct heard {
	const char *text;
	size_t size;
	u32 line, column;	/* of what was said last */
	unsigned int said, ends;
};

static const char *at_place(const struct heard *heard, const struct og_said *said)
{
	size_t length;
	const char *line = find_line(heard->text, heard->size, said->line, &length);

	assert(line && said->column && said->length && said->column - 1 + said->length <= length);
	return line + said->column - 1;
}

static void hear(void *to, const struct og_said *said)
{
	struct heard *heard = to;
	const char *at = at_place(heard, said);

	heard->said++;
	if (said->kind == OG_SAID_END) {
		heard->ends++;
		assert(!memchr(" \t,;", at[0], 5) && !memchr(" \t,;#", at[said->length - 1], 6));
		return;
	}
	/* in the order in which they stand there */
	assert(said->line > heard->line || (said->line == heard->line && said->column >= heard->column));
	heard->line = said->line;
	heard->column = said->column;
	assert(said->sign == ' ' || said->sign == at[0]);
	assert(said->kind == OG_SAID_ITEM || said->kind == OG_SAID_MEMBER || said->sign == ' ');
	assert((said->kind == OG_SAID_ITEM) == !!said->item);
	assert((said->kind == OG_SAID_MEMBER) == !!said->member);
	if (said->kind == OG_SAID_SETTING) {
		const char *name = og_setting_name(said->setting);

		assert(said->length == strlen(name) && !memcmp(at, name, said->length));
	}
}

/* It is told of each statement; and what is taken is the same. */
static void check_heard(const char *text, size_t size, bool good, u32 seed)
{
	struct heard heard = { .text = text, .size = size };
	size_t at = 0, piece;

	og_parse_begin(&pieces);
	og_parse_listen(&pieces, hear, &heard);
	while (at < size) {
		piece = piece_size(&seed, size - at);
		if (!og_parse_piece(&pieces, text + at, piece))
			break;
		at += piece;
	}
	if (!good)
		return;
	assert(at == size && og_parse_end(&pieces));
	assert(!memcmp(&pieces.edit, &whole.edit, sizeof(whole.edit)));
	assert(heard.ends && heard.said > heard.ends && heard.ends == pieces.statements);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	const char *text = (const char *)data;
	u32 seed = (u32)size;
	bool good = og_parse_text(&whole, text, size);
	size_t i;

	for (i = 0; i < size && i < 64; i++)
		seed = seed * 31 + data[i];
	if (!good)
		check_error(&whole.error, text, size);
	check_cut(text, size, good, seed);
	check_writes(text, size, good, seed);
	check_whole(text, size);
	check_appended(text, size);
	check_heard(text, size, good, seed);
	for (i = 0; good && i <= sizeof(others) / sizeof(others[0]); i++) {
		check_round_trip(text, size, (unsigned int)i);
		check_one_by_one(text, size, (unsigned int)i);
	}
	return 0;
}
