// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any text meets the parser. It is taken or refused the same however it is cut;
 * an error has a place in the text and words that can be printed; what is
 * taken, printed and taken again gives the same policy and the same bytes,
 * whatever policy it is laid over.
 */
#include <assert.h>
#include <stdlib.h>

#include "text.h"

static struct og_parser whole, pieces;
static struct og_policy first, second;

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
}

static void check_compiled(const struct og_policy *policy)
{
	static struct og_chain chain;
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		chain = policy->chain[c];
		og_chain_compile(&chain);
		assert(!memcmp(&chain, &policy->chain[c], sizeof(chain)));
	}
}

static void check_round_trip(void)
{
	og_policy_builtin(&first);
	og_edit_apply(&whole.edit, &first);
	check_compiled(&first);
	printed.size = 0;
	og_print_policy(&first, append, &printed);
	/* more than about 100,000 ranges do not fit into one transaction: docs/guide.md, Limits */
	if (printed.size > OG_TEXT_MAX)
		return;
	assert(og_parse_text(&pieces, printed.bytes, printed.size));
	memset(&second, 0, sizeof(second));
	second.chain[OG_INPUT].items.words = 1ull << OG_WORD_ANY;
	og_edit_apply(&pieces.edit, &second);
	assert(og_policy_equal(&first, &second));
	reprinted.size = 0;
	og_print_policy(&second, append, &reprinted);
	assert(reprinted.size == printed.size);
	assert(!memcmp(reprinted.bytes, printed.bytes, printed.size));
	/* the same text twice changes nothing more */
	og_edit_apply(&whole.edit, &first);
	assert(og_policy_equal(&first, &second));
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
	if (good)
		check_round_trip();
	return 0;
}
